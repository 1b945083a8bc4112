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
    /// The moment is in the file, or could not be written.
    case passed
    case shut
  }

  /// Of a moment that has not begun.
  package init() {}

  /// Whether the gate is shut now: nothing of the moment is in the file, and nothing will be. False where the
  /// reader is there or was, whose end is to be waited for.
  package func shut() -> Bool {
    state.withLock { state in
      if state == .open { state = .shut }
      return state == .shut
    }
  }

  /// What the body comes to, which writes the moment: once. Nil where the gate is shut, or was passed.
  func pass<Value, Failure: Error>(
    _ body: () throws(Failure) -> Value
  ) throws(Failure) -> Value? {
    try enter(then: .passed, body)
  }

  /// Likewise of a body that writes nothing.
  func look<Value>(_ body: () -> Value) -> Value? { enter(then: .open, body) }

  private func enter<Value, Failure: Error>(
    then next: State, _ body: () throws(Failure) -> Value
  ) throws(Failure) -> Value? {
    guard enter() else { return nil }
    defer { state.withLock { $0 = next } }
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
