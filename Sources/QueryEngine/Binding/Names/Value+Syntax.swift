package import QueryLanguage
package import Values

extension SourceRange {
  /// Of syntax that stands in no text.
  package static var unwritten: SourceRange { SourceRange(0, 0) }
}

extension Value {
  /// As a literal, or as what would come to it.
  package var syntax: Expression.Kind {
    switch self {
    case .null: .literal(.null)
    case .denied: .name(Name("denied", at: .unwritten))
    case .boolean(let value): .literal(.boolean(value))
    case .integer(let number): .literal(.integer(number))
    case .real(let number): .literal(.real(number))
    case .size(let bytes): .literal(.size(bytes))
    case .duration(let nanoseconds): .literal(.duration(nanoseconds))
    case .time(let nanoseconds): .literal(.text(Array(ExactText.time(nanoseconds).utf8)))
    case .address(let address): .literal(.address(address))
    case .text(let text): .literal(.text(text.bytes))
    case .byteRate(let rate):
      Value.perSecond(Int64(exactly: rate).map(Literal.size) ?? .real(rate))
    case .countRate(let rate): Value.perSecond(.real(rate))
    case .list(let elements) where !elements.isEmpty:
      .list(elements.map { Expression($0.syntax, at: .unwritten) })
    case .list: Value.collection("list", [])
    case .map(let map): Value.collection("map", map.entries.map { .text($0.key) })
    }
  }

  private static func perSecond(_ literal: Literal) -> Expression.Kind {
    .binary(
      BinaryOperation(
        .divide, left: Expression(.literal(literal), at: .unwritten),
        right: Expression(.literal(.duration(1_000_000_000)), at: .unwritten),
        operatorRange: .unwritten))
  }

  private static func collection(_ name: String, _ elements: [Value]) -> Expression.Kind {
    .call(
      Call(
        name: Name(name, at: .unwritten),
        arguments: .expressions(elements.map { Expression($0.syntax, at: .unwritten) })))
  }
}
