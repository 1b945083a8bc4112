package import QueryLanguage
package import Schema
import Values

// Text that came from outside the query, or stands in quotes, read as a literal.
extension Value {
  /// The value that the bytes are a literal of, with its type; nil if they are none. A sign may
  /// stand before a number.
  static func reading(_ bytes: [UInt8]) -> (value: Value, type: ValueType)? {
    guard let expression = try? parseExpression(SourceText(bytes: bytes)) else { return nil }
    switch expression.kind {
    case .literal(let literal): return (Value(literal), literal.type)
    case .unary(.negate, let operand):
      guard case .literal(let literal) = operand.kind,
        case .returns(let type) = Operators.result(ofNegating: literal.type)
      else { return nil }
      return (Operators.negate(Value(literal)), type)
    default: return nil
    }
  }

  /// The bytes as a value of this type; nil if they are none. Text takes them as they are.
  static func reading(_ bytes: [UInt8], as type: ValueType) -> Value? {
    switch type {
    case .text: return .text(Text(bytes: bytes))
    case .time: return LocalTime.parse(Text(bytes: bytes)).map(Value.time)
    default:
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
  /// Of the value that it says.
  package var type: ValueType {
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
  /// What it is for every row; nil if rows differ, and for choices and tests other than operators.
  var constantValue: Value? {
    if let constant { return constant }
    guard let operation, operation.isComputed else { return nil }
    let values = operands.compactMap(\.constantValue)
    guard values.count == operands.count else { return nil }
    return operation.value(of: values, type: type, in: StatementPatterns())
  }
}

extension Operation {
  /// Whether a constant may be written so: `limit 2 * 5`.
  fileprivate var isComputed: Bool {
    switch self {
    case .negate, .binary, .list: true
    case .call(let function): function.schema.evaluation == .plain
    default: false
    }
  }
}
