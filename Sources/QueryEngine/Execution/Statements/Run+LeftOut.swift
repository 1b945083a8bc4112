import Binding
import OrderedCollections
import Schema
import Values

// Some columns do not tell of all that who adds them up may think: the answer says so.
extension Run {
  /// Notes once what the statement's sums and changes leave out.
  func noteLeftOut(of query: BoundQuery) {
    var columns: OrderedDictionary<String, OrderedSet<String>> = [:]
    query.forEachSummedColumn { column in
      if let leftOut = column.leavesOut { columns[leftOut, default: []].append(column.name) }
    }
    guard !columns.isEmpty else { return }
    notes.add {
      columns.map { leftOut, names in
        "\(names.joined(separator: ", ")) \(names.count == 1 ? "leaves" : "leave") out \(leftOut)"
      }
    }
  }
}

extension BoundQuery {
  /// The columns that stand under `sum`, `rate` or `delta`, those of queries within it among them.
  fileprivate func forEachSummedColumn(_ body: (ColumnSchema) -> Void) {
    if case .query(let inner, _) = source { inner.forEachSummedColumn(body) }
    let named = shared + (grouping?.shared ?? [])
    for aggregate in grouping?.aggregates ?? [] where aggregate.call.addsUp {
      for operand in aggregate.operands { operand.forEachColumn(isSummed: true, named, body) }
    }
    for expression in expressions { expression.forEachColumn(isSummed: false, named, body) }
  }
}

extension BoundExpression {
  /// The columns in it that are summed, if it is not summed itself.
  fileprivate func forEachColumn(
    isSummed: Bool, _ named: [SharedExpression], _ body: (ColumnSchema) -> Void
  ) {
    var isSummed = isSummed
    switch kind {
    case .column(let reference): if isSummed { body(reference.column) }
    case .shared(let reference) where isSummed && named.indices.contains(reference.index):
      // It refers to none but those before it.
      let before = Array(named[..<reference.index])
      named[reference.index].expression.forEachColumn(isSummed: true, before, body)
    case .increase, .rate: isSummed = true
    case .relationAggregate(_, let call): isSummed = isSummed || call.addsUp
    case .inQuery(let subquery): subquery.query.forEachSummedColumn(body)
    case _: break
    }
    for operand in operands { operand.forEachColumn(isSummed: isSummed, named, body) }
  }
}

extension AggregateCall {
  /// Whether it adds up what the rows bring.
  var addsUp: Bool { function.schema.name == "sum" }
}
