extension OperatorTable {
  /// The operators as they are written, level by level, loosest first; in brackets the `not` that
  /// may stand before one.
  package static let spellingsByLevel: [[String]] = OperatorLevel.allCases.map { level in
    operators.filter { $0.level == level }.map { ($0.isNegatable ? "[not] " : "") + $0.text }
  }
}
