import Foundation
import Glibc
import TestSupport
import Testing

/// A recorder that runs, and the file that it records into; both go with it.
final class RunningRecorder {
  let file: String
  private let folder: String
  private var command: RunningCommand?

  /// Of a query, 100 ms apart. `variables` of its environment and options go before it.
  init(
    _ query: String, options: [String] = [], arrange: (inout Command) -> Void = { _ in }
  ) throws {
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("recorder-\(UUID().uuidString)").path
    file = folder + "/day.db"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try start(query, options: options, arrange: arrange)
  }

  deinit {
    command?.send(SIGKILL)
    _ = command?.outcome()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// The statement that records a query here.
  func statement(_ query: String) -> String { "record 100ms into '\(file)' \(query)" }

  /// Starts it, or another one with the same file once it has ended.
  func start(
    _ query: String, options: [String] = [], arrange: (inout Command) -> Void = { _ in }
  ) throws {
    var recorder = Command.built("procq", options + ["-e", statement(query)])
    arrange(&recorder)
    command = try recorder.start()
  }

  /// Of the program; nil once it has ended.
  var pid: Int32? { command?.pid }

  func send(_ number: Int32) { command?.send(number) }

  /// Ends it by a signal, and what it came to.
  func end(by number: Int32 = SIGTERM) throws -> Command.Outcome {
    send(number)
    return try outcome()
  }

  /// Waits for its end.
  func outcome() throws -> Command.Outcome {
    let command = try #require(command)
    self.command = nil
    return command.outcome()
  }

  /// Waits until its output has this text.
  func awaitOutput(_ text: String) -> Bool { command?.awaitOutput(text) ?? false }

  /// Waits until so many moments more are recorded than now; false where it ends before.
  func awaitMoments(_ count: Int = 2) throws -> Bool {
    for _ in 0..<count {
      let before = try end()
      while try end() == before {
        if command?.hasEnded ?? true { return false }
        usleep(5000)
      }
    }
    return true
  }

  /// When its last moment was; empty where there is none.
  private func end() throws -> String {
    let outcome = try ask("select now() as x")
    return outcome.status == 0 ? outcome.outputText : ""
  }

  /// Asks what it has recorded.
  func ask(_ query: String, _ options: [String] = []) throws -> Command.Outcome {
    try Command.built("procq", ["--replay", file, "-fcsv"] + options + ["-e", query]).run()
  }

  /// What lies beside the file.
  var filesBeside: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0 != "day.db" }.sorted()
  }
}

extension Command.Outcome {
  /// Whether its only words are the note of a recorder at its end, but for those of a slow one.
  var isOfRecorder: Bool {
    outputText.isEmpty
      && errorText.wholeMatch(
        of:
          /(note: [^\n]+ are left out\n)*note: recorded [0-9]+ moments? of [0-9]+ process(es)?, [0-9.]+[KMG]?\n/
      ) != nil
  }
}
