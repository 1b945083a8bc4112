import Binding
import OrderedCollections
import Planning
import Schema
import Values

/// Gives the rows that a relation leads to from each row, and counts the rows whose related rows
/// could not be had.
final class ExpandOperator: RowOperator {
  let run: Run
  let frame: Frame
  let metrics = OperatorMetrics()
  private let input: any RowOperator
  private let relation: RelationSchema
  private let noun: RowNoun
  private let table: TableSchema
  private let counts: Counts
  private var rows: RowStream?
  private var owner: (any Row)?

  init(
    _ input: any RowOperator, _ relation: RelationSchema, of noun: RowNoun, to table: TableSchema,
    _ frame: Frame
  ) {
    let counts = Counts(noun)
    self.run = input.run
    self.input = input
    self.relation = relation
    self.noun = noun
    self.table = table
    self.frame = frame
    self.counts = counts
    run.notes.addLost { counts.lost }
  }

  func advance() throws(Failure) -> Bool {
    while !run.cancellation.isRequested {
      if let row = nextOfOwner() {
        frame.move(to: row)
        return true
      }
      guard try input.next() else { return false }
      begin(at: input.frame.row)
    }
    return false
  }

  private func nextOfOwner() -> (any Row)? {
    do throws(Failure) {
      if let row = try rows?.next() { return row }
    } catch {
      deny(.failed(error))
    }
    finish()
    return nil
  }

  private func begin(at owner: any Row) {
    self.owner = owner
    counts.reached += 1
    switch owner.related(relation.id) {
    case .none: rows = nil
    case .one(let row): rows = RowStream(CollectionOfOne(row))
    case .many(let rows): self.rows = rows
    case .denied(let denial): deny(denial)
    }
  }

  private func deny(_ denial: Denial) {
    guard owner?.isGone == false else { return }
    counts.denied[denial, default: 0] += 1
    run.notes.countUnjudged(denial)
  }

  private func finish() {
    if let owner, owner.isGone {
      run.dropped += 1
      counts.reached -= 1
    }
    (owner, rows) = (nil, nil)
  }

  func explain(_ explainer: inout Explainer) -> ExplainTree {
    let below = input.explain(&explainer)
    return ExplainTree(
      text: "\(table.name) of each \(noun.singular)",
      reads: explainer.reads(along: relation, to: table), metrics: metrics,
      input: .rows(of: input.metrics), children: [below])
  }

  /// Apart from the operator, so that the notes that hold it do not hold the run.
  private final class Counts {
    private let noun: RowNoun
    var reached = 0
    var denied: OrderedDictionary<Denial, Int> = [:]

    init(_ noun: RowNoun) { self.noun = noun }

    var lost: [Notes.LostFact] {
      denied.map { .unjudged($1, of: reached, noun, because: $0) }
    }
  }
}
