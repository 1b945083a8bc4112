import Testing

@testable import QueryLanguage

@Suite struct RenderingTests {
  private func rendering(_ text: String, marking part: String, name: String? = nil) throws -> String
  {
    let source = SourceText(name: name, text)
    let whole = Array(text.utf8)
    let marked = Array(part.utf8)
    let lower = try #require(
      whole.indices.first { whole[$0...].starts(with: marked) }, "\(part) is not in the text")
    let range = SourceRange(lower, lower + marked.count)
    return Diagnostic("message", at: range, hint: "hint").rendered(in: source)
  }

  @Test func designsExample() {
    let source = SourceText("select pid, usss where uss > 1M")
    let diagnostic = Diagnostic(
      "unknown column 'usss'", at: SourceRange(12, 16), hint: "did you mean 'uss'?")
    #expect(
      diagnostic.rendered(in: source) == """
        error: unknown column 'usss'
          select pid, usss where uss > 1M
                      ^~~~ did you mean 'uss'?
        """)
  }

  @Test func fileHasLineAndColumn() throws {
    #expect(
      try rendering(
        "select pid\nwhere uss > '10MB'\n", marking: "'10MB'", name: "samples/leaks.procq")
          == """
          samples/leaks.procq:2:13: error: message
            2 | where uss > '10MB'
              |             ^~~~~~ hint
          """)
  }

  @Test func gutterIsAsWideAsTheNumber() throws {
    let text = String(repeating: "\n", count: 99) + "select x"
    #expect(
      try rendering(text, marking: "x", name: "a") == """
        a:100:8: error: message
          100 | select x
              |        ^ hint
        """)
  }

  @Test(arguments: [
    // Columns count characters; the caret counts cells.
    ("'é' x", "  'é' x\n      ^ hint", 5),
    ("'日本' x", "  '日本' x\n         ^ hint", 6),
    ("'e\u{301}' x", "  'e\u{301}' x\n      ^ hint", 6),
    ("'👍' x", "  '👍' x\n       ^ hint", 5),
    ("\tx", "      x\n      ^ hint", 2),
    ("a\tx", "  a    x\n       ^ hint", 3),
    ("'\u{1B}[31m' x", "  '\\x1b[31m' x\n             ^ hint", 9),
    ("'\u{202E}' x", "  '\\xe2\\x80\\xae' x\n                 ^ hint", 5),
    ("\u{FEFF}a x", "  a x\n    ^ hint", 3),
    ("a x\r\nb", "  a x\n    ^ hint", 3),
    ("b\r\na x\r\n", "  a x\n    ^ hint", 3),
  ])
  func caretStandsUnderThePart(text: String, lines: String, column: Int) throws {
    #expect(try rendering(text, marking: "x") == "error: message\n" + lines)
    let offset = try #require(Array(text.utf8).lastIndex(of: UInt8(ascii: "x")))
    #expect(SourceText(text).location(of: offset).column == column)
  }

  @Test func bytesThatAreNoUTF8AreOneColumnEach() {
    let source = SourceText(bytes: [0x27, 0xFF, 0xE6, 0x97, 0x27, 0x20, 0x78])
    #expect(
      Diagnostic("message", at: SourceRange(6, 7)).rendered(in: source) == #"""
        error: message
          '\xff\xe6\x97' x
                         ^
        """#)
    #expect(source.location(of: 6) == SourceLocation(line: 1, column: 7))
  }

  @Test func markIsAsWideAsWhatItMarks() throws {
    #expect(try rendering("a '日本' b", marking: "'日本'").hasSuffix("\n    ^~~~~~ hint"))
    #expect(try rendering("a '\u{7}' b", marking: "'\u{7}'").hasSuffix("\n    ^~~~~~ hint"))
  }

  @Test func onlyTheLineWhereItBeginsIsShown() throws {
    #expect(
      try rendering("select (a\n+ b) from c", marking: "(a\n+ b)") == """
        error: message
          select (a
                 ^~ hint
        """)
  }

  @Test func endOfTextIsBehindTheLastCharacter() {
    let source = SourceText("select\n")
    #expect(
      Diagnostic("message", at: SourceRange(6, 6)).rendered(in: source) == """
        error: message
          select
                ^
        """)
    #expect(Diagnostic("message", at: SourceRange(7, 7)).rendered(in: source).contains("message"))
    #expect(
      Diagnostic("message", at: SourceRange(99, 120)).rendered(in: source).contains("message"))
    #expect(
      Diagnostic("m", at: SourceRange(0, 0)).rendered(in: SourceText("")) == "error: m\n  \n  ^")
  }

  @Test func messageAndNameAreMadeVisible() {
    let source = SourceText(name: "a\u{1B}b", "x")
    #expect(
      Diagnostic("unknown '\u{1B}'", at: SourceRange(0, 1), hint: "\u{9B}").rendered(in: source)
        == #"""
        a\x1bb:1:1: error: unknown '\x1b'
          1 | x
            | ^ \xc2\x9b
        """#)
  }
}

// MARK: - Long lines

extension RenderingTests {
  private func lines(_ text: String, marking part: String, name: String? = nil) throws
    -> [Substring]
  {
    try rendering(text, marking: part, name: name).split(separator: "\n")
  }

  @Test(arguments: [nil, "file"])
  func longLineIsCutAroundTheCaret(name: String?) throws {
    let filler = String(repeating: "a, ", count: 100)
    for (text, isCutBefore, isCutAfter) in [
      ("xyz, " + filler, false, true), (filler + "xyz, " + filler, true, true),
      (filler + "xyz", true, false),
    ] {
      let lines = try lines(text, marking: "xyz", name: name)
      #expect((99...100).contains(displayWidth(of: String(lines[1]))))
      #expect(lines[1].hasSuffix("…") == isCutAfter)
      #expect(lines[1].dropLast().contains("…") == isCutBefore)
      let caret = try #require(lines[2].firstIndex(of: "^"))
      let column = lines[2].distance(from: lines[2].startIndex, to: caret)
      #expect(lines[1].dropFirst(column).hasPrefix("xyz"))
      #expect(lines[2].hasSuffix("^~~ hint"))
    }
  }

  @Test func lineOfAHundredColumnsIsWhole() throws {
    let text = String(repeating: "a", count: 97) + "x"
    #expect(try lines(text, marking: "x")[1] == "  " + text)
    #expect(try lines(text + "a", marking: "x")[1].hasPrefix("  …"))
  }

  @Test func longPartIsCutToo() throws {
    let part = String(repeating: "日", count: 200)
    let lines = try lines("a " + part + " b", marking: part)
    #expect(displayWidth(of: String(lines[1])) <= 100)
    #expect(lines[1].hasPrefix("  a 日") && lines[1].hasSuffix("日…"))
    #expect(displayWidth(of: String(lines[2])) <= 100 + " hint".count)
  }

  @Test func longLineOfCombiningMarksIsBounded() throws {
    let text = String(repeating: "\u{301}", count: 100_000) + "x"
    #expect(try rendering(text, marking: "x").utf8.count < 5000)
  }

  @Test func wideCharactersAreNotCutInHalf() throws {
    for padding in 0..<8 {
      let text =
        String(repeating: "日", count: 300) + String(repeating: "a", count: padding) + "x"
        + String(repeating: "本", count: 300)
      let lines = try lines(text, marking: "x")
      #expect((97...100).contains(displayWidth(of: String(lines[1]))))
      #expect(!lines[1].contains("\\x"))
    }
  }

  /// A hint that has no room behind the mark stands below it, and words stay whole.
  @Test func messageAndHintAreBrokenBetweenWords() {
    let source = SourceText("select pid, nope")
    func rendered(_ hint: String, columns: Int, isColoured: Bool = false) -> String {
      Diagnostic("there is no such column", at: SourceRange(12, 16), hint: hint)
        .rendered(in: source, columns: columns, isColoured: isColoured)
    }
    #expect(
      rendered("a hint", columns: 25) == """
        error: there is no such
               column
          select pid, nope
                      ^~~~ a hint
        """)
    #expect(
      rendered("a hint of some more words", columns: 24) == """
        error: there is no such
               column
          select pid, nope
                      ^~~~
          a hint of some more
          words
        """)
    #expect(
      rendered("a hint", columns: 25, isColoured: true)
        .hasPrefix("\u{1b}[1;31merror:\u{1b}[0m there is no such\n       column\n"))
  }

  @Test func theLabelAndTheCaretHaveColours() {
    let source = SourceText("select usss")
    let rendered = Diagnostic("message", at: SourceRange(7, 11), hint: "hint")
      .rendered(in: source, isColoured: true)
    #expect(
      rendered == """
        \u{1b}[1;31merror:\u{1b}[0m message
          select usss
                 \u{1b}[1;31m^~~~\u{1b}[0m hint
        """)
    #expect(MessageKind.colouring("note: a note: b") == "\u{1b}[36mnote:\u{1b}[0m a note: b")
    #expect(MessageKind.colouring("noted") == "noted")
  }
}
