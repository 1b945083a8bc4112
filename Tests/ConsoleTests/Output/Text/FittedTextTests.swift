import Testing

@testable import Console

@Suite struct FittedTextTests {
  @Test func aMessageIsBrokenBetweenWords() {
    let line = "error: no file is called so; '\\l' lists them"
    #expect(
      wrappedMessage(line, width: 30) == [
        "error: no file is called so;", "       '\\l' lists them",
      ])
    #expect(wrappedMessage(line, width: 80) == [line])
    #expect(wrappedMessage(line, width: nil) == [line])
    #expect(wrappedMessage("note: a b", width: 8) == ["note: a b"])
  }

  /// Blanks within what fits stay, as do lines that are no message, or more than one.
  @Test(arguments: [
    "warning: 'a  b'", "what a long line this is, if you ask", "error: a\n  b\n  ^ c c c c c c",
  ])
  func otherLinesStay(_ line: String) {
    #expect(wrappedMessage(line, width: 24) == [line])
  }
}
