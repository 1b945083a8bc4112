import QueryLanguage
import Schema
import Values

/// What a name stands for, and the names that follow it.
enum Resolution {
  case path(ResolvedPath)
  /// A name given by `as`: which of the query's items.
  case item(Int)
  /// Which of the lets.
  case letDefinition(Int)
  case constant(ConstantSchema)
}

extension ExpressionBinder {
  /// Finds a name: rows from the innermost outward, names given by `as`, lets, constants; at last
  /// the aliases of the query's own columns. Nil if nobody knows it.
  func resolution(of names: [Name]) throws(BindingFailure) -> Resolution? {
    guard let first = names.first else { return nil }
    if let resolved = try argument?.path(along: names[...]) { return .path(resolved) }
    let item = query?.item(named: first.text).map(Resolution.item)
    if place.prefersItemNames, let item { return item }
    if let resolved = try resolver.path(along: names[...]) { return .path(resolved) }
    if let item { return item }
    if let index = environment.lets.index(of: first.text, before: letLimit) {
      return .letDefinition(index)
    }
    if let constant = schema.constant(named: first.text) { return .constant(constant) }
    if let resolved = try resolver.pathByAlias(along: names[...]) { return .path(resolved) }
    return try resolver.pathBefore(along: names[...]).map(Resolution.path)
  }

  /// The same where a value is wanted. A relation alone is none: a given name or a let of the same
  /// name is meant, as in `count(children) as children where children > 3`.
  func valueResolution(of names: [Name]) throws(BindingFailure) -> Resolution? {
    let resolution = try resolution(of: names)
    guard case .path(let resolved) = resolution, resolved.column == nil, names.count == 1,
      argument == nil
    else { return resolution }
    if let item = query?.item(named: names[0].text) { return .item(item) }
    if let index = environment.lets.index(of: names[0].text, before: letLimit) {
      return .letDefinition(index)
    }
    return resolution
  }

  /// Binds `uss`, `parent.name`, `env.HOME`, `cmdline[0]`, `f(x).name`. A chain may be long, and
  /// the stack is not.
  func bindAccess(_ expression: Expression) throws(BindingFailure) -> BoundExpression {
    let chain = AccessChain(expression)
    try environment.budget.spend(chain.names.count + chain.steps.count, at: expression.range)
    let recorded = recordedEntry(chain)
    var bound =
      if let root = chain.root { try bind(root) } else {
        try bind(recorded ?? chain.names, expression)
      }
    for step in chain.steps.dropFirst(recorded == nil ? 0 : 1) {
      switch step {
      case .entry(let name): bound = try entry(name, of: bound)
      case .element(let index, let collection, let range):
        bound = try bindElement(index, of: bound, collection, at: range)
      }
    }
    return bound
  }

  /// The names that `env['HOME']` stands for where that entry was recorded as a column; nil of all else.
  func recordedEntry(_ expression: Expression) -> [Name]? {
    schema.unrecorded == nil ? nil : recordedEntry(AccessChain(expression))
  }

  private func recordedEntry(_ chain: AccessChain) -> [Name]? {
    guard schema.unrecorded != nil, chain.root == nil,
      case .element(let index, _, let range)? = chain.steps.first,
      case .text(let key)? = try? bind(index).constantValue,
      let key = String(validating: key.bytes, as: UTF8.self)
    else { return nil }
    let names = chain.names + [Name(key, at: SourceRange(index.range.lower, range.upper))]
    guard case .path(let resolved) = try? valueResolution(of: names), resolved.rest.isEmpty,
      let column = resolved.column, column.entry(of: chain.names[chain.names.count - 1].text) == key
    else { return nil }
    return names
  }

  private func bind(
    _ names: [Name], _ expression: Expression
  ) throws(BindingFailure) -> BoundExpression {
    guard let resolution = try valueResolution(of: names), let first = names.first else {
      throw .wrong(unknownName(names))
    }
    let range = first.range.joined(with: names[names.count - 1].range)
    switch resolution {
    case .path(let resolved):
      return try entries(resolved.rest, of: try column(of: resolved, names, at: range))
    case .item(let index):
      return try entries(names.dropFirst(), of: try reference(to: .item(index), at: first.range))
    case .letDefinition(let index):
      return try entries(names.dropFirst(), of: try reference(toLet: index, first))
    case .constant(let constant):
      let value = BoundExpression.constant(.boolean(constant.value), .boolean, at: first.range)
      return try entries(names.dropFirst(), of: value)
    }
  }

  private func column(
    of resolved: ResolvedPath, _ names: [Name], at range: SourceRange
  ) throws(BindingFailure) -> BoundExpression {
    let followed = names.dropLast(resolved.rest.count)
    var text: String { followed.map(\.text).joined(separator: ".") }
    let range = SourceRange(range.lower, followed.last?.range.upper ?? range.upper)
    guard resolved.manyPath == nil else { throw .wrong(manyRows(followed, resolved, at: range)) }
    guard let column = resolved.column else {
      throw .wrong(.rowAlone(text, example: resolved.table.summaryColumns.first, at: range))
    }
    noteUse(ofLevel: resolved.level)
    let reference = ColumnReference(
      level: resolved.level, path: resolved.steps, column: column, moment: resolved.moment)
    if resolved.moment.isBeginning { try noteWindow(of: Name(text, at: range)) }
    if let derivation = column.derivation {
      return try derived(reference, from: derivation, resolved.table, Name(text, at: range))
    }
    return BoundExpression(.column(reference), column.type, at: range).taken(
      from: column.vocabulary)
  }

  /// In a test, a column of many rows was likely meant to be compared in each of them.
  private func manyRows(
    _ names: ArraySlice<Name>, _ resolved: ResolvedPath, at range: SourceRange
  ) -> Diagnostic {
    let text = names.map(\.text).joined(separator: ".")
    guard place.isOfTest, let column = names.last else { return .manyRowsAlone(text, at: range) }
    guard resolved.column != nil else { return .manyRowsInTest(text, at: range) }
    let relation = names.dropLast().map(\.text).joined(separator: ".")
    return .manyRowsCompared(text, relation: relation, column: column.text, at: range)
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
    let key = BoundExpression.constant(.text(Text(name.text)), .text, at: name.range)
    switch base.type {
    case .map(let value):
      return .operation(.lookup, [base, key], value, at: whole)
        .taken(from: base.vocabulary?.ofEntry(name.text))
    case .null: return .constant(.null, .null, at: whole)
    default: throw .wrong(.noEntries(name, in: base.type, at: name.range))
    }
  }

  /// `cmdline[0]` of `cmdline`, `env['odd name']` of `env`.
  private func bindElement(
    _ index: Expression, of base: BoundExpression, _ collection: Expression, at range: SourceRange
  ) throws(BindingFailure) -> BoundExpression {
    let bound = base.type.isMap ? try bind(index, beside: .text) : try bind(index)
    let position = try literalIfUntyped(bound, index) { type in
      Operators.result(ofElement: type, in: base.type).type != nil
    }
    switch Operators.result(ofElement: position.type, in: base.type) {
    case .mismatch(let hint):
      throw .wrong(
        .noElement(
          of: base.described(as: collection), position.type, hint: hint,
          at: base.type.isNullOrCollection ? index.range : collection.range))
    case .returns(let type):
      return base.type.isMap
        ? .operation(.lookup, [base, position], type, at: range)
        : .operation(.element, [base, position], type, at: range).taken(from: base.vocabulary)
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
  /// Null stands for a value of any type.
  var isNullOrCollection: Bool { self == .null || isCollection }
}
