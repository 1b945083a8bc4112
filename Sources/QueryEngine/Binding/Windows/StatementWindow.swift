import QueryLanguage

/// What the queries of one statement say of its moment and its window, and what asks for one. A class,
/// since every binder of the statement adds to it.
final class StatementWindow {
  /// What `at` names, and where it stands.
  private(set) var moment: (moment: BoundMoment, range: SourceRange)?
  /// What `over` names, in nanoseconds, and where it stands.
  private(set) var length: (nanoseconds: Int64, range: SourceRange)?
  /// What `every` names, likewise.
  private(set) var step: (nanoseconds: Int64, range: SourceRange)?
  /// Whether something compares two moments, or asks for several.
  private(set) var isNeeded = false
  /// Whether some query asks for the readings within it.
  private(set) var hasReadings = false

  /// Something compares two moments.
  func need() { isNeeded = true }

  /// Some query asks for the readings within it.
  func needReadings() {
    isNeeded = true
    hasReadings = true
  }

  /// Takes what a query says of the moment; another is an error.
  func set(moment: BoundMoment, at range: SourceRange) throws(BindingFailure) {
    if let known = self.moment, known.moment != moment { throw .wrong(.secondMoment(at: range)) }
    if self.moment == nil { self.moment = (moment, range) }
  }

  /// Takes what a query says of the length; another is an error.
  func set(length: Int64, at range: SourceRange) throws(BindingFailure) {
    if let known = self.length, known.nanoseconds != length {
      throw .wrong(.secondWindow("over", at: range))
    }
    if self.length == nil { self.length = (length, range) }
  }

  /// Takes what a query says of the time between readings; another is an error.
  func set(step: Int64, at range: SourceRange) throws(BindingFailure) {
    if let known = self.step, known.nanoseconds != step {
      throw .wrong(.secondWindow("every", at: range))
    }
    if self.step == nil { self.step = (step, range) }
  }

  /// Takes over what a named query has said and asked for, where it is used.
  func add(_ other: StatementWindow, usedAt range: SourceRange) throws(BindingFailure) {
    if let moment = other.moment { try set(moment: moment.moment, at: range) }
    if let length = other.length { try set(length: length.nanoseconds, at: range) }
    if let step = other.step { try set(step: step.nanoseconds, at: range) }
    isNeeded = isNeeded || other.isNeeded
    hasReadings = hasReadings || other.hasReadings
  }

  /// The window of the whole statement; nil where it is about a moment alone.
  func bound() throws(BindingFailure) -> BoundWindow? {
    if let step, !hasReadings { throw .wrong(.stepWithoutReadings(at: step.range)) }
    guard isNeeded || length != nil else { return nil }
    var window = length.map { BoundWindow(length: $0.nanoseconds) } ?? .implied
    if let step, step.nanoseconds > window.length {
      throw .wrong(.stepPastWindow(at: step.range))
    }
    window.step = step?.nanoseconds
    return window
  }
}
