import Foundation
import Schema
import Values

@testable import Execution
@testable import Recordings

/// A recording of a toy by the writer itself.
final class WrittenRecording {
  private let columns: String
  private let writer: RecordingWriter

  init(_ path: String, selecting columns: String) throws {
    self.columns = columns
    writer = try RecordingWriter(
      Array(path.utf8),
      RecordingPlan(
        statement: columns, interval: 10.seconds, keep: nil,
        columns: try PlainRecording.columns(columns), schema: ToyHost.schema))
  }

  /// Adds a moment; `alive` are processes that are no rows.
  func add(_ look: ToyHost.Look, alive: [RowOrigin] = []) throws {
    let reader = try PlainRecording.reader(columns, of: ToyHost(look: look))
    var rows: [MomentRow] = []
    let report: MomentReport
    do throws(Failure) {
      report = try reader.read(isWhole: true, unless: Cancellation()) { rows.append($0) }
    } catch {
      return try writer.write(failure: error.reason, at: reader.beginning)
    }
    let absent = writer.absent(from: rows, of: report)
    try writer.write(
      report, rows, alive: Set(absent.filter { alive.contains($0.origin) }.map(\.id)))
  }

  func close() throws { _ = try writer.close() }
}

extension RecordingFolder {
  /// Records looks by the writer.
  func write(
    _ looks: [ToyHost.Look], _ name: String = "day.db",
    selecting columns: String = ToyHost.allColumns
  ) throws -> RecordedSource {
    let recording = try WrittenRecording(file(name), selecting: columns)
    for look in looks { try recording.add(look) }
    try recording.close()
    return try open(name)
  }

  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}
