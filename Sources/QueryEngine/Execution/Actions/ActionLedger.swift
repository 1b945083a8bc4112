import Glibc
import Synchronization
package import Values

/// What has come of an action so far, row by row. The thread that acts writes it; another may look at any
/// time, and may end the action: then what is being done is waited for and told, and nothing follows.
final class ActionLedger: Sendable {
  private let state = Mutex(State())
  /// Held by an act from before it begins until its result stands there.
  private let gate = Mutex(())

  private struct State {
    var rows: [ActionRow] = []
    var hasEnded = false
  }

  /// As they stand.
  var rows: [ActionRow] { state.withLock { $0.rows } }

  /// Adds a row, and gives its place.
  func add(_ row: ActionRow) -> Int {
    state.withLock { state in
      state.rows.append(row)
      return state.rows.count - 1
    }
  }

  /// Notes what a row is called.
  func describe(_ cells: [Value], ofRow place: Int) {
    state.withLock { $0.rows[place].cells = cells }
  }

  /// Notes what is known of a row without anything having been done to it; not once the action was ended.
  func note(_ result: ActionResult, ofRow place: Int) {
    state.withLock { state in
      if !state.hasEnded { state.rows[place].result = result }
    }
  }

  /// Does something to a row, unless the action was ended or its statement is to stop: then false.
  func act(onRow place: Int, unless cancellation: Cancellation, _ body: () -> ActionResult) -> Bool
  {
    gate.withLock { _ in
      guard begin(onRow: place, unless: cancellation) else { return false }
      let result = body()
      state.withLock { $0.rows[place].result = result }
      return true
    }
  }

  private func begin(onRow place: Int, unless cancellation: Cancellation) -> Bool {
    state.withLock { state in
      guard !state.hasEnded, !cancellation.isRequested else { return false }
      state.rows[place].result = .underway
      return true
    }
  }

  /// Nothing more is begun or noted from here on, but the result of what is being done: that takes
  /// microseconds, and is waited for; but for ever it is not.
  func end() {
    state.withLock { $0.hasEnded = true }
    let stopwatch = Stopwatch()
    while stopwatch.nanoseconds < Self.patience {
      if gate.withLockIfAvailable({ _ in true }) ?? false { return }
      usleep(1000)
    }
  }

  /// In nanoseconds.
  private static let patience: Int64 = 500_000_000
}

/// A row that an action was found to be about.
package struct ActionRow: Sendable {
  /// The columns of the schema: key, name, preview; null where that has not been read.
  package internal(set) var cells: [Value]
  /// What has come of it.
  package internal(set) var result: ActionResult
}
