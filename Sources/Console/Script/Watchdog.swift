package import Execution
import Glibc
import QueryLanguage
import Synchronization
import Values

/// Watches, from a thread of its own, over the one that runs statements, which may wait in the
/// kernel for ever: says what has been waited for long, and ends the program where a statement's
/// time is over and it does not end by itself.
package final class Watchdog: Sendable {
  private let state = Mutex(State())
  private let program: any WatchedProgram

  private struct State {
    var observer: (any WaitObserver)?
    var limit: TimeLimit?
    var news = WaitNews()
    var isDismissed = false
  }

  /// How often the waits are looked at, and how often where the time is limited.
  private static let interval: Int64 = 250_000_000
  private static let shortInterval: Int64 = 10_000_000
  /// How long a statement whose time is over may take to end by itself, and how long it is then
  /// tried to save its rows.
  private static let grace: Int64 = 30_000_000
  private static let lastGrace: Int64 = 1_000_000_000

  /// Watches over this program once `watch` runs.
  package init(over program: any WatchedProgram) {
    self.program = program
  }

  /// A statement begins. One without an observer is watched for its time alone.
  package func begin(_ observer: (any WaitObserver)?, _ limit: TimeLimit) {
    state.withLock { state in
      state.observer = observer
      state.limit = limit
    }
  }

  /// The statement has ended.
  package func end() {
    state.withLock { state in
      state.observer = nil
      state.limit = nil
    }
  }

  /// Nothing more is to be watched: the thread that does ends soon, and wakes for nothing any more.
  package func dismiss() {
    end()
    state.withLock { $0.isDismissed = true }
  }

  /// Returns once it is dismissed.
  package func watch() {
    while !state.withLock({ $0.isDismissed }) {
      sleep(interval)
      look(at: Stopwatch.now)
    }
  }

  /// Looks after the statement that runs, if one does.
  func look(at now: Int64) {
    tellWaits(at: now)
    endLateStatement(at: now)
  }

  private var interval: Int64 {
    let rest = state.withLock { $0.limit }?.rest
    return rest.map { max(min($0, Self.interval), Self.shortInterval) } ?? Self.interval
  }

  private func sleep(_ nanoseconds: Int64) {
    var time = timespec(
      tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
    nanosleep(&time, nil)
  }

  private func waits(at now: Int64) -> [Wait] {
    state.withLock { $0.observer }?.look(at: now) ?? []
  }

  private func tellWaits(at now: Int64) {
    let waits = waits(at: now)
    let lines = state.withLock { $0.news.lines(of: waits, at: now) }
    for line in lines { program.tell(line) }
  }

  /// What reads no more cannot be stopped, but its rows can be saved as long as it is kept from
  /// making more.
  private func endLateStatement(at now: Int64) {
    guard let limit = state.withLock({ $0.limit }), limit.isOver else { return }
    limit.noteWait(waits(at: now))
    limit.cancellation.request()
    let stopwatch = Stopwatch()
    while stopwatch.nanoseconds < Self.grace + Self.lastGrace {
      sleep(Self.shortInterval)
      guard state.withLock({ $0.limit === limit }) else { return }
      if stopwatch.nanoseconds > Self.grace, program.hold() { break }
    }
    program.end(.failed, telling: "error: \(limit.sentence)")
  }
}

/// What a watchdog can do to the program that it watches over.
package protocol WatchedProgram: Sendable {
  /// Says a line on standard error.
  func tell(_ line: String)
  /// Keeps the thread that runs statements where it waits; false where it does not wait.
  func hold() -> Bool
  /// Sends what was written, if the thread that writes is held, says why, and ends the program.
  func end(_ status: ExitStatus, telling line: String)
}
