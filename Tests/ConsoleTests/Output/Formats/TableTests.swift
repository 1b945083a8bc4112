import Binding
import Console
import Execution
import Schema
import Testing
import Values

@Suite struct TableTests {
  static let columns = [
    AnswerColumn("pid", .integer), AnswerColumn("name", .text), AnswerColumn("args", .text),
  ]

  static func answer(_ args: String = "/usr/sbin/sshd -D", name: String = "sshd") -> ToyAnswer {
    ToyAnswer(
      columns,
      [
        [.integer(1), .text("init"), .null],
        [.integer(4242), .text(Text(name)), .text(Text(args))],
      ])
  }

  static func style(_ change: (inout OutputStyle) -> Void) -> OutputStyle {
    var style = OutputStyle()
    change(&style)
    return style
  }

  @Test func columnsStandUnderTheirHeadings() throws {
    let shown = """
       pid  name  args
         1  init  -
      4242  sshd  /usr/sbin/sshd -D

      """
    #expect(try writtenText(Self.answer(), as: .table) == shown)
  }

  @Test func aHeadingWiderThanItsCellsCounts() throws {
    let answer = ToyAnswer(
      [AnswerColumn("a long heading", .integer), AnswerColumn("b", .boolean)],
      [[.integer(1), .boolean(true)]])
    #expect(
      try writtenText(answer, as: .table) == "a long heading  b\n             1  true\n")
  }

  @Test func noBlankStandsAtTheEnd() throws {
    let answer = ToyAnswer(
      [AnswerColumn("a", .text), AnswerColumn("b", .text)],
      [[.text("x"), .text("")], [.text(""), .text("")], [.text("long"), .text("y")]])
    #expect(try writtenText(answer, as: .table) == "a     b\nx\n\nlong  y\n")
  }

  @Test func theLastTextIsCutToTheWidth() throws {
    let style = Self.style { $0.width = 24 }
    #expect(
      try writtenText(Self.answer(), as: .table, style: style) == """
         pid  name  args
           1  init  -
        4242  sshd  /usr/sbin/s…

        """)
  }

  @Test func aDrawingIsBrokenAndNotCut() throws {
    let lines = ["limit 3          3 → 3 rows", "└─ scan moons   30 rows"]
    let answer = ToyAnswer(
      [AnswerColumn("plan", .text, isDrawing: true)], lines.map { [.text(Text($0))] })
    #expect(
      try writtenText(answer, as: .table, style: Self.style { $0.width = 20 }) == """
        plan
        limit 3
          3 → 3 rows
        └─ scan moons
             30 rows

        """)
  }

  /// Though it is the widest.
  @Test func whatTheAnswerIsAboutIsNotCut() throws {
    let name = String(repeating: "n", count: 20)
    let answer = ToyAnswer(
      [AnswerColumn("name", .text), AnswerColumn("result", .text, isUncut: true)],
      [[.text(Text(name)), .text("refused: needs CAP_SYS_NICE")]])
    #expect(
      try writtenText(answer, as: .table, style: Self.style { $0.width = 40 }) == """
        name          result
        nnnnnnnnnnn…  refused: needs CAP_SYS_NICE

        """)
  }

  @Test func aTextThatFitsIsNotCut() throws {
    let style = Self.style { $0.width = 29 }
    #expect(
      try writtenText(Self.answer(), as: .table, style: style)
        == writtenText(Self.answer(), as: .table))
  }

  @Test func theWidestTextGivesWayFirst() throws {
    let answer = { Self.answer("/usr/sbin/sshd -D", name: "a-very-long-name-of-a-process") }
    let wide = Self.style { $0.width = 45 }
    #expect(
      try writtenText(answer(), as: .table, style: wide) == """
         pid  name                  args
           1  init                  -
        4242  a-very-long-name-of…  /usr/sbin/sshd -D

        """)
    let narrow = Self.style { $0.width = 33 }
    #expect(
      try writtenText(answer(), as: .table, style: narrow) == """
         pid  name           args
           1  init           -
        4242  a-very-long-…  /usr/sbin/s…

        """)
  }

  @Test(arguments: 0...60)
  func noColumnIsLeftOutAndNoTextGetsUnreadable(_ width: Int) throws {
    let style = Self.style { $0.width = width }
    let answer = Self.answer("/usr/sbin/sshd -D", name: "a-very-long-name-of-a-process")
    let lines = try writtenText(answer, as: .table, style: style).split(separator: "\n")
    #expect(lines.count == 3)
    for line in lines {
      #expect(line.split(separator: " ").count >= 3)
      #expect(line.count <= max(width, 4 + 2 + 12 + 2 + 12))
    }
    #expect(lines[2].count >= min(width, 4 + 2 + 29 + 2 + 17))
  }

  @Test func aTextBeforeNumbersIsCutToo() throws {
    let answer = ToyAnswer(
      [AnswerColumn("args", .text), AnswerColumn("pid", .integer)],
      [[.text("0123456789abcdef"), .integer(7)], [.text("x"), .integer(12)]])
    let style = Self.style { $0.width = 18 }
    #expect(
      try writtenText(answer, as: .table, style: style)
        == "args           pid\n0123456789ab…    7\nx               12\n")
  }

  @Test func wideAndCombiningCharactersAlign() throws {
    let answer = ToyAnswer(
      [AnswerColumn("name", .text), AnswerColumn("n", .integer)],
      [
        [.text("日本"), .integer(1)], [.text("e\u{301}té"), .integer(2)],
        [.text("plain"), .integer(3)],
      ])
    #expect(
      try writtenText(answer, as: .table)
        == "name   n\n日本   1\ne\u{301}té    2\nplain  3\n")
  }

  @Test func aWideCharacterIsNotCutInHalf() throws {
    let answer = {
      ToyAnswer(
        [AnswerColumn("a", .text), AnswerColumn("n", .integer)],
        [[.text("日本語日本語日本語"), .integer(1)]])
    }
    let even = Self.style { $0.width = 16 }
    let odd = Self.style { $0.width = 17 }
    #expect(
      try writtenText(answer(), as: .table, style: even)
        == "a              n\n日本語日本語…  1\n")
    #expect(
      try writtenText(answer(), as: .table, style: odd)
        == "a               n\n日本語日本語…   1\n")
  }

  @Test func hostileBytesAreEscapedAndNothingElse() throws {
    let bytes: [UInt8] = [0x1b, 0x5b, 0x48, 0x0a, 0xff, 0xe2, 0x80, 0xae, 0xc3, 0xa9]
    for format in [OutputFormat.table, .vertical, .markdown] {
      let shown = try writtenText(ToyAnswer(.text(bytes: bytes), .text), as: format)
      #expect(shown.contains("\\x1b[H\\x0a\\xff\\xe2\\x80\\xaeé"))
    }
  }

  @Test func colourMarksHeadingsAndNothings() throws {
    let style = Self.style { $0.isColoured = true }
    let answer = ToyAnswer(
      [AnswerColumn("a", .text), AnswerColumn("b", .integer)], [[.environRefused, .null]])
    #expect(
      try writtenText(answer, as: .table, style: style)
        == "\u{1b}[1ma  b\u{1b}[0m\n\u{1b}[2m?\u{1b}[0m  \u{1b}[2m-\u{1b}[0m\n")
  }

  @Test func headingsCanBeLeftOutAndRowsCounted() throws {
    let style = Self.style {
      $0.hasHeader = false
      $0.hasFooter = true
    }
    let one = ToyAnswer(.integer(1), .integer)
    let none = ToyAnswer([AnswerColumn("x", .text)], [])
    #expect(try writtenText(one, as: .table, style: style) == "1\n(1 row)\n")
    #expect(try writtenText(none, as: .table, style: style) == "(0 rows)\n")
    #expect(try writtenText(ToyAnswer([AnswerColumn("x", .text)], []), as: .table) == "x\n")
  }

  @Test func rowsStandBelowOneAnotherInVertical() throws {
    #expect(
      try writtenText(Self.answer(), as: .vertical) == """
        pid:  1
        name: init
        args: -

        pid:  4242
        name: sshd
        args: /usr/sbin/sshd -D

        """)
  }

  @Test func eachEntryHasALineOfItsOwnInVertical() throws {
    let answer = ToyAnswer(
      [AnswerColumn("argv", .list(.text)), AnswerColumn("none", .list(.text))],
      [[.list([.text("sh"), .text("-c"), .text("a, b\n")]), .list([])]])
    #expect(
      try writtenText(answer, as: .vertical)
        == "argv: sh\n      -c\n      \"a, b\\x0a\"\nnone: \n")
  }

  @Test func markdownEscapesItsMarkup() throws {
    let answer = ToyAnswer(
      [AnswerColumn("n", .integer), AnswerColumn("text", .text)],
      [
        [.integer(1), .text("a|b")], [.integer(2), .text("a\\|b")],
        [.integer(3), .text("<b> `x` *y*")], [.integer(4), .text("my_app \\d \\\\")],
      ])
    #expect(
      try writtenText(answer, as: .markdown) == #"""
        |   n | text             |
        | --: | ---------------- |
        |   1 | a\|b             |
        |   2 | a\\\|b           |
        |   3 | \<b> \`x\` \*y\* |
        |   4 | my_app \d \\\    |

        """#)
  }
}

/// What people see of each kind of value, and what with `--raw`.
@Suite struct CellTests {
  @Test(
    arguments: [
      (.null, .size, "-", "-"),
      (.environRefused, .text, "?", "?"),
      (.boolean(true), .boolean, "true", "true"),
      (.integer(-1_234_567), .integer, "-1234567", "-1234567"),
      (.real(1.0 / 3), .real, "0.33", "0.3333333333333333"),
      (.size(16_043_213), .size, "15.3M", "16043213"),
      (.size(0), .size, "0B", "0"),
      (.duration(7_980_000_000_000), .duration, "2h13m", "7980"),
      (.duration(1_500_000_000), .duration, "1.5s", "1.5"),
      (.address(0x7f00), .address, "0x7f00", "0x7f00"),
      (.text("as it is"), .text, "as it is", "as it is"),
      (.byteRate(1_258_291.2), .byteRate, "1.2M/s", "1258291.2"),
      (.countRate(2.5), .countRate, "2.5/s", "2.5"),
      (.text("-"), .text, #""-""#, "-"),
      (.text("?"), .text, #""?""#, "?"),
      (.map(MapValue([("K", .size(1 << 30))])), .map(.size), "K=1.0G", #"{"K":1073741824}"#),
    ] as [(Value, ValueType, String, String)])
  func valuesAreRoundedUnlessRaw(
    _ value: Value, _ type: ValueType, _ rounded: String, _ exact: String
  ) throws {
    var raw = OutputStyle()
    raw.isRaw = true
    for (style, text) in [(OutputStyle(), rounded), (raw, exact)] {
      let vertical = try writtenText(ToyAnswer(value, type), as: .vertical, style: style)
      #expect(vertical == "x: \(text)\n")
      let table = try writtenText(ToyAnswer(value, type), as: .table, style: style)
      #expect(table.split(separator: "\n").last == Substring(text))
      let markdown = try writtenText(ToyAnswer(value, type), as: .markdown, style: style)
      #expect(markdown.contains(" \(text) "))
    }
  }

  /// The local zone is the machine's; what is compared is the moment.
  @Test func timesAreMoments() throws {
    let moment = Value.time(1_763_820_000_250_000_000)
    let answer = { ToyAnswer(moment, .time) }
    let exact = try writtenText(answer(), as: .tsv).split(separator: "\n")[1]
    #expect(LocalTime.parse(Text(exact)) == 1_763_820_000_250_000_000)
    #expect(try writtenText(answer(), as: .ndjson) == "{\"x\":\"\(exact)\"}\n")
    #expect(try writtenText(answer(), as: .csv) == "x\n\(exact)\n")
    let shown = try writtenText(answer(), as: .vertical).dropFirst(3).dropLast()
    #expect(LocalTime.parse(Text(shown)) == 1_763_820_000_000_000_000)
    var raw = OutputStyle()
    raw.isRaw = true
    #expect(try writtenText(answer(), as: .vertical, style: raw) == "x: \(exact)\n")
  }
}
