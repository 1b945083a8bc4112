import Foundation
import Glibc
import TestSupport
import Testing

/// A process that a test has started to be acted on, alone or with others that share a variable of their
/// environment that nobody else has. Whatever a test does is pinned to one or the other.
final class Victim {
  let pid: Int32
  private let command: RunningCommand
  private var status: Int32?

  /// It sleeps, and ends by TERM unless it `ignoresTerm`.
  init(ignoresTerm: Bool = false, token: String = UUID().uuidString) throws {
    let trap = ignoresTerm ? "trap '' TERM; " : ""
    let sleeper = Command(
      "/bin/sh", ["-c", "\(trap)exec sleep 1000"], environment: ["PROCQ_VICTIM": token])
    command = try sleeper.start()
    pid = command.pid
    while name != "sleep\n" { usleep(1000) }
  }

  deinit {
    if status == nil {
      command.send(SIGKILL)
      _ = command.outcome()
    }
  }

  private var name: String? {
    try? String(contentsOfFile: "/proc/\(pid)/comm", encoding: .utf8)
  }

  /// Tests for all of one environment, that look into nobody else's.
  static func named(_ token: String) -> String {
    "ppid = \(getpid()) and env.PROCQ_VICTIM = '\(token)'"
  }

  /// Whether it has not ended.
  var isAlive: Bool {
    let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
    return stat?.split(separator: ")").last?.dropFirst().first.map { $0 != "Z" } ?? false
  }

  /// Waits for its end: the signal that ended it, below zero.
  func end() -> Int32 {
    let ending = status ?? command.outcome().status
    status = ending
    return ending
  }
}
