import Synchronization

/// What is read of a moment may never come: a process that does not answer keeps its reader for ever. Whoever
/// goes on without that reader shuts the gate to the file, so that it finds the way barred if it ever
/// comes back.
package final class MomentGate: Sendable {
  private let state = Mutex(State.open)

  private enum State {
    case open
    /// The reader is at the file.
    case inside
    case shut
  }

  /// Of a moment that has not begun.
  package init() {}

  /// Whether the gate is shut now: nobody is at the file, and nobody will be. False where the reader is,
  /// whose end is to be waited for.
  package func shut() -> Bool {
    state.withLock { state in
      if state == .open { state = .shut }
      return state == .shut
    }
  }

  /// What the body comes to; nil where the gate is shut.
  func pass<Value, Failure: Error>(
    _ body: () throws(Failure) -> Value
  ) throws(Failure) -> Value? {
    guard enter() else { return nil }
    defer { state.withLock { $0 = .open } }
    return try body()
  }

  private func enter() -> Bool {
    state.withLock { state in
      guard state == .open else { return false }
      state = .inside
      return true
    }
  }
}
