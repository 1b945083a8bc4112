/// What a test can come to. Unknown is a test on a fact that may not be read.
@usableFromInline
package enum Truth: Sendable {
  case `true`
  case `false`
  case unknown(Denial)

  /// Of a test that could be made.
  @inlinable
  package init(_ value: Bool) {
    self = value ? .true : .false
  }

  /// Of a boolean value. Null counts as false.
  @inlinable
  package init(_ value: Value) {
    switch value {
    case .boolean(true): self = .true
    case .denied(let denial): self = .unknown(denial)
    default: self = .false
    }
  }

  /// True, false, or denied.
  @inlinable
  package var value: Value {
    switch self {
    case .true: .boolean(true)
    case .false: .boolean(false)
    case .unknown(let denial): .denied(denial)
    }
  }

  /// Whether the test holds for certain.
  @inlinable
  package var isTrue: Bool {
    if case .true = self { true } else { false }
  }

  /// Whether it certainly does not hold.
  @inlinable
  package var isFalse: Bool {
    if case .false = self { true } else { false }
  }

  /// Whether nobody can tell.
  @inlinable
  package var isUnknown: Bool {
    if case .unknown = self { true } else { false }
  }

  /// `false and unknown` is false.
  @inlinable
  package func and(_ other: @autoclosure () -> Truth) -> Truth {
    switch self {
    case .false: self
    case .true: other()
    case .unknown: other().isFalse ? .false : self
    }
  }

  /// `true or unknown` is true.
  @inlinable
  package func or(_ other: @autoclosure () -> Truth) -> Truth {
    switch self {
    case .true: self
    case .false: other()
    case .unknown: other().isTrue ? .true : self
    }
  }

  /// `not unknown` is unknown.
  @inlinable
  package var negated: Truth {
    switch self {
    case .true: .false
    case .false: .true
    case .unknown: self
    }
  }
}
