import Testing

@testable import QueryLanguage

@Suite struct VisibleTextTests {
  @Test(arguments: [
    ("", ""), ("plain ASCII ~", "plain ASCII ~"), ("größe 日本 👍", "größe 日本 👍"),
    ("\u{1B}[31m", #"\x1b[31m"#), ("a\nb\tc\r", #"a\x0ab\x09c\x0d"#), ("\0\u{7F}", #"\x00\x7f"#),
    ("\u{80}\u{9B}\u{9F}\u{A0}", #"\xc2\x80\xc2\x9b\xc2\x9f"# + "\u{A0}"),
    ("\u{202A}\u{202E}\u{202F}", #"\xe2\x80\xaa\xe2\x80\xae"# + "\u{202F}"),
    ("\u{2066}\u{2069}\u{2070}", #"\xe2\x81\xa6\xe2\x81\xa9"# + "\u{2070}"),
    ("sshd\u{200B}", #"sshd\xe2\x80\x8b"#), ("a\u{200E}b\u{200F}", #"a\xe2\x80\x8eb\xe2\x80\x8f"#),
    ("\u{61C}\u{2028}\u{2029}", #"\xd8\x9c\xe2\x80\xa8\xe2\x80\xa9"#),
    ("\u{FEFF}\u{AD}\u{E0041}", #"\xef\xbb\xbf\xc2\xad\xf3\xa0\x81\x81"#),
    ("👩\u{200D}🚀 می\u{200C}خواهم \u{600}١", "👩\u{200D}🚀 می\u{200C}خواهم \u{600}١"),
    ("\u{FFFD}\u{10FFFF}", "\u{FFFD}\u{10FFFF}"),
  ])
  func textIsMadeVisible(text: String, shown: String) {
    #expect(visible(text) == shown)
    #expect(visible(Array(text.utf8)) == shown)
    #expect(visible(Array(text.utf8)[...]) == shown)
  }

  @Test(
    arguments: [
      ([0xFF], #"\xff"#), ([0x61, 0x80, 0x62], #"a\x80b"#), ([0xC3], #"\xc3"#),
      ([0xC3, 0x28], #"\xc3("#), ([0xC0, 0x80], #"\xc0\x80"#),
      ([0xE0, 0x80, 0x80], #"\xe0\x80\x80"#),
      ([0xED, 0xA0, 0x80], #"\xed\xa0\x80"#), ([0xF0, 0x80, 0x80, 0x80], #"\xf0\x80\x80\x80"#),
      ([0xF4, 0x90, 0x80, 0x80], #"\xf4\x90\x80\x80"#), ([0xF5, 0x80], #"\xf5\x80"#),
      ([0xE6, 0x97], #"\xe6\x97"#), ([0xE6, 0x97, 0xA5, 0xE6], #"日\xe6"#),
    ] as [([UInt8], String)])
  func bytesThatAreNoUTF8AreEscaped(bytes: [UInt8], shown: String) {
    #expect(visible(bytes) == shown)
  }

  /// Whatever the bytes, no terminal is told anything by them.
  @Test func everyByteAndScalarIsHarmless() {
    for byte in UInt8.min...UInt8.max {
      #expect(visible([byte]).unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
    }
    // Where the Unicode data has controls, separators and format characters.
    let planes = [0...0x14000, 0x1BC00...0x1D200, 0xE0000...0xE0200] as [ClosedRange<UInt32>]
    for value in planes.joined() {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let isKept = visible(String(scalar)) == String(scalar)
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: #expect(!isKept, "\(value)")
      case .format: #expect(isKept == Self.shapes(value), "\(value)")
      case _ where (0xE0000...0xE007F).contains(value): #expect(!isKept, "\(value)")
      case _: if !isKept { Issue.record("\(value)") }
      }
    }
  }

  /// The joiners, and the format characters that are drawn around what follows or beside it.
  private static func shapes(_ value: UInt32) -> Bool {
    switch value {
    case 0x200C, 0x200D, 0x600...0x605, 0x6DD, 0x70F, 0x890...0x891, 0x8E2, 0x110BD, 0x110CD,
      0x13430...0x1343F:
      true
    default: false
    }
  }

  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("한글", 4), ("ｆｕｌｌ", 8), ("👍", 2),
    ("\u{200B}", 0), ("\u{AD}", 1), ("\u{1100}\u{1161}", 2), ("…", 1), ("─", 1), ("\t", 0),
    ("\u{FE0F}", 0), ("\u{20000}", 2), ("α", 1), ("\u{10FFFF}", 1),
  ])
  func widthIsThatOfTheTerminal(text: String, width: Int) {
    #expect(displayWidth(of: text) == width)
    #expect(displayWidth(of: Array(text.utf8)) == width)
  }

  @Test func bytesThatAreNoUTF8AreOneCell() {
    #expect(displayWidth(of: [0xFF, 0xE6, 0x97, 0x61] as [UInt8]) == 4)
  }

  @Test(arguments: [
    ("usss", "uss"), ("pdi", "pid"), ("PIDD", "pid"), ("nmae", "name"), ("memry_percent", nil),
    ("fiels", "files"), ("num_thread", "num_threads"), ("xyz", nil), ("us", nil), ("u", nil),
    ("", nil), ("di", "id"), ("USS", "uss"), ("started_at", nil), ("paretn", "parent"),
    ("chldrn", "children"), ("rs", nil),
  ])
  func nearestNameIsSuggested(word: String, expected: String?) {
    let names = [
      "pid", "uss", "rss", "name", "files", "num_threads", "id", "started", "parent", "children",
    ]
    #expect(suggestion(for: word, among: names) == expected)
  }

  @Test func ofEquallyNearNamesTheFirstLetterDecides() {
    #expect(suggestion(for: "pse", among: ["use", "pss"]) == "pss")
    #expect(suggestion(for: "uses", among: ["used", "user"]) == "used")
    #expect(suggestion(for: String(repeating: "a", count: 100_000), among: ["a"]) == nil)
  }

  @Test(arguments: [
    ("", "", 0), ("a", "", 1), ("abc", "abc", 0), ("abc", "acb", 1), ("form", "from", 1),
    ("wehre", "where", 1), ("kitten", "sitting", 3), ("ca", "abc", 3),
  ])
  func editDistances(left: String, right: String, distance: Int) {
    #expect(editDistance(Array(left.utf8), Array(right.utf8)) == distance)
    #expect(editDistance(Array(right.utf8), Array(left.utf8)) == distance)
  }
}
