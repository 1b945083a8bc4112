import Planning
import Schema
import Values

/// Gives the rows of a table that belong to others, and after them those that belong to none.
final class OwnerlessOperator: RowOperator {
  let run: Run
  let frame: Frame
  let metrics = OperatorMetrics()
  private let owned: any RowOperator
  private let ownerless: any RowOperator
  private let table: TableSchema
  private let areAllWanted: Bool
  private var place = Place.beforeAll

  private enum Place {
    case beforeAll, amongOwned, amongOwnerless
  }

  /// Both move the same frame. `areAllWanted` says that it is certainly pulled to its end.
  init(
    _ owned: any RowOperator, then ownerless: any RowOperator, of table: TableSchema,
    areAllWanted: Bool
  ) {
    self.run = owned.run
    self.frame = owned.frame
    self.owned = owned
    self.ownerless = ownerless
    self.table = table
    self.areAllWanted = areAllWanted
  }

  func advance() throws(Failure) -> Bool {
    switch place {
    case .beforeAll:
      if areAllWanted { try run.snapshot().expectOwnerlessRows(of: table.name) }
      place = .amongOwned
      return try advance()
    case .amongOwned:
      if try owned.next() { return true }
      place = .amongOwnerless
      return try ownerless.next()
    case .amongOwnerless: return try ownerless.next()
    }
  }

  func explain(_ explainer: inout Explainer) -> ExplainTree {
    var other = explainer.ofOtherRows
    let children = [owned.explain(&explainer), ownerless.explain(&other)]
    return ExplainTree(
      text: "\(table.name) with an owner, then those without", reads: [], metrics: metrics,
      input: .none, children: children)
  }
}

/// Gives the rows of a table that belong to none of the table's that owns its rows.
final class OwnerlessListing: RowOperator {
  let run: Run
  let frame: Frame
  let metrics = OperatorMetrics()
  private let table: TableSchema
  private let owner: RowNoun
  private var rows: RowStream?

  /// `owner` is what the rows that own the others are called.
  init(of table: TableSchema, _ owner: RowNoun, _ frame: Frame, in run: Run) {
    self.table = table
    self.owner = owner
    self.frame = frame
    self.run = run
  }

  func advance() throws(Failure) -> Bool {
    guard !run.cancellation.isRequested else { return false }
    if rows == nil { rows = try run.snapshot().ownerlessRows(of: table.name) }
    guard let row = try rows?.next() else { return false }
    frame.move(to: row)
    return true
  }

  func explain(_ explainer: inout Explainer) -> ExplainTree {
    ExplainTree(
      text: "\(table.name) of no \(owner.singular)",
      reads: explainer.reads(of: table.ownerless ?? []), metrics: metrics, input: .none,
      children: [])
  }
}
