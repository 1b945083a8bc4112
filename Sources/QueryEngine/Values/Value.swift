/// What a cell holds.
///
/// Three answers that are no value are told apart: `null` (there is no such fact), `denied`
/// (there is one, and it may not be read); a process that is gone has no row at all.
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

/// Why a value could not be had.
package enum Denial: Sendable {
  /// The file, link or listing that may not be read.
  case origin(Origin)
  /// A match given up: the pattern passed its limit of steps or memory.
  case pattern
}

extension Value {
  package var isNull: Bool {
    if case .null = self { true } else { false }
  }

  package var isDenied: Bool {
    if case .denied = self { true } else { false }
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
    case (.list(let elements), .list(let element)) where element.isConvertedTo:
      .list(elements.map { $0.converted(to: element) })
    case (.map(let map), .map(let value)) where value.isConvertedTo:
      .map(MapValue(map.entries.map { ($0.key, $0.value.converted(to: value)) }))
    default: self
    }
  }
}

extension ValueType {
  /// Whether values of another type can become ones of this.
  fileprivate var isConvertedTo: Bool {
    switch self {
    case .size, .real, .address: true
    case .list(let element), .map(let element): element.isConvertedTo
    case .null, .boolean, .integer, .duration, .time, .text, .byteRate, .countRate: false
    }
  }
}
