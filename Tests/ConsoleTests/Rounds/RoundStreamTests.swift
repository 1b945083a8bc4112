import Binding
import ConsoleSupport
import Execution
import Schema
import Testing
import Values

@testable import Console

/// What rounds come to, one below the other.
@Suite struct RoundStreamTests {
  private func shown(
    _ rounds: ToyRounds, _ contents: RoundStream.Contents, _ format: OutputFormat,
    summary: StatementSummary = .none, style: OutputStyle = OutputStyle()
  ) throws -> (output: String, errors: [String]) {
    let sink = MemorySink()
    var errors: [String] = []
    let stream = RoundStream(
      contents, format, style, to: OutputBuffer(sink), tell: { errors += $0 }, summary: summary)
    let loop = RoundLoop(
      rounds, every: 60_000_000_000, window: nil, timeout: nil, shownBy: stream)
    rounds.atEnd = { loop.cancellation.request() }
    try loop.run()
    return (String(decoding: sink.bytes, as: UTF8.self), errors)
  }

  private func two() -> ToyRounds {
    ToyRounds(ToyRound(["Bonn": 1]), ToyRound(["Bonn": 1, "Ulm": 20]))
  }

  @Test func programsAreToldTheTimeFirst() throws {
    let csv = try shown(two(), .allRows, .csv).output.split(separator: "\n")
    #expect(csv.count == 4 && csv[0] == "time,town,people")
    #expect(csv[1...].allSatisfy { $0.hasPrefix("2025-06-") && $0.contains("T") })
    #expect(csv[1].hasSuffix(",Bonn,1") && csv[3].hasSuffix(",Ulm,20"))
    let tsv = try shown(two(), .allRows, .tsv).output.split(separator: "\n")
    #expect(tsv.count == 4 && tsv[0] == "time\ttown\tpeople")
    let ndjson = try shown(two(), .allRows, .ndjson).output.split(separator: "\n")
    #expect(ndjson.count == 3 && ndjson.allSatisfy { $0.hasPrefix("{\"time\":\"2025-06-") })
    let json = try shown(two(), .allRows, .json).output.split(separator: "\n")
    #expect(
      json.count == 2 && json.allSatisfy { $0.hasPrefix("[{\"time\":") && $0.hasSuffix("}]") })
  }

  @Test func aTimeOfTheQueryItselfStandsAlone() throws {
    let rounds = two()
    rounds.columns[1] = AnswerColumn("Time", .integer)
    #expect(try shown(rounds, .allRows, .csv).output == "town,Time\nBonn,1\nBonn,1\nUlm,20\n")
  }

  @Test func peopleReadOneResultAfterTheOther() throws {
    #expect(
      try shown(two(), .allRows, .table).output
        == "town  people\nBonn       1\n\ntown  people\nBonn       1\nUlm       20\n")
    #expect(
      try shown(two(), .allRows, .vertical).output
        == "town:   Bonn\npeople: 1\n\ntown:   Bonn\npeople: 1\n\ntown:   Ulm\npeople: 20\n")
  }

  @Test func changesAreOneTable() throws {
    let rounds = ToyRounds(
      ToyRound(["Bonn": 1]), ToyRound(["Bonn": 1]), ToyRound(["Bonn": 1, "Heidelberg": 20]),
      ToyRound(["Heidelberg": 3000]))
    #expect(
      try shown(rounds, .changes, .table).output == """
        change   town  people
        present  Bonn       1
        came     Heidelberg      20
        went     Bonn             1
        changed  Heidelberg    3000

        """)
  }

  /// People see numbers of bytes that are rounded.
  @Test func whatDoesNotShowIsNoChangeForPeople() throws {
    func rounds(haveKeys: Bool) -> ToyRounds {
      let rounds = [20_000_000, 20_000_001, 30_000_000].map { size in
        ToyRound(["Bonn": size]).with { $0.hasKeys = haveKeys }
      }
      let toy = ToyRounds(rounds[0], rounds[1], rounds[2])
      toy.columns[1] = AnswerColumn("area", .size)
      toy.value = { .size($0) }
      return toy
    }
    #expect(
      try shown(rounds(haveKeys: true), .changes, .csv).output
        == "change,town,area\npresent,Bonn,20000000\nchanged,Bonn,20000001\nchanged,Bonn,30000000\n"
    )
    #expect(
      try shown(rounds(haveKeys: true), .changes, .table).output == """
        change   town   area
        present  Bonn  19.1M
        changed  Bonn  28.6M

        """)
    #expect(
      try shown(rounds(haveKeys: false), .changes, .table).output == """
        change   town   area
        present  Bonn  19.1M
        went     Bonn  19.1M
        came     Bonn  28.6M

        """)
  }

  @Test func whatHasChangedIsMarked() throws {
    let rounds = ToyRounds(
      ToyRound(["Bonn": 1, "Ulm": 20]), ToyRound(["Bonn": 2, "Ulm": 20, "Jena": 3]))
    var style = OutputStyle()
    style.isColoured = true
    style.hasHeader = false
    let lines = try shown(rounds, .changes, .table, style: style).output.split(separator: "\n")
    #expect(lines.count == 4 && lines[2].hasPrefix("changed  Bonn  "))
    #expect(lines[2].hasSuffix(" \u{1b}[7m2\u{1b}[0m"))
    #expect(lines.count { $0.contains("\u{1b}") } == 1)
  }

  @Test(
    arguments: [
      (.csv, "change,town,people\npresent,Bonn,1\ncame,Ulm,20\n"),
      (.tsv, "change\ttown\tpeople\npresent\tBonn\t1\ncame\tUlm\t20\n"),
      (
        .ndjson,
        #"{"change":"present","town":"Bonn","people":1}"# + "\n"
          + #"{"change":"came","town":"Ulm","people":20}"# + "\n"
      ),
      (
        .json,
        #"[{"change":"present","town":"Bonn","people":1}]"# + "\n"
          + #"[{"change":"came","town":"Ulm","people":20}]"# + "\n"
      ),
      (
        .markdown,
        """
        | change  | town | people |
        | ------- | ---- | -----: |
        | present | Bonn |      1 |
        | came    | Ulm  |     20 |

        """
      ),
    ] as [(OutputFormat, String)])
  func changesInOtherFormats(_ format: OutputFormat, _ text: String) throws {
    #expect(try shown(two(), .changes, format).output == text)
  }

  @Test func aNoteStandsAgainOnlyIfItDiffers() throws {
    let noted = ToyRound(["Bonn": 1]).with { $0.notes = ["2 towns are hidden"] }
    let other = ToyRound(["Bonn": 1]).with { $0.notes = ["3 towns are hidden"] }
    let rounds = ToyRounds(noted, noted, other, ToyRound(), noted)
    #expect(
      try shown(rounds, .allRows, .csv).errors == [
        "note: 2 towns are hidden", "note: 3 towns are hidden", "note: 2 towns are hidden",
      ])
  }

  /// It is told once, and nothing of it is taken for a change.
  @Test func aRoundThatFailsIsLeftOut() throws {
    let failed = ToyRound().with { $0.failure = .toy }
    let rounds = ToyRounds(ToyRound(["Bonn": 1]), failed, failed, ToyRound(["Bonn": 2]))
    let shown = try shown(rounds, .changes, .csv)
    #expect(shown.output == "change,town,people\npresent,Bonn,1\nchanged,Bonn,2\n")
    #expect(shown.errors == ["error: cannot read /towns: Input/output error"])
  }

  @Test func howLongARoundTookIsToldWhereItShowsSomething() throws {
    func same() -> ToyRounds { ToyRounds(ToyRound(["Bonn": 1]), ToyRound(["Bonn": 1])) }
    #expect(try shown(same(), .changes, .table, summary: .timing).errors.count == 1)
    #expect(try shown(same(), .changes, .table, summary: .statistics).errors.count == 2)
    #expect(try shown(two(), .changes, .table, summary: .timing).errors.count == 2)
    #expect(try shown(same(), .allRows, .table, summary: .timing).errors.count == 2)
  }

  @Test func eachRoundHasItsSummary() throws {
    let lines = try shown(two(), .allRows, .csv, summary: .statistics).errors
    #expect(lines.count == 2 && lines[1].hasPrefix("{\"rows\":2,\"processes\":0,"))
  }

  @Test func aFailedWriteEndsIt() throws {
    let stream = RoundStream(
      .allRows, .csv, OutputStyle(), to: OutputBuffer(DescriptorSink(-1)), tell: { _ in },
      summary: .none)
    let loop = RoundLoop(
      two(), every: 60_000_000_000, window: nil, timeout: nil, shownBy: stream)
    #expect(throws: ResultFailure.self) { try loop.run() }
  }

  @Test func whatTakesTooLongIsToldOnce() throws {
    let rounds = ToyRounds(ToyRound(["Bonn": 1]), ToyRound(["Bonn": 1]), ToyRound(["Bonn": 1]))
    var errors: [String] = []
    let stream = RoundStream(
      .changes, .csv, OutputStyle(), to: OutputBuffer(MemorySink()), tell: { errors += $0 },
      summary: .none)
    let loop = RoundLoop(rounds, every: 1, window: nil, timeout: nil, shownBy: stream)
    rounds.atEnd = { loop.cancellation.request() }
    try loop.run()
    #expect(errors.count == 1 && errors[0].hasPrefix("note: a round takes longer than "))
  }

  /// Readings that fill the interval are followed by others at once, and nothing is left out.
  @Test func whatFillsTheIntervalIsFollowedAtOnce() throws {
    let rounds = ToyRounds(ToyRound(["Bonn": 1]), ToyRound(["Bonn": 2]))
    var errors: [String] = []
    let stream = RoundStream(
      .allRows, .csv, OutputStyle(), to: OutputBuffer(MemorySink()), tell: { errors += $0 },
      summary: .none)
    let loop = RoundLoop(
      rounds, every: 1, window: BoundWindow(length: 1, step: 1), timeout: nil, shownBy: stream)
    rounds.atEnd = { loop.cancellation.request() }
    try loop.run()
    #expect(rounds.count == 2 && rounds.pauses.allSatisfy { $0.length <= 0 })
    #expect(errors.isEmpty)
  }

  /// Where only the first round waits for a window, the next counts from its end.
  @Test(arguments: [BoundWindow.implied, BoundWindow(length: 60_000_000_000)])
  func theWaitOfTheFirstRoundShiftsTheOthers(_ window: BoundWindow) throws {
    let minute: Int64 = 60_000_000_000
    let rounds = ToyRounds(ToyRound(["Bonn": 1]).with { $0.waited = minute }, ToyRound())
    let stream = RoundStream(
      .allRows, .csv, OutputStyle(), to: OutputBuffer(MemorySink()), tell: { _ in },
      summary: .none)
    let loop = RoundLoop(rounds, every: minute, window: window, timeout: nil, shownBy: stream)
    rounds.atEnd = { loop.cancellation.request() }
    try loop.run()
    // No time has passed here, so that the wait lies ahead, and then the interval.
    #expect(rounds.pauses[0].length > minute)
  }
}
