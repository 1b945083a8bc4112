/// How tightly an operator binds, loosest first. The raw value is the rule of the grammar that
/// describes the level.
package enum OperatorLevel: String, CaseIterable, Comparable {
  case disjunction, conjunction, negation, comparison
  case concatenation, addition, multiplication, sign

  /// The next level, whose operands are this level's; the tightest is its own.
  var tighter: OperatorLevel {
    switch self {
    case .disjunction: .conjunction
    case .conjunction: .negation
    case .negation: .comparison
    case .comparison: .concatenation
    case .concatenation: .addition
    case .addition: .multiplication
    case .multiplication, .sign: .sign
    }
  }

  /// Where the level stands in the order.
  private var rank: Int {
    switch self {
    case .disjunction: 0
    case .conjunction: 1
    case .negation: 2
    case .comparison: 3
    case .concatenation: 4
    case .addition: 5
    case .multiplication: 6
    case .sign: 7
    }
  }

  package static func < (left: OperatorLevel, right: OperatorLevel) -> Bool {
    left.rank < right.rank
  }
}

/// An operator: how it is spelt, what it means.
package struct Operator {
  enum Spelling: Hashable {
    case symbol(Symbol)
    case keyword(Keyword)
  }

  enum Meaning {
    /// Before its operand.
    case unary(UnaryOperator)
    /// Between two operands.
    case binary(BinaryOperator)
    /// `in`
    case membership
    /// `between … and …`
    case between
    /// `is [not] null`, `is [not] denied`
    case test
    /// `exists`
    case existence
  }

  /// How the operator is written.
  let spelling: Spelling
  /// What the operator does.
  let meaning: Meaning
  /// Whether `not` may stand before it.
  package let isNegatable: Bool
  /// How tightly the operator binds.
  package let level: OperatorLevel
}

/// Every operator that stands before, between or after operands, by level. Parser, printer,
/// expectations and the check of the grammar file all read this one table.
package enum OperatorTable {
  /// All rows, the loosest level first.
  package static let operators: [Operator] =
    row(.disjunction, [.binary(.or): .keyword(.or)])
    + row(.conjunction, [.binary(.and): .keyword(.and)])
    + row(.negation, [.unary(.not): .keyword(.not)])
    + row(
      .comparison,
      [
        .binary(.equal): .symbol(.equal), .binary(.equal): .symbol(.doubleEqual),
        .binary(.notEqual): .symbol(.notEqual), .binary(.notEqual): .symbol(.lessGreater),
        .binary(.less): .symbol(.less), .binary(.lessOrEqual): .symbol(.lessOrEqual),
        .binary(.greater): .symbol(.greater), .binary(.greaterOrEqual): .symbol(.greaterOrEqual),
        .binary(.match): .symbol(.match), .binary(.notMatch): .symbol(.notMatch),
        .binary(.matchInsensitive): .symbol(.matchInsensitive),
        .binary(.notMatchInsensitive): .symbol(.notMatchInsensitive),
        .test: .keyword(.is),
      ])
    + row(
      .comparison,
      [
        .binary(.like): .keyword(.like), .binary(.ilike): .keyword(.ilike),
        .binary(.glob): .keyword(.glob), .binary(.contains): .keyword(.contains),
        .membership: .keyword(.in), .between: .keyword(.between), .existence: .keyword(.exists),
      ], negatable: true)
    + row(.concatenation, [.binary(.concatenate): .symbol(.concatenate)])
    + row(.addition, [.binary(.add): .symbol(.plus), .binary(.subtract): .symbol(.minus)])
    + row(
      .multiplication,
      [
        .binary(.multiply): .symbol(.star), .binary(.divide): .symbol(.slash),
        .binary(.remainder): .symbol(.percent),
      ])
    + row(.sign, [.unary(.negate): .symbol(.minus)])

  private static func row(
    _ level: OperatorLevel, _ operators: KeyValuePairs<Operator.Meaning, Operator.Spelling>,
    negatable: Bool = false
  ) -> [Operator] {
    operators.map {
      Operator(spelling: $0.value, meaning: $0.key, isNegatable: negatable, level: level)
    }
  }
}

// MARK: - Looking up

extension OperatorTable {
  /// The operator that a token is after an operand.
  static func infix(_ kind: Token.Kind) -> Operator? {
    switch kind {
    case .word(let keyword?): infix(spelt: .keyword(keyword))
    case .symbol(let symbol): infix(spelt: .symbol(symbol))
    case .word(nil), .quotedName, .parameter, .literal, .leastMagnitude, .malformed, .end: nil
    }
  }

  private static func infix(spelt spelling: Operator.Spelling) -> Operator? {
    operators.first { !$0.isPrefix && $0.spelling == spelling }
  }

  /// What may follow an operand between two levels, `not` before the words that take it included.
  static func expectations(from loosest: OperatorLevel, to tightest: OperatorLevel)
    -> ExpectationSet
  {
    var expectations = ExpectationSet()
    for (level, members) in expectationsByLevel where level >= loosest && level <= tightest {
      expectations.formUnion(members)
    }
    return expectations
  }

  private static let expectationsByLevel = OperatorLevel.allCases.map { level in
    var expectations = ExpectationSet()
    for infix in operators where infix.level == level && !infix.isPrefix {
      expectations.insert(infix.expectation)
      if infix.isNegatable { expectations.insert(.keyword(.not)) }
    }
    return (level, expectations)
  }

  /// What may stand after an operand and `not`.
  static let negatable = ExpectationSet(operators.filter(\.isNegatable).map(\.expectation))

  /// What binds tighter than a comparison.
  static let arithmetic = ExpectationSet(
    operators.filter { !$0.isPrefix && $0.level > .comparison }.map(\.expectation))

  /// Everything that stands after an operand, of every level.
  static let afterOperand = ExpectationSet(
    operators.filter { !$0.isPrefix }.map(\.expectation) + [.keyword(.not)])
}

extension Operator {
  /// The operator as something that may be expected.
  var expectation: Expectation {
    switch spelling {
    case .symbol(let symbol): .symbol(symbol)
    case .keyword(let keyword): .keyword(keyword)
    }
  }

  var isPrefix: Bool {
    switch meaning {
    case .unary: true
    case .binary, .membership, .between, .test, .existence: false
    }
  }
}

extension BinaryOperator {
  /// How it is written: the first of its spellings.
  package var spelling: String {
    OperatorTable.spellings[self] ?? ""
  }

  /// How tightly it binds.
  var level: OperatorLevel {
    OperatorTable.levels[self] ?? .comparison
  }

  /// Whether `not` may stand before it.
  package var isNegatable: Bool { OperatorTable.negatableOperators.contains(self) }
}

extension OperatorTable {
  fileprivate static let spellings: [BinaryOperator: String] = binary.mapValues(\.text)
  fileprivate static let levels: [BinaryOperator: OperatorLevel] = binary.mapValues(\.level)

  fileprivate static let negatableOperators = Set(
    operators.filter(\.isNegatable).compactMap(\.binary))

  private static let binary: [BinaryOperator: Operator] = Dictionary(
    operators.compactMap { row in row.binary.map { ($0, row) } },
    uniquingKeysWith: { first, _ in first })
}

extension Operator {
  fileprivate var binary: BinaryOperator? {
    if case .binary(let operation) = meaning { operation } else { nil }
  }

  /// As it is written.
  package var text: String {
    switch spelling {
    case .symbol(let symbol): symbol.rawValue
    case .keyword(let keyword): keyword.rawValue
    }
  }
}
