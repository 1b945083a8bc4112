package import QueryLanguage
package import Schema

/// What an operator makes of two types.
package enum OperatorTyping: Hashable, Sendable {
  case returns(ValueType)
  /// The operator means nothing between the two. The hint, if there is one, says what is likely
  /// meant, as far as the types alone can tell.
  case mismatch(hint: String?)
}

extension Operators {
  /// The type of `left operation right`.
  package static func result(
    of operation: BinaryOperator, _ left: ValueType, _ right: ValueType
  ) -> OperatorTyping {
    let type: ValueType? =
      switch operation.family {
      case .logic: accepts(.boolean, left, right) ? .boolean : nil
      case .equality: comparable(left, right) ? .boolean : nil
      case .ordering:
        comparable(left, right) && left.isOrdered && right.isOrdered ? .boolean : nil
      case .matching: accepts(.text, left, right) ? .boolean : nil
      case .containment:
        accepts(.text, left, right) || isCollection(left, of: right) ? .boolean : nil
      case .concatenation: accepts(.text, left, right) ? .text : nil
      case .arithmetic: arithmetic(operation, left, right)
      }
    return type.map(OperatorTyping.returns)
      ?? .mismatch(hint: hint(operation, left, right) ?? hint(operation, right, left))
  }

  /// The type of `-operand`.
  package static func result(ofNegating operand: ValueType) -> OperatorTyping {
    switch operand {
    case .null: .returns(.null)
    case .boolean: .mismatch(hint: "'not' turns a test round")
    default:
      ParameterSchema.quantity.accepts(operand) ? .returns(operand) : .mismatch(hint: nil)
    }
  }

  /// Whether `left = right` means something, and with it `in`, `between` and `case` with a
  /// subject.
  package static func comparable(_ left: ValueType, _ right: ValueType) -> Bool {
    left.unified(with: right) != nil
  }

  /// Whether `element in collection` means something: an element in a list, a name in a map.
  package static func isCollection(_ collection: ValueType, of element: ValueType) -> Bool {
    switch collection {
    case .null: true
    case .map: accepts(.text, element, element)
    case .list(let own): comparable(own, element)
    default: false
    }
  }

  /// The type of `collection[index]`.
  package static func result(ofElement index: ValueType, in collection: ValueType)
    -> OperatorTyping
  {
    switch (collection, index) {
    case (.null, .integer), (.null, .text), (.null, .null): .returns(.null)
    case (.list(let element), .integer), (.list(let element), .null): .returns(element)
    case (.map(let value), .text), (.map(let value), .null): .returns(value)
    case (.list, _): .mismatch(hint: "the elements of a list are counted from 0")
    case (.map, _): .mismatch(hint: "the names of a map are text")
    case (.text, .integer): .mismatch(hint: "substr(text, from, count) takes a part of a text")
    default: .mismatch(hint: nil)
    }
  }

  private static func accepts(_ type: ValueType, _ left: ValueType, _ right: ValueType) -> Bool {
    (left == type || left == .null) && (right == type || right == .null)
  }

  private static func arithmetic(
    _ operation: BinaryOperator, _ left: ValueType, _ right: ValueType
  ) -> ValueType? {
    let rules = rules[operation] ?? []
    if left == .null || right == .null {
      // Whatever null stands for, the result is null, as long as the other has such arithmetic.
      let known = left == .null ? right : left
      return known == .null || rules.contains { $0.left == known || $0.right == known }
        ? .null : nil
    }
    return rules.first { $0.left == left && $0.right == right }?.result
  }

  /// One row of the table of units.
  private struct Rule {
    let left: ValueType
    let right: ValueType
    let result: ValueType

    init(_ left: ValueType, _ right: ValueType, _ result: ValueType) {
      self.left = left
      self.right = right
      self.result = result
    }
  }

  private static let rules: [BinaryOperator: [Rule]] = [
    .add: sums
      + [
        Rule(.time, .duration, .time), Rule(.duration, .time, .time),
        Rule(.address, .integer, .address), Rule(.integer, .address, .address),
        Rule(.address, .size, .address), Rule(.size, .address, .address),
      ],
    .subtract: sums
      + [
        Rule(.time, .time, .duration), Rule(.time, .duration, .time),
        Rule(.address, .address, .size),
        Rule(.address, .integer, .address), Rule(.address, .size, .address),
      ],
    .multiply: numbers + [Rule(.integer, .integer, .integer)]
      + scaledUnits.flatMap { unit in
        [
          Rule(unit, .integer, unit), Rule(unit, .real, unit), Rule(.integer, unit, unit),
          Rule(.real, unit, unit),
        ]
      }
      + [
        Rule(.byteRate, .duration, .size), Rule(.duration, .byteRate, .size),
        Rule(.countRate, .duration, .real), Rule(.duration, .countRate, .real),
      ],
    .divide: numbers + [Rule(.integer, .integer, .real)]
      + scaledUnits.flatMap { unit in
        [Rule(unit, .integer, unit), Rule(unit, .real, unit), Rule(unit, unit, .real)]
      }
      + [
        Rule(.size, .duration, .byteRate), Rule(.integer, .duration, .countRate),
        Rule(.real, .duration, .countRate),
      ],
    .remainder: [
      Rule(.integer, .integer, .integer), Rule(.size, .size, .size), Rule(.size, .integer, .size),
      Rule(.integer, .size, .size),
    ],
  ]

  /// Types that a number scales, and that divide by themselves.
  static let scaledUnits: [ValueType] = [.size, .duration, .byteRate, .countRate]

  private static let numbers: [Rule] = [
    Rule(.integer, .real, .real), Rule(.real, .integer, .real), Rule(.real, .real, .real),
  ]

  /// What `+` and `-` have in common. A plain integer beside a size is bytes.
  private static let sums: [Rule] =
    numbers + ([.integer] + scaledUnits).map { Rule($0, $0, $0) }
    + [Rule(.size, .integer, .size), Rule(.integer, .size, .size)]

  /// What is likely meant, looked at from the left operand.
  private static func hint(
    _ operation: BinaryOperator, _ left: ValueType, _ right: ValueType
  ) -> String? {
    switch operation.family {
    case .equality, .ordering: return unitHint(left, right)
    case .arithmetic:
      if case (.add, .text, .text) = (operation, left, right) { return "'||' joins text" }
      return operation == .add || operation == .subtract ? unitHint(left, right) : nil
    case .matching: return left == .list(.text) ? "join(…, ' ') makes text of a list" : nil
    case .concatenation:
      let operands = [left, right]
      return operands.contains(.boolean) && !operands.contains(.text)
        ? Hint.or : "concat(…) takes values of any type"
    case .logic, .containment: return nil
    }
  }

  private static func unitHint(_ left: ValueType, _ right: ValueType) -> String? {
    switch (left, right) {
    case (.duration, .integer), (.duration, .real): "a duration needs its unit, as in 30s"
    case (.boolean, .integer): "a boolean is true or false"
    case (.byteRate, .size), (.byteRate, .integer), (.byteRate, .real):
      "a rate is written as 100K / 1s"
    case (.countRate, .integer), (.countRate, .real): "a rate is written as 100 / 1s"
    default: nil
    }
  }
}
