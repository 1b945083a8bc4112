package import Binding
package import OrderedCollections
import QueryLanguage
package import Schema

/// Finds out what evaluating expressions reads.
package struct AccessAnalyzer {
  private let planner: Planner
  /// The named expressions that the others may refer to: those of the row or of the group.
  package var shared: [SharedExpression] { didSet { known = KnownAccesses() } }
  /// What has been read already when the expressions are evaluated.
  package var held: Set<RowAccess> = [] { didSet { known = KnownAccesses() } }
  /// Leaves out columns that have more than one source and none that has been read.
  var ignoresChoices = false { didSet { known = KnownAccesses() } }
  private var known = KnownAccesses()
  /// How many frames stand around the expression.
  private var frame = 0

  package init(_ planner: Planner, shared: [SharedExpression] = []) {
    self.planner = planner
    self.shared = shared
  }

  /// What evaluating them in this order reads.
  package func accesses(of expressions: [BoundExpression]) -> AccessSet {
    var accesses = AccessSet()
    for expression in expressions { accesses.add(self.accesses(of: expression)) }
    return accesses
  }

  /// What evaluating it reads.
  package func accesses(of expression: BoundExpression) -> AccessSet {
    switch expression.kind {
    case .constant, .groupKey, .groupAggregate: AccessSet()
    case .column(let reference): accesses(of: reference)
    case .shared(let reference): accesses(of: reference)
    case .relationAggregate(let path, let call): accesses(of: path, call, expression.operands)
    case .relationTest(let path, _): accesses(along: path).steps
    case .operation(let operation): accesses(of: expression, operation)
    case .inQuery(let subquery): accesses(of: expression.operands, in: subquery)
    case .boundCheck(let check): accesses(of: check, settling: expression.operands[0])
    case .increase, .rate, .derived: accesses(of: expression.operands)
    }
  }

  private func accesses(of expression: BoundExpression, _ operation: Operation) -> AccessSet {
    let operands = expression.connective.map(expression.operands(of:)) ?? expression.operands
    let certain = operation.certainOperands ?? operands.count
    var accesses = self.accesses(of: Array(operands.prefix(certain)))
    for operand in operands.dropFirst(certain) { accesses.addPossible(self.accesses(of: operand)) }
    if case .pattern = operation { accesses.add(.pattern) }
    return accesses
  }

  /// What the bound reads, and perhaps what the comparison does; only that where it has been read.
  private func accesses(of check: BoundCheck, settling test: BoundExpression) -> AccessSet {
    let read = accesses(of: test)
    guard !read.possible.allSatisfy(held.contains) else { return read }
    var accesses = self.accesses(of: check.bound)
    accesses.addPossible(read)
    accesses.askBounds()
    return accesses
  }

  /// What evaluating all of these, one after the other, reads of the query's own row, in any case.
  /// Columns count, which are read wherever they stand; what stands within an expression may depend.
  package func certainAccesses(ofAll expressions: [BoundExpression]) -> [Access] {
    var analyzer = self
    var certain: OrderedSet<Access> = []
    for expression in expressions {
      guard case .column(let reference) = expression.kind, reference.path.isEmpty else {
        // What it may have read decides where columns with a choice are taken from; and along a path a
        // relation may know its rows without reading anything.
        analyzer.ignoresChoices = true
        continue
      }
      let read = analyzer.accesses(of: reference).certain
      analyzer.held.formUnion(read)
      certain.formUnion(read.filter { $0.row == .own && $0.access.cost != .known }.map(\.access))
    }
    return Array(certain)
  }

  /// What telling the upper bound reads; the bounded column itself is not read.
  package func accesses(of bound: BoundedExpression) -> AccessSet {
    var accesses = self.accesses(of: bound.expression)
    let row = location(of: bound.bound)
    for access in bound.accesses { accesses.add(RowAccess(row, access)) }
    return accesses
  }
}

extension AccessAnalyzer {
  /// For what is evaluated so many frames further in, or out if there are fewer than none.
  func moved(inward levels: Int) -> AccessAnalyzer {
    guard levels != 0 else { return self }
    var moved = self
    moved.frame += levels
    return moved
  }

  /// The row that a column is of.
  func location(of reference: ColumnReference) -> RowLocation {
    .path(frame: frame - reference.level, reference.path.map(\.name))
  }

  private func accesses(of reference: ColumnReference) -> AccessSet {
    let (steps, row) = accesses(
      along: RelationPath(level: reference.level, steps: reference.path))
    var accesses = steps
    // What was kept when the window began costs nothing at its end.
    if reference.moment.isBeginning { return accesses }
    if let access = access(of: reference.column, of: row) { accesses.add(RowAccess(row, access)) }
    for access in reference.column.besides { accesses.addPossible(RowAccess(row, access)) }
    return accesses
  }

  /// The access that a column is taken from: one that is held, else the first.
  private func access(of column: ColumnSchema, of row: RowLocation) -> Access? {
    let accesses = column.sources.lazy.map(\.access)
    return accesses.first { held.contains(RowAccess(row, $0)) }
      ?? (ignoresChoices && column.sources.count > 1 ? nil : accesses.first)
  }

  /// What is read along a path, and which row it ends at.
  private func accesses(along path: RelationPath) -> (steps: AccessSet, end: RowLocation) {
    var accesses = AccessSet()
    var row = RowLocation.path(frame: frame - path.level, [])
    for step in path.steps {
      accesses.add(RowAccess(row, step.access))
      row = row.appending(step.name)
    }
    return (accesses, row)
  }

  /// A named expression is evaluated in its query's own frame. What it reads is found once, since
  /// each may be named twice by the next.
  private func accesses(of reference: SharedReference) -> AccessSet {
    guard let level = reference.level, shared.indices.contains(reference.index) else {
      return AccessSet()
    }
    if let accesses = known.ofShared[reference.index] { return accesses }
    let accesses = moved(inward: -level).accesses(of: shared[reference.index].expression)
    known.ofShared[reference.index] = accesses
    return accesses
  }

  /// There may be no related row, so nothing of them is certain.
  private func accesses(
    of path: RelationPath, _ call: AggregateCall, _ operands: [BoundExpression]
  ) -> AccessSet {
    var accesses = AccessSet()
    accesses.addPossible(self.accesses(along: path).steps)
    if let first = path.steps.first {
      accesses.add(RowAccess(.path(frame: frame - path.level, []), first.access))
    }
    accesses.add(.relation)
    let inside = moved(inward: 1)
    for operand in operands.reversed() { accesses.addPossible(inside.accesses(of: operand)) }
    return accesses
  }

  /// The subquery's rows are others than this query's.
  private func accesses(of operands: [BoundExpression], in subquery: Subquery) -> AccessSet {
    var accesses = self.accesses(of: operands)
    accesses.add(.subquery)
    var inside = AccessSet()
    for access in planner.accesses(of: subquery) { inside.add(RowAccess(.subquery, access)) }
    accesses.addPossible(inside)
    return accesses
  }
}

/// What named expressions read. A class, so that copies of an analyzer share what they find.
private final class KnownAccesses {
  var ofShared: [Int: AccessSet] = [:]
}

extension QueryPlan {
  /// Whatever running it may read, in no particular order of need.
  package func accesses(_ planner: Planner) -> OrderedSet<Access> {
    var accesses: OrderedSet<Access> = []
    for step in root.steps {
      if case .expand(_, let relation, _) = step { accesses.append(relation.access) }
      if case .ownerless(_, let table, _) = step { accesses.formUnion(table.ownerless ?? []) }
      if case .scan(let scan) = step, let access = scan.lookUpAccess { accesses.append(access) }
      if case .derived(let plan, _) = step { accesses.formUnion(plan.accesses(planner)) }
      if case .readings(let query, _) = step {
        accesses.formUnion(planner.plan(query).accesses(planner))
      }
      let analyzer = AccessAnalyzer(planner, shared: shared(in: step.scope))
      accesses.formUnion(analyzer.accesses(of: step.expressions).possible.map(\.access))
    }
    accesses.removeAll { $0.cost == .known }
    return accesses
  }
}

extension TableSchema {
  /// What has been read by the time that its rows without an owner are there.
  package var ownerlessAccesses: Set<RowAccess> {
    Set((ownerless ?? []).map { RowAccess(.own, $0) })
  }
}

extension BoundExpression {
  /// The queries that stand in it, those in the named expressions it refers to not included.
  package var subqueries: [Subquery] {
    var own: [Subquery] = []
    if case .inQuery(let subquery) = kind { own.append(subquery) }
    return own + operands.flatMap(\.subqueries)
  }
}
