import Foundation
import Schema
import Values

@testable import Execution
@testable import Recordings

/// A recording of a toy by the writer itself.
final class WrittenRecording {
  private let recorder: HostRecorder

  init(_ path: String, selecting columns: String) throws {
    recorder = try HostRecorder(path, columns, statement: columns)
  }

  /// Adds a moment; `alive` are processes that are no rows.
  func add(_ look: ToyHost.Look, alive: [RowOrigin] = []) throws {
    try recorder.record(look, alive: alive)
  }

  func close() throws { _ = try recorder.writer.close() }
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
