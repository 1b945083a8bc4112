import Execution
import Foundation
import QueryLanguage
import Testing
import Values

@testable import Recordings

/// A folder for the recordings of one test, which goes with it.
final class RecordingFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "procq-recordings-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: file(name))))
  }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
  }

  /// Records looks, of which every fourth is a key frame.
  @discardableResult
  func record(
    _ looks: [ToyHost.Look], _ name: String = "day.db",
    selecting columns: String = ToyHost.allColumns, interval: Int64 = 10_000_000_000
  ) throws -> RecordedSource {
    let recording = try PlainRecording(file(name), selecting: columns, interval: interval)
    for (index, look) in looks.enumerated() {
      try recording.add(look, selecting: columns, isKeyFrame: index % 4 == 0)
    }
    return try open(name)
  }

  func open(_ name: String = "day.db") throws -> RecordedSource {
    try RecordedSource.open(Array(file(name).utf8))
  }

  /// What is told of a file that cannot be asked, without the name of the folder; nil of one that can.
  func refusal(_ name: String) -> String? {
    do throws(RecordingError) {
      _ = try RecordedSource.open(Array(file(name).utf8))
      return nil
    } catch {
      return error.message.replacingOccurrences(of: path + "/", with: "")
    }
  }
}

extension ToyHost {
  static let allColumns =
    "pid, ppid, name, kernel, user, status, nice, cpu_time, read_bytes, rss, uss, pss, load, address, "
    + "args, cmdline, affinity, env, limits"
}

/// What a query came to.
struct Asked {
  var rows: [String] = []
  var notes: [String] = []
  var reads: [String: Int] = [:]
  /// What it was thrown, or what is wrong with it.
  var error: String?

  init(_ query: String, of source: any Source) {
    var session = Session(source)
    do throws(PreparationError) {
      for statement in try session.prepare(SourceText(query)) { run(statement) }
    } catch {
      if case .wrong(let diagnostics) = error { self.error = diagnostics.first?.message }
    }
  }

  private mutating func run(_ statement: PreparedStatement) {
    let answer = statement.run()
    rows = []
    do throws(Failure) {
      while let cells = try answer.next() { rows.append(Self.shown(cells)) }
    } catch {
      self.error = error.reason
    }
    notes = answer.notes
    reads = Dictionary(answer.statistics.reads.map { ($0.name, $0.count) }) { $1 }
  }

  private static func shown(_ cells: [Value]) -> String {
    cells.map { cell in
      if cell.isDenied { return "?" }
      if let text = HumanText.text(of: cell) { return text }
      return ExactText.text(of: cell).map { String(decoding: $0.bytes, as: UTF8.self) } ?? "-"
    }.joined(separator: " ")
  }
}

extension Int64 {
  /// Seconds in nanoseconds.
  var seconds: Int64 { self * 1_000_000_000 }
}

extension Int {
  /// Seconds in nanoseconds.
  var seconds: Int64 { Int64(self).seconds }
}
