import Testing
import Values

@Suite struct WildcardTests {
  typealias Row = (kind: PatternKind, pattern: Text, text: Text, matches: Bool)

  static let like: [Row] = [
    (.like, "ssh%", "sshd", true), (.like, "ssh%", "Sshd", false), (.like, "%sh%", "sshd", true),
    (.like, "sshd", "sshd", true), (.like, "ssh", "sshd", false), (.like, "", "", true),
    (.like, "", "a", false), (.like, "%", "", true), (.like, "%%", "", true),
    (.like, "_", "", false),
    (.like, "_", "é", true), (.like, "__", "é", false), (.like, "%_%_%", "é", false),
    (.like, "_", .init(bytes: [0xFF]), true), (.like, "__", .init(bytes: [0xC3, 0xFF]), true),
    (.like, "a%b%c", "aXbYc", true), (.like, "a%b%c", "acb", false), (.like, "a%a", "a", false),
    (.like, "%ab", "aab", true), (.like, "%_b", "aab", true), (.like, "%a_", "aXab", true),
    (.like, "100\\%", "100%", true), (.like, "100\\%", "1000", false),
    (.like, "a\\_b", "axb", false),
    (.like, "a\\\\b", "a\\b", true), (.like, "\\d", "\\d", true), (.like, "a\\", "a\\", true),
    (.like, "[a]%", "[a]b", true), (.like, "%\n%", "a\nb", true), (.like, "a%", "a\0b", true),
    (.like, "%\u{FF}%", "xÿy", true), (.like, "%_d", "sshd", true), (.like, "_%d", "d", false),
    (.ilike, "SSH%", "sshD", true), (.ilike, "%É%", "café x", true),
    (.ilike, "k", "\u{212A}", true),
    (.ilike, "ΣΑΣ", "σας", true), (.ilike, "ss", "ß", false), (.ilike, "_X_", "éxÉ", true),
    (.ilike, "\\%A", "%a", true),
  ]

  static let glob: [Row] = [
    (.glob, "*.so", "/lib/a.so", true), (.glob, "/lib/*", "/lib/x/y", true),
    (.glob, "?", "é", true), (.glob, "??", "é", false), (.glob, "[a-c]x", "bx", true),
    (.glob, "[a-c]x", "dx", false), (.glob, "[!a-c]x", "dx", true), (.glob, "[^a-c]x", "bx", false),
    (.glob, "[]a]", "]", true), (.glob, "[!]a]", "]", false), (.glob, "[a-]", "-", true),
    (.glob, "[a", "[a", true), (.glob, "[", "[", true), (.glob, "[]", "[]", true),
    (.glob, "[à-é]", "ç", true), (.glob, "[!a]", "é", true), (.glob, "[!a]", "", false),
    (.glob, "[!a]", .init(bytes: [0xFF]), true), (.glob, "[z-a]", "m", false),
    (.glob, "\\*", "*", true), (.glob, "\\*", "a", false), (.glob, "a\\", "a\\", true),
    (.glob, "[\\]]", "]", true), (.glob, "[[:digit:]]*", "7x", true),
    (.glob, "[[:digit:]]", "x", false), (.glob, "[![:space:]_]", "_", false),
    (.glob, "[[:alpha:]-]", "-", true), (.glob, "*[0-9]", "sda1", true),
    (.glob, "*[0-9]", "sda", false), (.glob, "%", "a", false), (.glob, "A*", "ab", false),
    (.glob, "*", "", true), (.glob, "[[]", "[", true),
  ]

  @Test(arguments: like + glob)
  func matches(_ row: Row) throws {
    let pattern = try CompiledPattern(row.kind, row.pattern)
    #expect(pattern.match(row.text) == (row.matches ? .yes : .no))
  }

  /// The matcher says the same as one that tries every way, on all short texts of two letters.
  @Test func agreesWithTryingEveryWay() throws {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<5_000 {
      let pattern = (0..<Int.random(in: 0...6, using: &generator)).compactMap { _ in
        "ab%_".utf8.randomElement(using: &generator)
      }
      let text = (0..<Int.random(in: 0...8, using: &generator)).compactMap { _ in
        "ab".utf8.randomElement(using: &generator)
      }
      let compiled = try CompiledPattern(.like, Text(bytes: pattern))
      let expected = triesEveryWay(pattern[...], text[...])
      #expect(
        compiled.match(Text(bytes: text)) == (expected ? .yes : .no),
        "\(String(decoding: pattern, as: UTF8.self)) \(String(decoding: text, as: UTF8.self))")
    }
  }

  private func triesEveryWay(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    let rest = pattern.dropFirst()
    if first == UInt8(ascii: "%") {
      return (0...text.count).contains { triesEveryWay(rest, text.dropFirst($0)) }
    }
    guard let byte = text.first, first == UInt8(ascii: "_") || first == byte else { return false }
    return triesEveryWay(rest, text.dropFirst())
  }

  @Test func hostilePatternsEndSoon() throws {
    let text = Text(bytes: [UInt8](repeating: 0x61, count: 1 << 16))
    let stars = try CompiledPattern(.like, Text(String(repeating: "%a", count: 20_000) + "b"))
    #expect(stars.match(text) == .no)
    let long = try CompiledPattern(.like, Text("%" + String(repeating: "a_", count: 10_000) + "b%"))
    #expect(long.match(text) == .givenUp)
    let tail = try CompiledPattern(.glob, Text("*" + String(repeating: "[a]", count: 10_000) + "b"))
    #expect(tail.match(text) == .givenUp)
  }

  @Test func patternsHaveALimit() {
    let text = Text(bytes: [UInt8](repeating: 0x61, count: 1 << 17))
    #expect(throws: PatternError.self) { try CompiledPattern(.like, text) }
  }
}
