import Testing

@testable import QueryLanguage

/// Bytes and names, by ASCII alone.
@Suite struct ASCIITests {
  private let all = (UInt8.min...UInt8.max).map { $0 }

  private func members(_ isMember: (UInt8) -> Bool) -> String {
    String(decoding: all.filter(isMember), as: UTF8.self)
  }

  @Test func classesOfBytes() {
    #expect(members(\.isDigit) == "0123456789")
    #expect(members(\.isSpace) == "\t\n\u{b}\u{c}\r ")
    #expect(members(\.isLetter) == "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    #expect(members(\.isHexadecimalDigit) == "0123456789ABCDEFabcdef")
    #expect(members(\.isPrintable).utf8.count == 95)
    #expect(members { $0.lowercased != $0 } == "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    #expect(all.allSatisfy { $0.continuesName == ($0.isLetterOrDigit || $0 == 0x5F) })
  }

  @Test func hexadecimalDigitsReadBack() {
    for value in UInt8(0)..<16 {
      #expect(UInt8.hexadecimalDigit(value).hexadecimalValue == value)
    }
  }

  @Test(arguments: [("Uss", "USS", true), ("\u{212A}", "k", false), ("É", "é", false)])
  func namesAreTheSameInAnyCaseOfASCII(left: String, right: String, areSame: Bool) {
    #expect(left.isSame(as: right) == areSame)
    #expect((left.folded == right.folded) == areSame)
  }

  @Test(arguments: [("a_1", true), ("_", true), ("1a", false), ("", false), ("é", false)])
  func namesNeedNoBackticks(text: String, isName: Bool) {
    #expect(text.isName == isName)
  }

  @Test func trimming() {
    #expect(Array(" \ta b\r\n".utf8).trimmed == Array("a b".utf8))
    #expect(Array(" \n".utf8).trimmed == [])
  }
}
