import Binding
import QueryLanguage
import Schema
import Testing
import Values

@testable import Console

/// What `\d` shows in windows of every width.
@Suite struct DescriptionTests {
  private static let sentence =
    "What would be freed if the process ended now: the pages that no other process shares."

  private func lines(width: Int?, isHeaded: Bool = true) throws -> [String] {
    let columns = ["name", "type", "group", "from", "summary", "aliases", "values", "kind"]
    let answer = ToyAnswer(
      columns.map { AnswerColumn($0, .text) },
      [
        ["pid", "integer", "identity", "listing", "The number of the process.", nil, nil, "label"],
        [
          "involuntary_switches", "integer", "cpu", "status", "Switches it had to make.", nil, nil,
          "counter",
        ],
        ["uss", "size", "memory", "smaps_rollup", Self.sentence, "unique", nil, "gauge"],
      ].map { row in row.map { $0.map { .text(bytes: Array($0.utf8)) } ?? .null } })
    var style = OutputStyle()
    style.width = width
    style.hasHeader = isHeaded
    let output = OutputBuffer(ResultSink(.memory))
    #expect(try DescriptionWriter(style: style).write(answer, to: output) == 3)
    return String(decoding: output.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  @Test func allOfItIsShownWhereThereIsRoom() throws {
    let plain = try lines(width: nil)
    #expect(plain.count == 4 && plain[0].hasSuffix("aliases  values  kind"))
    #expect(try lines(width: 200) == plain)
  }

  @Test func theSentenceGoesOnBelowItself() throws {
    #expect(
      try lines(width: 80) == [
        "name                  type     summary",
        "pid                   integer  The number of the process.",
        "involuntary_switches  integer  Switches it had to make.",
        "uss                   size     What would be freed if the process ended now: the",
        "                               pages that no other process shares.",
      ])
  }

  @Test func whatElseFindsRoomIsShown() throws {
    let lines = try lines(width: 120)
    #expect(lines[0] == "name                  type     group     from          summary")
    #expect(lines.allSatisfy { displayWidth(of: $0) <= 120 && !$0.contains("…") })
  }

  @Test func aNarrowWindowHasTheSentenceBelow() throws {
    #expect(
      try lines(width: 40) == [
        "pid  integer", "  The number of the process.", "involuntary_switches  integer",
        "  Switches it had to make.", "uss  size", "  What would be freed if the process",
        "  ended now: the pages that no other", "  process shares.",
      ])
  }

  @Test(arguments: 1...200) func noWordIsCut(width: Int) throws {
    let text = try lines(width: width, isHeaded: false).joined(separator: " ")
    #expect(!text.contains("…"))
    for word in Self.sentence.split(separator: " ") { #expect(text.contains(word)) }
    for name in ["pid", "involuntary_switches", "uss"] { #expect(text.contains(name)) }
  }
}

/// Names beside what they mean.
@Suite struct DefinitionListTests {
  private let entries = [
    ("short", "It is short."), ("much longer", "It takes more room than that."),
  ]

  @Test func meaningsStandUnderOneAnother() {
    let plain = [
      "  short        It is short.", "  much longer  It takes more room than that.",
    ]
    #expect(DefinitionList.lines(entries, width: nil) == plain)
    #expect(DefinitionList.lines(entries, width: 60) == plain)
  }

  @Test func aNarrowWindowHasThemBelow() {
    #expect(
      DefinitionList.lines(entries, width: 30) == [
        "  short", "      It is short.", "  much longer", "      It takes more room than",
        "      that.",
      ])
  }
}
