import Binding
import QueryLanguage
import Schema
import Values

extension PlanningRule {
  /// `pid = 7` and `pid in (7, 9)` need no listing.
  static let straightToKeys = PlanningRule(name: "straight to keys") { plan, _ in
    var hasNarrowed = false
    plan.root = plan.root.rewritten { $0.narrowed(&hasNarrowed) }
    return hasNarrowed
  }
}

extension LogicalPlan {
  /// A filtered scan of the keys that the tests leave, under the tests that remain.
  fileprivate func narrowed(_ hasNarrowed: inout Bool) -> LogicalPlan {
    switch self {
    case .filter(.nothing(let grouping), _): return .nothing(grouping)
    case .expand(.nothing, _, _): return .nothing(nil)
    case .filter(.scan(let scan), let conjunction):
      guard case .scanned(let lookUp?) = scan.table.rows else { return self }
      let keys = conjunction.tests.map { $0.keys(of: lookUp.column) }
      guard let wanted = keys.intersection else { return self }
      hasNarrowed = true
      let rest = zip(conjunction.tests, keys).filter { $1 == nil }.map(\.0)
      if wanted.isEmpty { return .nothing(nil) }
      let narrowed = LogicalPlan.scan(TableScan(scan.table, keys: wanted.sorted()))
      return rest.isEmpty ? narrowed : .filter(narrowed, Conjunction(rest))
    case _: return self
    }
  }
}

extension [Set<Int64>?] {
  /// Of those that are known; nil if none is.
  fileprivate var intersection: Set<Int64>? {
    let known = compactMap(\.self)
    return known.first.map { first in
      known.dropFirst().reduce(first) { $0.intersection($1) }
    }
  }

  /// Nil if one of them is not known.
  fileprivate var union: Set<Int64>? {
    var union: Set<Int64> = []
    for set in self {
      guard let set else { return nil }
      union.formUnion(set)
    }
    return union
  }
}

extension BoundExpression {
  /// The only keys for which the test is true; nil if it does not say.
  fileprivate func keys(of column: String) -> Set<Int64>? {
    switch operation {
    case .binary(.equal):
      if operands[0].isRowColumn(column) { return operands[1].constant?.key }
      return operands[1].isRowColumn(column) ? operands[0].constant?.key : nil
    case .inValues:
      return operands[0].isRowColumn(column)
        ? operands.dropFirst().map { $0.constant?.key }.union : nil
    case .inCollection:
      guard operands[0].isRowColumn(column), case .list(let elements) = operands[1].constant else {
        return nil
      }
      return elements.map(\.key).union
    case .binary(.or): return operands(of: .or).map { $0.keys(of: column) }.union
    case _: return nil
    }
  }

  private func isRowColumn(_ name: String) -> Bool {
    guard case .column(let reference) = kind else { return false }
    return reference.level == 0 && reference.path.isEmpty && reference.column.name == name
  }
}

extension Value {
  /// The key that it is equal to: none if it is null or not whole; nil if it is not known.
  fileprivate var key: Set<Int64>? {
    if isDenied { return nil }
    guard let measure, measure.unit.isNumber || measure.unit == .size else {
      return []
    }
    let key =
      switch measure.amount {
      case .whole(let number): Int64(exactly: number)
      case .real(let number): Int64(exactly: number)
      }
    return key.map { [$0] } ?? []
  }
}
