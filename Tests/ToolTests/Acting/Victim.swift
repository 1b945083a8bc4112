import Foundation
import Glibc
import TestSupport
import Testing

/// A process that a test has started to be acted on. Whatever a test does is pinned to the pids of such.
final class Victim {
  let pid: Int32
  private let command: RunningCommand
  private var status: Int32?

  /// It sleeps, and ends by TERM unless it `ignoresTerm`.
  init(ignoresTerm: Bool = false) throws {
    let trap = ignoresTerm ? "trap '' TERM; " : ""
    command = try Command("/bin/sh", ["-c", "\(trap)exec sleep 1000"]).start()
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

  /// What tests for them all.
  static func any(of victims: [Victim]) -> String {
    "pid in (\(victims.map { String($0.pid) }.joined(separator: ", ")))"
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
