import Glibc
import Testing

@testable import Console

/// What comes from a terminal before libedit sees it.
@Suite struct KeyboardTests {
  /// The events that these bytes make, to the end.
  private func events(_ bytes: [UInt8], decodesKeys: Bool = false) throws -> [Keyboard.Event] {
    let pipe = try #require(makePipe())
    defer { close(pipe.output) }
    #expect(write(pipe.input, bytes, bytes.count) == bytes.count)
    close(pipe.input)
    var keyboard = Keyboard(pipe.output)
    var events: [Keyboard.Event] = []
    while events.count <= bytes.count {
      let event = keyboard.next(decodesKeys: decodesKeys)
      if event == .end { return events }
      events.append(event)
    }
    return events
  }

  private func events(_ text: String, decodesKeys: Bool = false) throws -> [Keyboard.Event] {
    try events(Array(text.utf8), decodesKeys: decodesKeys)
  }

  private func characters(_ text: String) -> [Keyboard.Event] {
    text.unicodeScalars.map { .character($0.value) }
  }

  @Test(arguments: [
    "abc", "äß漢😀", "\u{1b}x", "\u{1b}", "\u{1b}[A", "\u{1b}Ox", "\t\r\n\u{3}", "\0",
  ])
  func charactersAreGivenOneByOne(_ text: String) throws {
    #expect(try events(text) == characters(text))
  }

  @Test(
    arguments: [
      [0xff], [0xc3], [0xc3, 0x28], [0xe6, 0xbc], [0xf5, 0x80, 0x80, 0x80], [0xed, 0xa0, 0x80],
      [0x80], [0xc0, 0xaf],
    ] as [[UInt8]])
  func whatIsNoCharacterIsLeftOut(_ bytes: [UInt8]) throws {
    let events = try events([0x61] + bytes + [0x62])
    #expect(events.first == .character(0x61))
    #expect(events.last == .character(0x62))
    #expect(
      events.allSatisfy { [.character(0x61), .character(0x62), .character(0x28)].contains($0) })
  }

  @Test func aPasteComesWhole() throws {
    let text = "select 1;\n\tx \u{1b}[A ä"
    #expect(
      try events("a\u{1b}[200~\(text)\u{1b}[201~b")
        == [.character(0x61), .paste(Array(text.utf8)), .character(0x62)])
  }

  @Test func keysAreDecodedForViOnly() throws {
    let left = try #require(KeyBinding.code(of: Array("[D".utf8)))
    #expect(try events("\u{1b}[D", decodesKeys: true) == [.key(left)])
    #expect(try events("\u{1b}[D") == characters("\u{1b}[D"))
    #expect(try events("\u{1b}[99z", decodesKeys: true) == characters("\u{1b}[99z"))
  }

  @Test func everyKeyHasACodeOfItsOwn() {
    let sequences = KeyBinding.all.flatMap(\.sequences)
    #expect(Set(sequences).count == sequences.count)
    let last = KeyBinding.code(at: KeyBinding.withSequences.count - 1)
    #expect(last < ShellKey.earlier, "a key has the code of another")
  }

  @Test func altEnterIsOneKeyForViOnly() throws {
    let code = try #require(KeyBinding.code(of: Array("\r".utf8)))
    #expect(try events("\u{1b}\r", decodesKeys: true) == [.key(code)])
    #expect(try events("\u{1b}\n", decodesKeys: true) == [.key(code)])
    #expect(try events("\u{1b}\r") == characters("\u{1b}\r"))
  }

  @Test func everyKeyThatIsListedHasASentence() {
    let listed = KeyBinding.all.filter { !$0.name.isEmpty || !$0.summary.isEmpty }
    #expect(listed.allSatisfy { !$0.name.isEmpty && $0.summary.hasSuffix(".") })
    #expect(Set(listed.map(\.name)).count == listed.count)
    #expect(KeyBinding.help(width: 40).allSatisfy { $0.count <= 40 })
  }
}

@Suite struct EditedTextTests {
  private let bytes = Array("select ä,\n\n  漢字 as b\nlimit 1".utf8)

  /// The text with a bar where the cursor is.
  private func shown(_ offset: Int?) -> String? {
    offset.map {
      String(decoding: bytes[..<$0] + [UInt8(ascii: "|")] + bytes[$0...], as: UTF8.self)
    }
  }

  private func text(_ cursor: Int) -> EditedText { EditedText((bytes, cursor)) }

  @Test func upAndDownKeepTheColumn() {
    let last = text(bytes.count - 2)
    #expect(last.column == 5)
    #expect(shown(last.above(5)) == "select ä,\n\n  漢字 |as b\nlimit 1")
    #expect(shown(text(14).above(3)) == "select ä,\n|\n  漢字 as b\nlimit 1")
    #expect(shown(text(11).above(8)) == "select ä|,\n\n  漢字 as b\nlimit 1")
    #expect(shown(text(3).below(3)) == "select ä,\n|\n  漢字 as b\nlimit 1")
    #expect(shown(text(11).below(99)) == "select ä,\n\n  漢字 as b|\nlimit 1")
  }

  @Test func theFirstLineHasNoneAboveAndTheLastNoneBelow() {
    #expect(text(4).above(4) == nil)
    #expect(text(bytes.count).below(0) == nil)
  }

  @Test func aLineHasABeginningAndAnEnd() {
    #expect(shown(text(14).lineStart) == "select ä,\n\n|  漢字 as b\nlimit 1")
    #expect(shown(text(14).lineEnd) == "select ä,\n\n  漢字 as b|\nlimit 1")
    #expect(text(11).lineStart == 11)
    #expect(text(11).lineEnd == 11)
  }
}

@Suite struct StatementAboveTests {
  private func sent(_ lines: [String], asked statement: String) -> StatementAbove {
    var above = StatementAbove()
    above.begin([])
    for line in lines { above.add(Array(line.utf8), rows: 2) }
    above.begin(Array(statement.utf8))
    return above
  }

  @Test func theLinesOfTheStatementStandRightAbove() {
    #expect(sent(["a", "b"], asked: "a\nb").rows(onScreenOf: 24) == 4)
    #expect(sent(["a", "b"], asked: "a\nb").rows(onScreenOf: 5) == nil)
    #expect(!sent(["a;"], asked: "").isContinued)
  }

  /// Where a part has run, or a command has answered, something else stands between.
  @Test func otherwiseSomethingStandsBetween() {
    #expect(sent(["x; a"], asked: "a").rows(onScreenOf: 24) == nil)
    #expect(sent(["x; a"], asked: "a").isContinued)
    var above = sent(["a"], asked: "a")
    above.isApart = true
    #expect(above.rows(onScreenOf: 24) == nil)
  }
}

@Suite struct PastedTextTests {
  @Test(arguments: [
    ("a\tb\nc", "a\tb\nc"), ("a\r\nb\rc", "a\nb\nc"), ("a\n\n", "a"),
    ("\u{1b}[31mred\u{7}", "[31mred"),
    ("ä漢\u{85}\u{9b}x", "ä漢x"), ("", ""), ("\n", ""),
  ])
  func onlyTextIsLeft(_ pasted: String, _ text: String) {
    #expect(String(decoding: PastedText.cleaned(Array(pasted.utf8)), as: UTF8.self) == text)
  }

  @Test func invalidBytesAreLeftOut() {
    #expect(PastedText.cleaned([0x61, 0xff, 0xc3, 0x62, 0x00]) == [0x61, 0x62])
  }
}

@Suite struct LineLayoutTests {
  private func rows(_ text: String, _ cursor: Int? = nil, width: Int = 10) -> [Int] {
    let bytes = Array(text.utf8)
    let layout = LineLayout(
      prompt: "> ", text: bytes, cursor: cursor ?? bytes.count, width: width)
    return [layout.cursorRow, layout.lastRow]
  }

  @Test func aLineThatFitsHasOneRow() {
    #expect(rows("") == [0, 0])
    #expect(rows("1234567") == [0, 0])
  }

  /// libedit puts the cursor into the next row as soon as one is full.
  @Test func aFullRowBeginsTheNext() {
    #expect(rows("12345678") == [1, 1])
    #expect(rows("12345678", 7) == [0, 1])
  }

  @Test func lineFeedsAndTabsCount() {
    #expect(rows("a\nb\nc") == [2, 2])
    #expect(rows("a\nb\nc", 1) == [0, 2])
    #expect(rows("\t\t") == [1, 1])
  }

  @Test func aNarrowTerminalStillHasRows() {
    #expect(rows("abc", width: 1)[1] >= 3)
    #expect(rows("abc", width: 0)[1] >= 3)
  }
}

@Suite struct EditorSettingsTests {
  @Test func onlySingleBindingsAreRepeated() {
    let text = """
      # comment
      bind -v
      bind ^W ed-delete-prev-word
        procq:bind "^X" foo
      edit on
      bind -e
      bind -a ^R em-inc-search-prev
      """
    #expect(
      EditorSettings(Array(text.utf8)).bindings == [
        "bind ^W ed-delete-prev-word", "procq:bind \"^X\" foo", "bind -a ^R em-inc-search-prev",
      ])
  }

  @Test func commentsAndEmptyLinesAreLeftOut() {
    let settings = EditorSettings(Array("# a\n\n  \t\n  # b\n edit off # c\nbind -v".utf8))
    #expect(settings.lines == ["edit off # c", "bind -v"])
  }
}
