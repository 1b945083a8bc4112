package import Schema
package import Values

/// A row that something may be done to.
///
/// From when it is held until it is released it is that one thing or nothing: what has ended is never
/// taken for another that came under its number.
package protocol ActionTarget: AnyObject {
  /// Why it is left alone; nil where it may be acted on.
  var protection: Protection? { get }
  /// What it is known by, for `Source.pause`.
  var identity: RowIdentity { get }
  /// Takes hold of what the row was read from, unless it is held already.
  func hold() -> Holding
  /// Lets go.
  func release()
  /// The same thing as a row of a later snapshot, read through what is held; nil where it has ended.
  func row(in snapshot: any Snapshot) -> (any Row)?
  /// Whether it has ended, of one that is held.
  var hasEnded: Bool { get }
  /// Sends it a signal, once; it is held.
  func send(_ signal: SignalSchema) -> ActionOutcome
  /// Sets something of it, once; it is held. The value is one of the setting's domain. What is set piece by
  /// piece looks at the cancellation in between.
  func set(
    _ setting: SettingSchema, to value: Value, unless cancellation: Cancellation
  ) -> ActionOutcome
}

/// Why a row is left alone.
package struct Protection: Hashable, Sendable {
  /// In a few words: `pid 1`, `a kernel thread`.
  package let reason: String
  /// It may be acted on where the whole `where` is its key: `where pid = 7`.
  package let yieldsToExactKey: Bool

  package init(_ reason: String, yieldsToExactKey: Bool = false) {
    self.reason = reason
    self.yieldsToExactKey = yieldsToExactKey
  }
}

/// What came of taking hold of a row.
package enum Holding: Hashable, Sendable {
  case held
  /// It has ended, or cannot be proven to be the one that was read.
  case ended
  /// As many are held as can be at a time: once others are released it can be tried again.
  case short
  /// Why the system does not let it be held, in a few words: `needs CAP_SYS_PTRACE`.
  case refused(String)
}

/// What came of an act.
package enum ActionOutcome: Hashable, Sendable {
  case done
  /// It ended before.
  case ended
  /// Why not, in a few words: `needs CAP_KILL`.
  case refused(String)
  /// It was to stop when it was done by half.
  case unfinished
}
