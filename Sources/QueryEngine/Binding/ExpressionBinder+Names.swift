import QueryLanguage

/// What a name stands for, and the names that follow it.
enum Referent {
  case way(Way)
  /// A name given by `as`: which of the query's items.
  case given(Int)
  /// Which of the lets.
  case letting(Int)
  case constant(Catalog.Constant)
}

extension ExpressionBinder {
  /// Finds a name: rows from the innermost outward, names given by `as`, lets, constants; at last
  /// the aliases of the query's own columns. Nil if nobody knows it.
  func referent(of names: [Name]) throws(BindingFailure) -> Referent? {
    guard let first = names.first else { return nil }
    if let way = try argument?.way(along: names[...]) { return .way(way) }
    let given = query?.given(named: first.text).map(Referent.given)
    if place.prefersGivenNames, let given { return given }
    if let way = try wayfinder.way(along: names[...]) { return .way(way) }
    if let given { return given }
    if let index = environment.lets.index(of: first.text, before: letLimit) {
      return .letting(index)
    }
    if let constant = catalog.constant(named: first.text) { return .constant(constant) }
    return try wayfinder.wayByAlias(along: names[...]).map(Referent.way)
  }

  /// Binds `uss`, `parent.name`, `env.HOME`, `f(x).name`.
  func bindNames(_ expression: Expression) throws(BindingFailure) -> BoundExpression {
    let chain = NameChain(expression)
    if let root = chain.root {
      return try entries(chain.names[...], of: try bind(root), at: expression.range)
    }
    guard let referent = try referent(of: chain.names), let first = chain.names.first else {
      throw .wrong(unknownName(chain.names))
    }
    let rest = chain.names.dropFirst()
    switch referent {
    case .way(let way):
      return try entries(way.rest, of: try column(of: way, expression), at: expression.range)
    case .given(let index):
      let given = try reference(to: .item(index), at: first.range)
      return try entries(rest, of: given, at: expression.range)
    case .letting(let index):
      return try entries(rest, of: try reference(toLet: index, first), at: expression.range)
    case .constant(let constant):
      let value = BoundExpression(
        .constant(constant.value), constant.value.scalarType, at: first.range)
      return try entries(rest, of: value, at: expression.range)
    }
  }

  private func column(
    of way: Way, _ expression: Expression
  ) throws(BindingFailure) -> BoundExpression {
    guard way.manyPath == nil else {
      throw .wrong(.manyRowsAlone(canonicalText(of: expression), at: expression.range))
    }
    guard let column = way.column else {
      throw .wrong(
        .rowAlone(
          canonicalText(of: expression), example: way.table.summaryColumns.first,
          at: expression.range))
    }
    noteUse(ofLevel: way.level)
    let reference = ColumnReference(level: way.level, path: way.steps, column: column)
    return BoundExpression(.column(reference), column.type, at: expression.range)
  }

  /// Tells the query that its own row is needed.
  func noteUse(ofLevel level: Int) {
    if level == frames.count - 1 { query?.usesSource = true }
  }

  // MARK: Entries of maps

  private func entries(
    _ names: ArraySlice<Name>, of base: BoundExpression, at range: SourceRange
  ) throws(BindingFailure) -> BoundExpression {
    var base = base
    for name in names {
      let whole = SourceRange(range.lower, name.range.upper)
      let key = BoundExpression(.constant(.text(Text(name.text))), .text, at: name.range)
      switch base.type {
      case .map(let value): base = BoundExpression(.lookup(base, key), value, at: whole)
      case .null: base = BoundExpression(.constant(.null), .null, at: whole)
      case .boolean, .integer, .real, .size, .duration, .time, .address, .text, .byteRate,
        .countRate, .list:
        throw .wrong(.noEntries(name, in: base.type, at: name.range))
      }
    }
    return base
  }

  /// Binds `cmdline[0]`, `env['odd name']`.
  func bindElement(
    of collection: Expression, _ index: Expression, at range: SourceRange
  ) throws(BindingFailure) -> BoundExpression {
    let base = try bind(collection)
    let position = try literalIfUntyped(try bind(index), index) { type in
      Operators.result(ofElement: type, in: base.type).type != nil
    }
    switch Operators.result(ofElement: position.type, in: base.type) {
    case .mismatch(let hint):
      throw .wrong(
        .noElement(
          of: describing(base, collection), position.type, hint: hint,
          at: base.type.isCollection ? index.range : collection.range))
    case .returns(let type):
      if case .map = base.type { return BoundExpression(.lookup(base, position), type, at: range) }
      return BoundExpression(.element(base, position), type, at: range)
    }
  }
}

extension Value {
  /// Of a value that stands alone. The elements of a list or a map are not looked at.
  fileprivate var scalarType: ValueType {
    switch self {
    case .null, .denied: .null
    case .boolean: .boolean
    case .integer: .integer
    case .real: .real
    case .size: .size
    case .duration: .duration
    case .time: .time
    case .address: .address
    case .text: .text
    case .byteRate: .byteRate
    case .countRate: .countRate
    case .list: .list(.null)
    case .map: .map(.null)
    }
  }
}

extension OperatorTyping {
  /// Nil where the operator means nothing.
  var type: ValueType? {
    switch self {
    case .returns(let type): type
    case .mismatch: nil
    }
  }
}

extension ValueType {
  var isCollection: Bool {
    switch self {
    case .list, .map, .null: true
    case .boolean, .integer, .real, .size, .duration, .time, .address, .text, .byteRate,
      .countRate:
      false
    }
  }
}
