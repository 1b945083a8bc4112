// Values says what a cell can hold, how values compare and are calculated with, and what the
// functions of the language make of them.

package import Schema

/// What a cell holds.
///
/// What is no value is told apart: `null` (there is no such fact) and `denied` (there is one, and
/// it could not be had: it was refused, or reading it failed). What is gone has no row at all.
@usableFromInline
package enum Value: Sendable {
  case null
  case denied(Denial)
  case boolean(Bool)
  case integer(Int64)
  /// Always finite.
  case real(Double)
  /// Bytes; a difference may be negative.
  case size(Int64)
  /// Nanoseconds.
  case duration(Int64)
  /// Nanoseconds since 1970-01-01T00:00:00Z.
  case time(Int64)
  case address(UInt64)
  case text(Text)
  /// Bytes per second. Always finite.
  case byteRate(Double)
  /// Per second. Always finite.
  case countRate(Double)
  case list([Value])
  case map(MapValue)
}

extension Value {
  /// Whether there is no such fact.
  @inlinable
  package var isNull: Bool {
    if case .null = self { true } else { false }
  }

  /// Whether there is a fact that could not be had.
  @inlinable
  package var isDenied: Bool {
    if case .denied = self { true } else { false }
  }

  /// Whether it is a value, neither null nor denied.
  @inlinable
  package var isPresent: Bool {
    switch self {
    case .null, .denied: false
    default: true
    }
  }

  /// Whether it is a list or a map.
  package var isCollection: Bool {
    switch self {
    case .list, .map: true
    default: false
    }
  }

  /// The number as a value of the type that `make` gives, or null if it is not finite.
  static func finite(_ number: Double, as make: (Double) -> Value) -> Value {
    number.isFinite ? make(number) : .null
  }

  /// The number rounded to a whole one, half away from zero, or null if Int64 cannot hold it.
  static func whole(_ number: Double, as make: (Int64) -> Value) -> Value {
    Int64(exactly: number.rounded(.toNearestOrAwayFromZero)).map(make) ?? .null
  }

  /// What an operation that reports overflow came to; null if it overflowed.
  @inlinable
  static func checked<Number: FixedWidthInteger>(
    _ outcome: (partialValue: Number, overflow: Bool), as make: (Number) -> Value
  ) -> Value {
    outcome.overflow ? .null : make(outcome.partialValue)
  }

  /// This value as one of a type that its own unifies with: an integer as bytes, as a real, as an
  /// address (null if negative); a list element by element. Whatever else stays what it is. The
  /// branches of `case` and `coalesce` need it, so that units are right further on.
  package func converted(to type: ValueType) -> Value {
    switch (self, type) {
    case (.integer(let count), .size): .size(count)
    case (.integer(let count), .real): .real(Double(count))
    case (.integer(let count), .address): UInt64(exactly: count).map(Value.address) ?? .null
    case (.list(let elements), .list(let element)) where element.takesIntegers:
      .list(elements.map { $0.converted(to: element) })
    case (.map(let map), .map(let value)) where value.takesIntegers:
      .map(MapValue(map.entries.map { ($0.key, $0.value.converted(to: value)) }))
    default: self
    }
  }
}

extension ValueType {
  /// Whether integers beside values of this type become such, or do so somewhere inside.
  fileprivate var takesIntegers: Bool {
    switch self {
    case .list(let element), .map(let element): element.takesIntegers
    default: self != .integer && self != .null && holdsIntegers
    }
  }
}
