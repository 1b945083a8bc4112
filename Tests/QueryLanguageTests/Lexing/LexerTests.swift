import LanguageSupport
import Testing

@testable import QueryLanguage

@Suite struct LexerTests {
  private func kinds(_ text: String) -> [Token.Kind] {
    Lexer.tokens(of: Array(text.utf8)).dropLast().map(\.kind)
  }

  @Test(
    arguments: [
      ("0", .integer(0)), ("42", .integer(42)), ("007", .integer(7)), ("1_000", .integer(1000)),
      ("1_2_3", .integer(123)), ("0x1f", .integer(31)), ("0X1F", .integer(31)),
      ("0xdead_beef", .integer(0xDEAD_BEEF)), ("9223372036854775807", .integer(.max)),
      ("0x7fffffffffffffff", .integer(.max)), ("0x8000000000000000", .address(1 << 63)),
      ("0xffffffffff600000", .address(0xFFFF_FFFF_FF60_0000)),
      ("2.5", .real(2.5)), ("0.1", .real(0.1)), ("1e5", .real(100_000)), ("1E-2", .real(0.01)),
      ("1.5e+3", .real(1500)), ("1_0.2_5", .real(10.25)), ("1e308", .real(1e308)),
      ("0e9", .real(0)),
      ("0.0", .real(0)), ("10000000000000000000.0", .real(1e19)),
    ] as [(String, Literal)])
  func number(text: String, literal: Literal) {
    #expect(kinds(text) == [.literal(literal)])
  }

  @Test(
    arguments: [
      ("1B", 1), ("1K", 1 << 10), ("1k", 1 << 10), ("1M", 1 << 20), ("1G", 1 << 30),
      ("1T", 1 << 40),
      ("1P", 1 << 50), ("1KiB", 1 << 10), ("1MiB", 1 << 20), ("1GiB", 1 << 30), ("1TiB", 1 << 40),
      ("1PiB", 1 << 50), ("1kB", 1000), ("1KB", 1000), ("1MB", 1_000_000), ("1GB", 1_000_000_000),
      ("1TB", 1_000_000_000_000), ("1PB", 1_000_000_000_000_000),
      ("1.5G", 3 << 29), ("0.5K", 512), ("0.1K", 102), ("0.0005K", 1), ("0.0004K", 0), ("2.5B", 3),
      ("1e3K", 1_024_000), ("1_024K", 1 << 20), ("0.3M", 314_573), ("8191P", 8191 << 50),
      ("0.000000000000000000000001P", 0), ("1.99999999999999999999999999999P", 2 << 50),
      ("0x1B", 27),
    ] as [(String, Int64)])
  func size(text: String, bytes: Int64) {
    #expect(kinds(text) == [.literal(text.hasPrefix("0x") ? .integer(bytes) : .size(bytes))])
  }

  @Test(
    arguments: [
      ("250ms", 250_000_000), ("30s", 30_000_000_000), ("5m", 300_000_000_000),
      ("100m", 6_000_000_000_000), ("2h", 7_200_000_000_000), ("7d", 604_800_000_000_000),
      ("1w", 604_800_000_000_000), ("2h13m", 7_980_000_000_000), ("1m30s", 90_000_000_000),
      ("1s500ms", 1_500_000_000), ("1w1d1h1m1s1ms", 694_861_001_000_000),
      ("1.5h", 5_400_000_000_000),
      ("0.5ms", 500_000), ("0.000001ms", 1), ("0.0000001ms", 0), ("1e3s", 1_000_000_000_000),
      ("1h0.5m", 3_630_000_000_000), ("15250w", 9_223_200_000_000_000_000),
    ] as [(String, Int64)])
  func duration(text: String, nanoseconds: Int64) {
    #expect(kinds(text) == [.literal(.duration(nanoseconds))])
  }

  @Test(arguments: [
    "10.", "10.x", "10..5", "1.5.2", "10.0.0.1", "1.5.", "1_", "1__0", "1_x", "10x", "10mb", "10Mb",
    "1g", "1e", "1e+", "2h13",
    "2h3d", "2h2h", "2h3M", "5M3", "5Ms", "5ms3", "0x", "0xg", "0x1g", "0x_1", "0x1_",
    "9223372036854775809", "18446744073709551616", "0x10000000000000000", "1e309", "1e-400",
    "8192P", "99999999999999999999K", "15251w", "15250w200h", "1e400000000000000000000s",
    "1_000ss", "1a2b", "5_m",
  ])
  func malformedNumber(text: String) throws {
    let token = try #require(Lexer.tokens(of: Array(text.utf8)).first)
    guard case .malformed(let diagnostic) = token.kind else {
      Issue.record("\(text) is \(token.kind)")
      return
    }
    #expect(diagnostic.range.lower >= 0 && diagnostic.range.upper <= text.utf8.count)
    #expect(!diagnostic.isIncomplete)
  }

  @Test func leastIntegerHasAMagnitudeOfItsOwn() {
    #expect(kinds("9223372036854775808") == [.leastMagnitude])
    #expect(kinds("-9223372036854775808") == [.symbol(.minus), .leastMagnitude])
  }

  @Test func pointAfterANumbersUnitIsASign() {
    #expect(
      kinds("5M.x") == [.literal(.size(5 << 20)), .symbol(.dot), .word(nil)])
    #expect(kinds(".5") == [.symbol(.dot), .literal(.integer(5))])
  }

  @Test(arguments: [
    ("''", ""), (#""""#, ""), ("'a'", "a"), (#""a""#, "a"), ("'it''s'", "it's"),
    (#""it's""#, "it's"), (#"'say "x"'"#, #"say "x""#), (#""say ""x""""#, #"say "x""#),
    ("''''", "'"), (#"'\n\t\r'"#, "\n\t\r"), (#"'\\'"#, #"\"#), (#"'\''"#, "'"), (#"'\"'"#, "\""),
    (#""\'""#, "'"), (#"'\x41\x7e'"#, "A~"), (#"'\.\d+'"#, #"\.\d+"#), (#"'\x4'"#, #"\x4"#),
    (#"'\xg1'"#, #"\xg1"#), (#"'\\x41'"#, #"\x41"#), (#"'\N'"#, #"\N"#), (#"'\%\_'"#, #"\%\_"#),
    ("'two\nlines'", "two\nlines"), ("'-- no comment'", "-- no comment"), ("'$n'", "$n"),
    ("'日本'", "日本"),
  ])
  func text(text: String, meaning: String) {
    #expect(kinds(text) == [.literal(.text(Array(meaning.utf8)))])
  }

  @Test func textIsBytes() {
    let bytes: [UInt8] = [0x27, 0xFF, 0x00, 0xC3, 0x27]
    #expect(Lexer.tokens(of: bytes).first?.kind == .literal(.text([0xFF, 0x00, 0xC3])))
    #expect(kinds(#"'\xff\x00'"#) == [.literal(.text([0xFF, 0x00]))])
  }

  @Test(arguments: [
    ("`a`", "a"), ("`odd name`", "odd name"), ("`tick``s`", "tick`s"), ("```a`", "`a"),
    ("`select`", "select"), ("`größe`", "größe"), (#"`a\n`"#, #"a\n"#), ("`a'b\"c`", "a'b\"c"),
  ])
  func quotedName(text: String, name: String) {
    #expect(kinds(text) == [.quotedName(name)])
  }

  @Test func quotedNameMustBeANameAndUTF8() {
    for bytes in [Array("``".utf8), [0x60, 0xFF, 0x60]] {
      guard case .malformed = Lexer.tokens(of: bytes)[0].kind else {
        Issue.record("\(bytes) is a name")
        continue
      }
    }
  }

  @Test func keywordsAreInAnyCase() {
    for keyword in Keyword.allCases {
      #expect(kinds(keyword.rawValue) == [.word(keyword)])
      #expect(kinds(keyword.rawValue.uppercased()) == [.word(keyword)])
      #expect(kinds(keyword.rawValue + "_") == [.word(nil)])
      #expect(kinds("`" + keyword.rawValue + "`") == [.quotedName(keyword.rawValue)])
    }
    #expect(kinds("_a1 Z") == [.word(nil), .word(nil)])
  }

  @Test func symbolsAreTakenAtTheirLongest() {
    for symbol in Symbol.allCases { #expect(kinds(symbol.rawValue) == [.symbol(symbol)]) }
    #expect(kinds("!~*") == [.symbol(.notMatchInsensitive)])
    #expect(kinds("<>=") == [.symbol(.lessGreater), .symbol(.equal)])
    #expect(kinds("===") == [.symbol(.doubleEqual), .symbol(.equal)])
    #expect(kinds("~~*") == [.symbol(.match), .symbol(.matchInsensitive)])
    #expect(kinds("a.*") == [.word(nil), .symbol(.dot), .symbol(.star)])
    #expect(kinds("$a$_b") == [.parameter, .parameter])
  }

  @Test(arguments: [
    "a -- b", "a --", "a/* b */", "/* * / ** */a", "/**/a", "/*/ b */a", "--\na", "-- x\r\na",
    "#!/usr/bin/env procq\na", "\u{FEFF}a", "\u{FEFF}#! x\na", "\r\n\t \u{B}\u{C}a", "a\n#",
    "--'\na", "/*'*/a", "-- /*\na",
  ])
  func spaceAndCommentsAreReadOver(text: String) {
    #expect(kinds(text).first == .word(nil))
    #expect(kinds(text).filter { $0 == .word(nil) }.count == 1)
  }

  @Test func twoMinusesAlwaysBeginAComment() {
    #expect(kinds("5--3") == [.literal(.integer(5))])
    #expect(kinds("5- -3").count == 4)
  }

  @Test func commentsDoNotNest() {
    #expect(kinds("/* /* */ a */").first == .word(nil))
  }

  @Test(arguments: ["'a", "\"a", "`a", "/* a", "'a\\'", "'a''", "/*/", "'a\\"])
  func unclosed(text: String) {
    let tokens = Lexer.tokens(of: Array(text.utf8))
    #expect(tokens.count == 2)
    guard case .malformed(let diagnostic) = tokens[0].kind else {
      Issue.record("\(text) is closed")
      return
    }
    #expect(diagnostic.isIncomplete)
    #expect(diagnostic.range.lower == 0)
  }

  @Test(arguments: Keyword.allCases)
  func everyKeywordIsExplained(keyword: Keyword) {
    #expect(!keyword.summary.isEmpty)
  }

  @Test func rangesCoverTheTokens() {
    let text = "select 'é', 2h13m, $n -- x\n<= `b`"
    let tokens = Lexer.tokens(of: Array(text.utf8))
    let pieces = tokens.map { String(decoding: Array(text.utf8)[$0.range], as: UTF8.self) }
    #expect(pieces == ["select", "'é'", ",", "2h13m", ",", "$n", "<=", "`b`", ""])
  }

  @Test func listingShowsEveryToken() {
    let listing = tokenListing(
      of: SourceText("select uss, `b`\nwhere 'é' || $n > 10M -- x\n and 10x"))
    #expect(
      listing == """
        1:1 keyword select
        1:8 word uss
        1:11 symbol ,
        1:13 name `b`
        2:1 keyword where
        2:7 text 'é'
        2:11 symbol ||
        2:14 parameter $n
        2:17 symbol >
        2:19 size 10M
        3:2 keyword and
        3:6 malformed 10x (unknown unit 'x': sizes take B K M G T P k KiB MiB GiB TiB PiB kB KB \
        MB GB TB PB, durations ms s m h d w)

        """)
  }
}
