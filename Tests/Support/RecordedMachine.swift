import Foundation
import Glibc

/// A recording of this very machine, made by the program itself; its file goes with it.
package final class RecordedMachine: Sendable {
  /// The path of the file.
  package let file: String
  private let folder: String

  package struct Failure: Error {
    package let text: String
  }

  /// Of all that the installed sample records, 100 ms apart, for a stretch of 300 ms at least.
  package static let ofSample = Result { try RecordedMachine() }

  private init() throws {
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("recording-\(UUID().uuidString)").path
    file = folder + "/day.db"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let sample = #filePath.dropLast("Tests/Support/RecordedMachine.swift".count)
    let running = try Command.built(
      "procq", [sample + "samples/past/record.procq", "file=\(file)", "every=100ms"]
    ).start()
    let hasMoments = try isRecorded(by: running)
    running.send(SIGTERM)
    let outcome = running.outcome()
    guard hasMoments, outcome.status == 0 else { throw Failure(text: outcome.errorText) }
  }

  /// Waits until it holds a window; false where the recorder ends before.
  private func isRecorded(by running: RunningCommand) throws -> Bool {
    let query = Command.built(
      "procq", ["--replay", file, "-fcsv", "-e", "select count(*) over 300ms"])
    while try query.run().status != 0 {
      if running.hasEnded { return false }
      usleep(10_000)
    }
    return true
  }

  /// When its last moment was.
  package var end: String {
    get throws {
      let outcome = try Command.built(
        "procq", ["--replay", file, "-ftsv", "--no-header", "-e", "select now()"]
      ).run()
      return String(outcome.outputText.dropLast())
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }
}

extension String {
  /// The commands of this text, asking that recording where they ask one, of its end instead of times of
  /// day.
  package func asking(_ recording: RecordedMachine) -> String {
    replacing(/--replay [a-z.]+/) { _ in "--replay '\(recording.file)'" }.ofTheEnd
  }

  /// The queries of this text, of now instead of times of day.
  package var ofTheEnd: String { replacing(/\bat '[^']*'/) { _ in "at now()" } }

  /// Whether a statement records.
  package var records: Bool { contains(/\brecord (?:[0-9$]|into\b)/) }
}
