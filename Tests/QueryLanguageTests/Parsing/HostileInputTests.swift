import Foundation
import LanguageSupport
import TestSupport
import Testing

@testable import QueryLanguage

/// Whatever the text, there is a tree or a diagnostic that stands inside it.
@Suite struct HostileInputTests {
  private func expectAnswer(_ bytes: [UInt8]) {
    let source = SourceText(bytes: bytes)
    let parsing = parseReportingAll(source)
    for diagnostic in parsing.diagnostics {
      let range = diagnostic.range
      #expect(range.lower >= 0 && range.lower <= range.upper && range.upper <= bytes.count)
      #expect(!diagnostic.message.isEmpty)
    }
    for statement in parsing.script.statements {
      #expect(statement.range.lower >= 0 && statement.range.upper <= bytes.count)
    }
    if let first = parsing.diagnostics.first {
      #expect(first.rendered(in: source).split(separator: "\n").count == 3)
    }
  }

  @Test(arguments: Corpus.texts)
  func truncationAtEveryByte(text: String) {
    let bytes = Array(text.utf8)
    for count in 0...bytes.count {
      expectAnswer(Array(bytes[..<count]))
      _ = expectations(in: bytes, at: count)
    }
  }

  @Test(arguments: 1...4)
  func mutations(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for text in Corpus.texts {
      for _ in 0..<8 { expectAnswer(mutate(Array(text.utf8), &random)) }
    }
  }

  private func mutate(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let place = Int.random(in: 0...bytes.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0 where place < bytes.count: bytes.remove(at: place)
      case 1 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 2: bytes.insert(random.pick(Array("()[].,;'\"`$-/*0~!<>=\\\u{80}".utf8)), at: place)
      case 3: bytes.insert(contentsOf: random.pick(Keyword.allCases).rawValue.utf8, at: place)
      default: bytes.insert(contentsOf: bytes.suffix(place), at: place)
      }
    }
    return bytes
  }

  @Test(arguments: 1...4)
  func noise(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for length in [1, 10, 100, 1000, 10_000] {
      expectAnswer((0..<length).map { _ in UInt8.random(in: 0...255, using: &random) })
    }
  }

  @Test(arguments: [
    "(", "[", "not ", "- ", "f(", "case when ", "a[", "in (", "x in (select ", "from (",
    "select (", "a and ", "a or (", "a.", "a[0]", "a || ", "a = ", "a, ", "1,", ";", "'", "`",
    "/*", "--", "\n", "\u{FEFF}", "0", "0x", "1e", "1_", "9", "a", "$", "é", "\0", "\\", "!", "&",
    "case a when b then c end ", "a between b and ", "distinct ", "group by ", "2h", "any(x where ",
    "let x = ", "explain ", "select a from b; ", "at ", "at now() ", "over ", "over 5s ",
    "every 5s ",
    "watch ", "changes 5s ", "wait for ", "record into 'x' ", "wait while ", "from (over 5s ",
  ])
  func repetition(piece: String) {
    for prefix in ["", "where ", "where a in ("] {
      for count in [10, 63, 64, 65, 399, 400, 401, 3000] {
        expectAnswer(Array((prefix + String(repeating: piece, count: count)).utf8))
      }
    }
  }

  @Test(arguments: ["a", "(", "é"])
  func tenMegabytes(piece: String) {
    let source = SourceText(String(repeating: piece, count: 10_000_000 / piece.utf8.count))
    let parsing = parseReportingAll(source)
    #expect(parsing.script.statements.isEmpty)
    #expect(
      parsing.diagnostics.first?.message.hasPrefix("a text has at most 1048576 bytes") == true)
    #expect(parsing.diagnostics.first?.rendered(in: source).utf8.count ?? 0 < 1000)
    #expect(expectations(in: source.bytes, at: 5_000_000).word.isEmpty)
  }

  /// What a completer asks takes no more than time in proportion to the text either.
  @Test(arguments: ["a.", "any(a where ", "(", "a, ", "'", "in (select "])
  func completionInALargeText(piece: String) {
    let bytes = Array(("where " + String(repeating: piece, count: 30_000)).utf8)
    let context = expectations(in: bytes, at: bytes.count)
    #expect(context.range.upper == bytes.count)
    #expect(context.relations.count <= Limits.nesting)
  }

  /// As large as a text may be.
  @Test(arguments: ["a", "(", "'", "select a;", "é", "-", "\n", "a, ", "a and ", "/*", "'x' "])
  func oneMegabyte(piece: String) {
    let count = Limits.textBytes / piece.utf8.count
    expectAnswer(Array(("where a in (1, " + String(repeating: piece, count: count - 20)).utf8))
  }
}

// MARK: - Limits

extension HostileInputTests {
  private func message(_ text: String) -> String? {
    parseReportingAll(SourceText(text)).diagnostics.first?.message
  }

  @Test(arguments: [
    ("(", "a", ")"), ("not ", "a", ""), ("- ", "a", ""), ("f(", "a", ")"), ("a[", "a", "]"),
    ("case when a then ", "a", " end"), ("x in (select ", "a", ")"),
  ])
  func nesting(before: String, middle: String, after: String) {
    func nested(_ depth: Int) -> String {
      "select " + String(repeating: before, count: depth) + middle
        + String(repeating: after, count: depth)
    }
    #expect(message(nested(20)) == nil)
    #expect(message(nested(Limits.nesting + 1)) == "nested too deeply: at most 64 levels")
    #expect(message(nested(10_000)) == "nested too deeply: at most 64 levels")
  }

  @Test func sixtyFourParenthesesAreEnough() {
    let depth = Limits.nesting - 1
    let text = String(repeating: "(", count: depth) + "a" + String(repeating: ")", count: depth)
    #expect(message("select " + text) == nil)
  }

  @Test(arguments: [" and a", " or a", " + a", " || a", ".a", "[0]"])
  func chains(link: String) {
    #expect(message("select a" + String(repeating: link, count: Limits.height)) == nil)
    #expect(
      message("select a" + String(repeating: link, count: 100_000))?
        .hasPrefix("the expression is too long: at most 400") == true)
  }

  @Test func chainsOfAMoment() {
    func moment(_ steps: Int) -> String { "at now()" + String(repeating: " - 1s", count: steps) }
    #expect(message(moment(Limits.height)) == nil)
    #expect(
      message(moment(100_000))?.hasPrefix("the expression is too long: at most 400") == true)
  }

  @Test func lists() {
    func values(_ count: Int) -> String { String(repeating: "1,", count: count - 1) + "1" }
    #expect(message("where pid in (\(values(Limits.values)))") == nil)
    #expect(
      message("where pid in (\(values(Limits.values + 1)))")
        == "the list is too long: at most 100000 elements")
    #expect(message("select \(values(Limits.items))") == nil)
    #expect(
      message("select \(values(Limits.items + 1))") == "the list is too long: at most 1000 elements"
    )
  }

  /// Chains inside parentheses inside chains do not add up beyond the limit.
  @Test func heightsAddUp() {
    let chain = String(repeating: " + a", count: 150)
    #expect(message("select ((a\(chain))\(chain))") == nil)
    #expect(message("select (((a\(chain))\(chain))\(chain))") != nil)
    #expect(message("select a + (a + (a\(chain))\(chain))") == nil)
  }

  /// The highest trees, on the stack of a small thread.
  @Test(arguments: [" and a", " + a", ".a", "[0]", " or a = a"])
  func highTreesFitASmallStack(link: String) throws {
    let source = SourceText("where a" + String(repeating: link, count: Limits.height - 1))
    try onThread(stack: 512 << 10) {
      let script = try parse(source)
      #expect(script.statements.count == 1)
    }
    try onThread(stack: HostileInputTests.walkingStack) { try walk(source) }
  }

  @Test func deepTreesFitASmallStack() throws {
    let level = "(a or not a = a || a + a * f(a[case when a then "
    let depth = 12
    let text =
      String(repeating: level, count: depth) + "a"
      + String(repeating: " end]))", count: depth)
    try onThread(stack: HostileInputTests.walkingStack) { try walk(SourceText("where " + text)) }
  }

  /// Without optimization the frames are several times as large.
  #if DEBUG
    private static let walkingStack = 8 << 20
  #else
    private static let walkingStack = 512 << 10
  #endif

  /// Everything that walks trees.
  private func walk(_ source: SourceText) throws {
    let script = try parse(source)
    #expect(Set([script, try parse(source)]).count == 1)
    #expect(script.withoutRanges.statements.count == 1)
    #expect(try parse(SourceText(canonicalText(of: script))).withoutRanges == script.withoutRanges)
    #expect(syntaxDump(of: script).hasPrefix("query\n"))
  }

  private func onThread(stack: Int, _ body: @escaping @Sendable () throws -> Void) throws {
    nonisolated(unsafe) var result: Result<Void, any Error>?
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      result = Result(catching: body)
      done.signal()
    }
    thread.stackSize = stack
    thread.start()
    done.wait()
    try #require(result).get()
  }
}
