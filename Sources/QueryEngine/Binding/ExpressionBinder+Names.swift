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

  /// The same where a value is wanted. A relation alone is none: a given name or a let of the same
  /// name is meant, as in `count(children) as children where children > 3`.
  func valueReferent(of names: [Name]) throws(BindingFailure) -> Referent? {
    let referent = try referent(of: names)
    guard case .way(let way) = referent, way.column == nil, names.count == 1, argument == nil
    else { return referent }
    if let given = query?.given(named: names[0].text) { return .given(given) }
    if let index = environment.lets.index(of: names[0].text, before: letLimit) {
      return .letting(index)
    }
    return referent
  }

  /// Binds `uss`, `parent.name`, `env.HOME`, `cmdline[0]`, `f(x).name`. A chain may be long, and
  /// the stack is not.
  func bindAccess(_ expression: Expression) throws(BindingFailure) -> BoundExpression {
    let chain = AccessChain(expression)
    try environment.budget.spend(chain.names.count + chain.steps.count, at: expression.range)
    var bound =
      if let root = chain.root { try bind(root) } else { try bind(chain.names, expression) }
    for step in chain.steps {
      switch step {
      case .entry(let name): bound = try entry(name, of: bound)
      case .element(let index, let collection, let range):
        bound = try bindElement(index, of: bound, collection, at: range)
      }
    }
    return bound
  }

  private func bind(
    _ names: [Name], _ expression: Expression
  ) throws(BindingFailure) -> BoundExpression {
    guard let referent = try valueReferent(of: names), let first = names.first else {
      throw .wrong(unknownName(names))
    }
    let range = first.range.joined(with: names[names.count - 1].range)
    switch referent {
    case .way(let way): return try entries(way.rest, of: try column(of: way, names, at: range))
    case .given(let index):
      return try entries(names.dropFirst(), of: try reference(to: .item(index), at: first.range))
    case .letting(let index):
      return try entries(names.dropFirst(), of: try reference(toLet: index, first))
    case .constant(let constant):
      let value = BoundExpression(
        .constant(constant.value), constant.value.scalarType, at: first.range)
      return try entries(names.dropFirst(), of: value)
    }
  }

  private func column(
    of way: Way, _ names: [Name], at range: SourceRange
  ) throws(BindingFailure) -> BoundExpression {
    let followed = names.dropLast(way.rest.count)
    var text: String { followed.map(\.text).joined(separator: ".") }
    let range = SourceRange(range.lower, followed.last?.range.upper ?? range.upper)
    guard way.manyPath == nil else { throw .wrong(.manyRowsAlone(text, at: range)) }
    guard let column = way.column else {
      throw .wrong(.rowAlone(text, example: way.table.summaryColumns.first, at: range))
    }
    noteUse(ofLevel: way.level)
    let reference = ColumnReference(level: way.level, path: way.steps, column: column)
    return BoundExpression(.column(reference), column.type, at: range)
  }

  /// Tells the query that its own row is needed.
  func noteUse(ofLevel level: Int) {
    if level == frames.count - 1 { query?.usesSource = true }
  }

  // MARK: Entries of maps

  private func entries(
    _ names: ArraySlice<Name>, of base: BoundExpression
  ) throws(BindingFailure) -> BoundExpression {
    var base = base
    for name in names { base = try entry(name, of: base) }
    return base
  }

  /// `env.HOME` of `env`.
  private func entry(
    _ name: Name, of base: BoundExpression
  ) throws(BindingFailure) -> BoundExpression {
    let whole = base.range.joined(with: name.range)
    let key = BoundExpression(.constant(.text(Text(name.text))), .text, at: name.range)
    switch base.type {
    case .map(let value): return BoundExpression(.lookup(base, key), value, at: whole)
    case .null: return BoundExpression(.constant(.null), .null, at: whole)
    case .boolean, .integer, .real, .size, .duration, .time, .address, .text, .byteRate,
      .countRate, .list:
      throw .wrong(.noEntries(name, in: base.type, at: name.range))
    }
  }

  /// `cmdline[0]` of `cmdline`, `env['odd name']` of `env`.
  private func bindElement(
    _ index: Expression, of base: BoundExpression, _ collection: Expression, at range: SourceRange
  ) throws(BindingFailure) -> BoundExpression {
    let position = try literalIfUntyped(try bind(index), index) { type in
      Operators.result(ofElement: type, in: base.type).type != nil
    }
    switch Operators.result(ofElement: position.type, in: base.type) {
    case .mismatch(let hint):
      throw .wrong(
        .noElement(
          of: base.described(as: collection), position.type, hint: hint,
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
