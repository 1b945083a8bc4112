import Schema
import Testing
import Values

/// Values as text: exact, for people, and as JSON.
@Suite struct TextOfValuesTests {
  private func json(_ value: Value, denied: Text? = nil, _ escaping: JSONEscaping = .safe) -> String
  {
    var bytes: [UInt8] = []
    bytes.appendJSON(value, deniedText: denied, escaping: escaping)
    return shown(Text(bytes: bytes))
  }

  @Test func values() {
    #expect(json(.null) == "null")
    #expect(json(.refused) == "null")
    #expect(json(.refused, denied: "no \"") == #""no \"""#)
    #expect(json([.refused, 1], denied: "no") == #"["no",1]"#)
    #expect(json(true) == "true")
    #expect(json(.least) == "-9223372036854775808")
    #expect(json(.size(1024)) == "1024")
    #expect(json(.duration(50_000_000)) == "0.05")
    #expect(json(.address(.max)) == "18446744073709551615")
    #expect(json(2.0) == "2")
    #expect(json(.byteRate(.infinity)) == "null")
    #expect(json(.time(0)).hasPrefix("\"19"))
    #expect(json(.map(["k": [1, .null]])) == #"{"k":[1,null]}"#)
  }

  /// The two ways differ in what could steer a terminal and in bytes that are no UTF-8.
  @Test func escaping() {
    let odd = Value.text(Text(bytes: [0x22, 0x5c, 0x0a, 0x7f] + "é\u{2028}\u{202e}".utf8 + [0xff]))
    #expect(json(odd) == #""\"\\\u000a\u007fé\u2028\u202e\udcff""#)
    var bytes: [UInt8] = []
    bytes.appendJSON(odd, escaping: .least)
    #expect(
      bytes
        == Array(#""\"\\\u000a"#.utf8) + [0x7f] + Array("é\u{2028}\u{202e}".utf8) + [0xff, 0x22])
  }

  @Test(arguments: [
    (Value.boolean(true), "true"), (.integer(-5), "-5"), (.size(1536), "1536"),
    (.duration(-1_500_000_000), "-1.5"), (.address(255), "0xff"), (.text("a\"b"), "a\"b"),
    (.real(0.1), "0.1"), (.countRate(3), "3"), (.list([.text("a")]), "[\"a\"]"),
  ])
  func exact(_ value: Value, _ expected: String) {
    var bytes: [UInt8] = []
    let isWritten = bytes.appendExact(value)
    #expect(isWritten)
    #expect(shown(Text(bytes: bytes)) == expected)
    #expect(ExactText.text(of: value) == Text(expected))
  }

  @Test func whatHasNoExactText() {
    for value in [Value.null, .refused, .real(.infinity)] {
      var bytes: [UInt8] = []
      let isWritten = bytes.appendExact(value)
      #expect(!isWritten && bytes.isEmpty)
    }
  }

  @Test func forPeople() {
    #expect(HumanText.text(of: .size(1536)) == "1.5K")
    #expect(HumanText.text(of: .duration(90_000_000_000)) == "1m30s")
    #expect(HumanText.text(of: .byteRate(2048)) == "2.0K/s")
    #expect(HumanText.text(of: 5) == nil)
    #expect(HumanText.text(of: "a") == nil)
  }
}
