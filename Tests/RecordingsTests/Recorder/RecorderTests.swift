import Execution
import Foundation
import QueryLanguage
import Schema
import Synchronization
import Testing
import Values

@testable import Recordings

/// A toy machine that is another one at each moment.
private final class ChangingHost: Source {
  private let look: Mutex<ToyHost.Look>

  init(_ look: ToyHost.Look) {
    self.look = Mutex(look)
  }

  var schema: Schema { ToyHost.schema }

  func become(_ look: ToyHost.Look) { self.look.withLock { $0 = look } }

  func snapshot(at moment: Moment) throws(Failure) -> any Snapshot {
    ToyHost(look: look.withLock { $0 }).snapshot(at: moment)
  }
}

/// What the recorder makes of moments that are had, and of others.
@Suite struct RecorderTests {
  private let folder: RecordingFolder
  private let host: ChangingHost
  private let recorder: Recorder

  private static func look(_ second: Int, failure: String? = nil) -> ToyHost.Look {
    ToyHost.Look(
      time: (1_000_000 + second).seconds, uptime: (100 + second).seconds,
      processes: [
        ToyHost.Process(1, parent: 0, ["name": .text("init"), "rss": .size(Int64(second))])
      ], failure: failure)
  }

  init() throws {
    folder = try RecordingFolder()
    host = ChangingHost(Self.look(0))
    var session = Session(host)
    let statement = "record 10s into '\(folder.file("day.db"))' select name, rss"
    let script = try session.prepare(SourceText(statement))
    recorder = try #require(Recorder(script.statements[0]))
    try recorder.open()
  }

  /// A moment at this second, and what came of it.
  private func record(
    _ second: Int, failure: String? = nil, through gate: MomentGate = MomentGate(),
    cancelled: Bool = false
  ) throws -> Recorder.Outcome {
    host.become(Self.look(second, failure: failure))
    let cancellation = Cancellation()
    if cancelled { cancellation.request() }
    return try recorder.recordMoment(through: gate, unless: cancellation)
  }

  private func rows(_ query: String) throws -> [String] {
    Asked(query, of: try folder.open()).rows
  }

  @Test func momentsAreKept() throws {
    for second in [0, 10, 20] {
      guard case .recorded(_, rows: 1) = try record(second) else {
        Issue.record("\(second) is not recorded")
        return
      }
    }
    let summary = try recorder.finish()
    #expect(summary.moments == 3 && summary.processes == 1 && summary.bytes > 0)
    #expect(summary.failed == 0 && summary.unwritten == 0)
    #expect(try rows("select name, rss") == ["init 20B"])
    #expect(try rows("select rss from history over 20s") == ["0B", "10B", "20B"])
  }

  @Test func aMomentThatCannotBeHadIsRecordedAsThat() throws {
    _ = try record(0)
    guard case .failed(let reason) = try record(10, failure: "Too many open files") else {
      Issue.record("it was had")
      return
    }
    #expect(reason == "cannot read /proc: Too many open files")
    _ = try record(20)
    let summary = try recorder.finish()
    #expect(summary.failed == 1)
    // What did not change is read again after it.
    #expect(try rows("select name, rss") == ["init 20B"])
    #expect(try rows("select rss from history over 20s") == ["0B", "20B"])
  }

  /// Another machine of the same name, whose clock since boot is further than that of the one before.
  @Test func aMomentThatCannotBeHadIsOfTheMachineThatItWasAskedOf() throws {
    _ = try record(0)
    var look = Self.look(10, failure: "Too many open files")
    (look.boot, look.uptime) = ("second", 100_000.seconds)
    host.become(look)
    _ = try recorder.recordMoment(unless: Cancellation())
    // Nor does one whose reader was left tell another clock.
    (look.time, look.uptime) = (look.time + 10.seconds, look.uptime + 10.seconds)
    host.become(look)
    _ = try recorder.recordFailure("it was left")
    _ = try recorder.finish()
    #expect(
      try folder.sql(
        "select boot_id, (time - 1000000000000000) / 1000000000, uptime / 1000000000, "
          + "(instant - 1000000000000000) / 1000000000 from moment join boot on boot.id = boot")
        == ["first|0|100|0", "second|10|100000|10", "second|20|100010|20"])
    #expect(try folder.sql("select pid, last from process") == ["1|1"])
  }

  /// As where too many files are open.
  @Test func aMomentWhoseBootIsNotToldEndsNothing() throws {
    _ = try record(0)
    var look = Self.look(10, failure: "Too many open files")
    look.boot = ""
    host.become(look)
    _ = try recorder.recordMoment(unless: Cancellation())
    _ = try record(20)
    _ = try recorder.finish()
    #expect(try folder.sql("select boot, machine from moment") == ["1|1", "1|1", "1|1"])
    #expect(try folder.sql("select pid, first, last from process") == ["1|1|-"])
  }

  /// A timeout that ends after a moment was written makes no other one of it.
  @Test func whatIsWrittenHasNotFailed() throws {
    let gate = MomentGate()
    _ = try record(0, through: gate)
    #expect(!gate.shut())
    #expect(try !recorder.recordFailure("it was late", through: gate))
    let summary = try recorder.finish()
    #expect(summary.moments == 1 && summary.failed == 0)
  }

  /// Its rows can be asked for as those of the query that it records.
  @Test func aStatementThatIsRunRecordsNothing() throws {
    var session = Session(host)
    let file = folder.file("other.db")
    let script = try session.prepare(SourceText("record 10s into '\(file)' select name, rss"))
    let answer = script.statements[0].run()
    #expect(answer.columns.count == 2)
    let row = try #require(try answer.next())
    let cells = row.map { ExactText.text(of: $0)?.bytes }
    #expect(cells == [Array("init".utf8), Array("0".utf8)])
    #expect(!FileManager.default.fileExists(atPath: file))
  }

  @Test func whatIsGivenUpOrLeftIsNotWritten() throws {
    _ = try record(0)
    guard case .cancelled = try record(10, cancelled: true) else {
      Issue.record("what was given up is there")
      return
    }
    let gate = MomentGate()
    #expect(gate.shut())
    guard case .cancelled = try record(20, through: gate) else {
      Issue.record("what was left has passed the gate")
      return
    }
    #expect(try !recorder.recordFailure("it was left", through: gate))
    #expect(try recorder.recordFailure("it was left"))
    let summary = try recorder.finish()
    #expect(summary.moments == 1 && summary.failed == 1)
    let asked = Asked("select rss", of: try folder.open())
    #expect(asked.error?.contains("it was left") ?? false)
  }
}
