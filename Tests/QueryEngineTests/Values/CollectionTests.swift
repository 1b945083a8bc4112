import Testing
import Values

@Suite struct CollectionTests {
  @Test func contains() {
    #expect(Operators.contains("sshd", "sh").isTrue)
    #expect(Operators.contains("sshd", "").isTrue)
    #expect(Operators.contains("", "x").isFalse)
    #expect(Operators.contains([1, 2.0], 2).isTrue)
    #expect(Operators.contains([.size(1)], 1).isTrue)
    #expect(Operators.contains([1, .null], .null).isTrue)
    #expect(Operators.contains([1, .refused], 1).isTrue)
    #expect(Operators.contains([1, .refused], 2).isUnknown)
    #expect(Operators.contains(.map(["HOME": "/"]), "HOME").isTrue)
    #expect(Operators.contains(.map(["HOME": "/"]), "home").isFalse)
    #expect(Operators.contains(.null, "x").isFalse)
    #expect(Operators.contains("x", .null).isFalse)
    #expect(Operators.contains([], .refused).isUnknown)
    #expect(Operators.contains(.refused, 1).isUnknown)
  }

  @Test func membership() {
    #expect(Operators.isMember(1, of: [0.5, 1.0]).isTrue)
    #expect(Operators.isMember(.null, of: [1, .null]).isTrue)
    #expect(Operators.isMember(.null, of: [1]).isFalse)
    #expect(Operators.isMember(3, of: [1, .null]).isFalse)
    #expect(Operators.isMember(3, of: [.refused, 3]).isTrue)
    #expect(Operators.isMember(3, of: [.refused, 4]).isUnknown)
    #expect(Operators.isMember(.refused, of: [1]).isUnknown)
  }

  static let places: [(Int64, String)] = [
    (0, "integer 10"), (2, "integer 30"), (-1, "integer 30"), (-3, "integer 10"), (3, "null"),
    (-4, "null"), (Int64.max, "null"), (Int64.min, "null"),
  ]

  @Test(arguments: places)
  func elements(_ index: Int64, _ expected: String) {
    #expect(shown(Operators.element(.integer(index), of: [10, 20, 30])) == expected)
  }

  @Test func lookups() {
    let map = Value.map(["HOME": "/root", "EMPTY": ""])
    #expect(shown(Operators.element("HOME", of: map)) == "text /root")
    #expect(shown(Operators.element("EMPTY", of: map)) == "text ")
    #expect(shown(Operators.element("home", of: map)) == "null")
    #expect(shown(Operators.element("x", of: .null)) == "null")
    #expect(shown(Operators.element(.null, of: map)) == "null")
    #expect(shown(Operators.element("x", of: .refused)) == "denied environ")
    #expect(shown(Operators.element(.refused, of: map)) == "denied environ")
    #expect(shown(Operators.element(1, of: [1, .refused])) == "denied environ")
  }

  @Test func lengths() {
    #expect(shown(Operators.length("héé")) == "integer 3")
    #expect(shown(Operators.length(.text(Text(bytes: [0xFF, 0xC3, 0xA9, 0xC3])))) == "integer 3")
    #expect(shown(Operators.length([1, .null])) == "integer 2")
    #expect(shown(Operators.length(.map(["a": 1]))) == "integer 1")
    #expect(shown(Operators.length(.refused)) == "denied environ")
  }

  @Test func searchesForBytes() {
    let text: Text = "abcabc"
    #expect(text.firstOffset(of: "bc") == 1)
    #expect(text.firstOffset(of: "bc", from: 2) == 4)
    #expect(text.firstOffset(of: "", from: 6) == 6)
    #expect(text.firstOffset(of: "c", from: 6) == nil)
    #expect(text.firstOffset(of: "abcabcd") == nil)
    #expect(Text("").firstOffset(of: "a") == nil)
    #expect(text.hasPrefix("abc") && text.hasSuffix("") && !text.hasSuffix("xabcabc"))
  }
}
