/// The type of a value. Units are types: bytes and seconds do not compare.
package indirect enum ValueType: Hashable, Sendable {
  /// Of the literal `null` alone; it unifies with every type.
  case null
  case boolean
  case integer
  case real
  /// Bytes.
  case size
  case duration
  /// A moment.
  case time
  /// Unsigned, 64 bits.
  case address
  case text
  /// Bytes per second.
  case byteRate
  /// Anything counted, per second.
  case countRate
  case list(ValueType)
  /// From text to values of one type.
  case map(ValueType)
}

extension ValueType {
  /// The bare name, as `describe` shows it: `size`.
  package var name: String {
    switch self {
    case .null: "null"
    case .boolean: "boolean"
    case .integer: "integer"
    case .real: "real"
    case .size: "size"
    case .duration: "duration"
    case .time: "time"
    case .address: "address"
    case .text: "text"
    case .byteRate: "byte rate"
    case .countRate: "rate"
    case .list: "list"
    case .map: "map"
    }
  }

  /// With its article, for messages: `a size`, `text`, `a list of text`.
  package var words: String {
    switch self {
    case .null, .text: name
    case .integer, .address: "an \(name)"
    case .real: "a real number"
    case .list(let element) where element != .null: "a list of \(element.plural)"
    case .map(let value) where value != .null: "a map of \(value.plural)"
    default: "a \(name)"
    }
  }

  private var plural: String {
    switch self {
    case .null, .text: name
    case .address: "addresses"
    case .real: "real numbers"
    default: "\(name)s"
    }
  }

  /// The one type that values of both have, as the branches of `case` need it; nil where there is
  /// none. An integer beside a size is bytes.
  package func unified(with other: ValueType) -> ValueType? {
    if self == other { return self }
    return widened(to: other) ?? other.widened(to: self)
  }

  /// `other`, if every value of this type has a counterpart there.
  private func widened(to other: ValueType) -> ValueType? {
    switch (self, other) {
    case (.null, _), (.integer, .size), (.integer, .real), (.integer, .address):
      other
    case (.list(let element), .list(let otherElement)):
      element.unified(with: otherElement).map(ValueType.list)
    case (.map(let value), .map(let otherValue)):
      value.unified(with: otherValue).map(ValueType.map)
    default: nil
    }
  }

  /// Whether `<` and `order by` mean something.
  package var isOrdered: Bool { !isCollection }

  /// An integer or a real; no unit.
  package var isNumber: Bool { self == .integer || self == .real }

  /// One number, with a unit or without.
  package var isAmount: Bool {
    switch self {
    case .null, .boolean, .text, .list, .map: false
    default: true
    }
  }

  /// Whether it is a list, of whatever elements.
  package var isList: Bool {
    if case .list = self { true } else { false }
  }

  /// Whether entries of it are asked for by a key: `env.PATH`.
  package var isMap: Bool {
    if case .map = self { true } else { false }
  }

  /// A list or a map.
  package var isCollection: Bool { isList || isMap }
}
