import Schema
import Synchronization
package import Values

/// What has come of an action so far, row by row. The thread that acts writes it; another may look at any
/// time, and may end the action: an act and its result are one step, between which nobody looks.
final class ActionLedger: Sendable {
  private let state = Mutex(State())

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

  /// Notes what is known of a row without anything having been done to it; not once the action was ended.
  func note(_ result: ActionResult, ofRow place: Int) {
    state.withLock { state in
      if !state.hasEnded { state.rows[place].result = result }
    }
  }

  /// Does something to a row, unless the action was ended or its statement is to stop: then false.
  func act(onRow place: Int, unless cancellation: Cancellation, _ body: () -> ActionResult) -> Bool
  {
    state.withLock { state in
      guard !state.hasEnded, !cancellation.isRequested else { return false }
      state.rows[place].result = body()
      return true
    }
  }

  /// Nothing more is done or noted from here on.
  func end() { state.withLock { $0.hasEnded = true } }
}

/// A row that an action was found to be about.
package struct ActionRow: Sendable {
  /// The columns of the schema: key, name, preview.
  package let cells: [Value]
  /// What has come of it.
  package internal(set) var result: ActionResult
}
