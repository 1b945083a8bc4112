import Execution
import Foundation
import ProcFS
import ProcessCatalog
import QueryLanguage
import TestSupport
import Testing

@testable import Recordings

/// A made-up machine, recorded at three moments, ten seconds apart. From one to the next pid 1 grows, and
/// before the last one process ends.
final class RecordedFixture {
  let source: RecordedSource
  /// Its path, which differs each time.
  let file: String

  /// Of what a query names.
  init(_ fixture: ProcFixture, _ machine: ProcFS, recording query: String) throws {
    file = NSTemporaryDirectory() + "golden-\(UUID().uuidString).db"
    var session = Session(ProcessSource(machine))
    let script = try session.prepare(SourceText("record 10s into '\(file)' \(query)"))
    let statement = try #require(script.statements.first)
    let recorder = try #require(Recorder(statement))
    try recorder.open()
    for moment in 0..<3 {
      try fixture.write("uptime", "\(100_000 + 10 * moment).00 195000.00\n")
      try Self.change(
        fixture.root + "/1/statm", "42000 \(3200 * (moment + 1)) 2300 12 0 5000 0\n")
      if moment == 2 { fixture.remove("300") }
      let outcome = try recorder.recordMoment(unless: Cancellation())
      guard case .recorded = outcome else { throw NotRecorded(outcome: "\(outcome)") }
    }
    _ = try recorder.finish()
    // The clock that it was recorded by is that of who runs the test.
    try Database(Array(file.utf8), .writing(creates: false)).execute(
      "update moment set time = 1763900000000000000 + (id - 1) * 10000000000")
    source = try RecordedSource.open(Array(file.utf8))
  }

  /// In its place, since a file may be kept open from moment to moment.
  private static func change(_ path: String, _ text: String) throws {
    let file = try #require(FileHandle(forWritingAtPath: path))
    try file.truncate(atOffset: 0)
    try file.write(contentsOf: Data(text.utf8))
    try file.close()
  }

  struct NotRecorded: Error { let outcome: String }

  deinit { try? FileManager.default.removeItem(atPath: file) }
}
