import QueryLanguage
import Schema

// What a row of the result shows.
extension QueryBinder {
  /// Binds the items of `select`, `*` and `GROUP.*` among them.
  func bindOutputs() throws(BindingFailure) -> [BoundOutput] {
    var outputs: [BoundOutput] = []
    for (index, item) in (syntax.select?.items ?? []).enumerated() {
      switch item.kind {
      case .star: outputs += summaryOutputs(at: item.range)
      case .group(let name): outputs += try columns(ofGroup: name, at: item.range)
      case .expression(let expression, nil):
        let binder = binder(in: .select)
        binder.warnOfQuotedName(expression)
        let bound = try binder.bind(value(ofItem: expression))
        try checkHeight(of: bound, at: expression.range)
        outputs.append(
          BoundOutput(
            name: try binder.heading(of: expression), expression: bound,
            bar: try bar(expression, of: bound), range: expression.range))
      case .expression(let expression, let name?):
        binder(in: .select).warnOfQuotedName(expression)
        let bound = try bindNamed(.item(index), at: name.range)
        outputs.append(
          BoundOutput(
            name: name.text, expression: bound.expression, item: index,
            bar: try bar(expression, of: bound.expression), range: expression.range))
      }
    }
    return outputs
  }

  /// Without `select`: the summary columns, or of groups their keys and how many rows each has.
  func defaultOutputs(_ keys: [BoundKey]?) throws(BindingFailure) -> [BoundOutput] {
    guard let keys else { return summaryOutputs(at: syntax.range) }
    let count = Expression(
      .call(Call(name: Name("count", at: syntax.range), arguments: .star)), at: syntax.range)
    return keys.map { BoundOutput(name: $0.heading, expression: $0.expression, range: $0.range) }
      + [
        BoundOutput(
          name: canonicalText(of: count), expression: try binder(in: .select).bind(count),
          range: syntax.range)
      ]
  }

  private func summaryOutputs(at range: SourceRange) -> [BoundOutput] {
    guard let frame else { return [] }
    return frame.table.summaryColumns.compactMap { name in
      for (steps, table) in frame.rows {
        guard let column = table.column(named: name, orAlias: false) else { continue }
        return output(of: column, steps, at: range)
      }
      return nil
    }
  }

  /// `memory.*`: of the row itself, or of the row that it belongs to.
  private func columns(
    ofGroup name: Name, at range: SourceRange
  ) throws(BindingFailure) -> [BoundOutput] {
    let group = name.text.folded
    for (steps, table) in frame?.rows ?? [] {
      // What compares two moments makes the query wait, so that it is asked for by its name.
      let columns = table.columns.filter { $0.group == group && $0.derivation == nil }
      if !columns.isEmpty { return columns.map { output(of: $0, steps, at: range) } }
    }
    throw .wrong(unknownGroup(name))
  }

  private func output(of column: ColumnSchema, _ steps: [RelationSchema], at range: SourceRange)
    -> BoundOutput
  {
    usesSource = true
    let reference = ColumnReference(level: 0, path: steps, column: column)
    let expression = BoundExpression(.column(reference), column.type, at: range)
    return BoundOutput(
      name: column.name, expression: expression.taken(from: column.vocabulary), range: range)
  }

  /// What stands twice appears once, where it first stands. One name for two things is an error.
  func withoutRepetitions(_ outputs: [BoundOutput]) throws(BindingFailure) -> [BoundOutput] {
    var unique: [BoundOutput] = []
    var numbers: [String: (number: Int, hasBar: Bool)] = [:]
    var columns: Set<Int> = []
    for output in outputs {
      let number = number(of: output.expression)
      if let known = numbers[output.name.folded] {
        if known.number != number || known.hasBar != (output.bar != nil) {
          throw .wrong(.twoThingsOneName(output.name, at: output.range))
        }
        continue
      }
      // The same column by two of its names, neither given by `as`, is one; of an entry these are two
      // texts, as they are where the map was not recorded apart.
      if output.item == nil, output.bar == nil,
        case .column(let reference) = output.expression.kind, reference.column.words.count == 1,
        !columns.insert(number).inserted
      {
        continue
      }
      numbers[output.name.folded] = (number, output.bar != nil)
      unique.append(output)
    }
    return unique
  }

  /// An order of distinct rows is by what the rows show.
  func checkDistinct(
    _ order: [OrderKey], _ outputs: [BoundOutput]
  ) throws(BindingFailure) {
    let numbers = Set(outputs.map { number(of: $0.expression) })
    for (key, item) in zip(order, syntax.order?.items ?? [])
    where !numbers.contains(number(of: key.expression)) {
      throw .wrong(.distinctOrder(canonicalText(of: item.key), at: item.key.range))
    }
  }
}
