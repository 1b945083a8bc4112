import QueryLanguage

// Text that came from outside the query, or stands in quotes, read as a literal.
extension Value {
  /// The value that the bytes are a literal of, with its type; nil if they are none. A sign may
  /// stand before a number.
  static func reading(_ bytes: [UInt8]) -> (value: Value, type: ValueType)? {
    guard let expression = try? parseExpression(Source(bytes: bytes)) else { return nil }
    switch expression.kind {
    case .literal(let literal): return (Value(literal), literal.type)
    case .unary(.negate, let operand):
      guard case .literal(let literal) = operand.kind,
        case .returns(let type) = Operators.result(ofNegating: literal.type)
      else { return nil }
      return (Operators.negate(Value(literal)), type)
    case .parameter, .name, .member, .element, .unary, .binary, .between, .membership, .test, .call,
      .choice:
      return nil
    }
  }

  /// The bytes as a value of this type; nil if they are none. Text takes them as they are.
  static func reading(_ bytes: [UInt8], as type: ValueType) -> Value? {
    switch type {
    case .text: return .text(Text(bytes: bytes))
    case .time: return LocalTime.parse(Text(bytes: bytes)).map(Value.time)
    case .null, .boolean, .integer, .real, .size, .duration, .address, .byteRate, .countRate,
      .list, .map:
      guard let (value, found) = reading(bytes), found != .null, found != .text,
        found.unified(with: type) == type
      else { return nil }
      return value.converted(to: type)
    }
  }

  init(_ literal: Literal) {
    switch literal {
    case .null: self = .null
    case .boolean(let value): self = .boolean(value)
    case .integer(let value): self = .integer(value)
    case .address(let value): self = .address(value)
    case .real(let value): self = .real(value)
    case .size(let bytes): self = .size(bytes)
    case .duration(let nanoseconds): self = .duration(nanoseconds)
    case .text(let bytes): self = .text(Text(bytes: bytes))
    }
  }
}

extension Literal {
  var type: ValueType {
    switch self {
    case .null: .null
    case .boolean: .boolean
    case .integer: .integer
    case .address: .address
    case .real: .real
    case .size: .size
    case .duration: .duration
    case .text: .text
    }
  }
}

extension BoundExpression {
  /// What it is for every row; nil if rows differ, and for choices.
  var constantValue: Value? {
    switch kind {
    case .constant(let value): return value
    case .negate(let operand): return operand.constantValue.map(Operators.negate)
    case .binary(let operation, let left, let right):
      guard let left = left.constantValue, let right = right.constantValue else { return nil }
      return Operators.evaluate(operation, left, right)
    case .call(let function, let arguments):
      let values = arguments.compactMap(\.constantValue)
      guard function.role == .plain, values.count == arguments.count else { return nil }
      return function.call(values)
    case .column, .given, .groupKey, .groupAggregate, .relationAggregate, .not, .pattern, .between,
      .inValues, .inQuery, .inCollection, .isNull, .isDenied, .exists, .relationTest, .coalesce,
      .choice, .match, .element, .lookup, .shortcut:
      return nil
    }
  }
}
