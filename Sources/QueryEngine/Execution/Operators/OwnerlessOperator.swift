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
  private let ownerTests: [OwnerTest]
  private var place = Place.beforeAll

  private enum Place {
    case beforeAll, amongOwned, amongOwnerless
    /// Of which there are no others.
    case amongOwnedAlone
  }

  /// Both move the same frame. `ownerTests` are those of the tests that ask for the owner alone,
  /// `areAllWanted` says that it is certainly pulled to its end.
  init(
    _ owned: any RowOperator, then ownerless: any RowOperator, of table: TableSchema,
    _ ownerTests: [OwnerTest], areAllWanted: Bool
  ) {
    self.run = owned.run
    self.frame = owned.frame
    self.owned = owned
    self.ownerless = ownerless
    self.table = table
    self.ownerTests = ownerTests
    self.areAllWanted = areAllWanted
  }

  func advance() throws(Failure) -> Bool {
    switch place {
    case .beforeAll:
      if ownerTests.contains(where: { $0.sparesOwnerless(frame) }) {
        place = .amongOwnedAlone
        return try advance()
      }
      try run.snapshot().expectOwnerlessRows(of: table.name, certainly: areAllWanted)
      place = .amongOwned
      return try advance()
    case .amongOwned:
      if try owned.next() { return true }
      place = .amongOwnerless
      return try ownerless.next()
    case .amongOwnerless: return try ownerless.next()
    case .amongOwnedAlone: return try owned.next()
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

/// A test that asks nothing of a row but who its owner is, such as one for the values of a subquery:
/// what it comes to is known only when that has been run.
struct OwnerTest {
  /// Of a row without an owner.
  let without: Test
  /// Of one whose owner is not known.
  let unknown: Test

  /// Whether it is false of all without an owner, and not true of one whose owner is not known, who has
  /// been judged by it.
  func sparesOwnerless(_ frame: Frame) -> Bool {
    without(frame).isFalse && !unknown(frame).isTrue
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
