import Schema
import Values

/// Follows the step from a row to the one above it, as far as that leads.
final class RowAncestry {
  private let parent: RelationID
  private let key: (any Row) -> RowKey?
  private let unknown: Counts

  /// Nil of a table whose rows make no tree. `key` tells what a row is known by.
  init?(_ table: TableSchema, key: @escaping (any Row) -> RowKey?, noting notes: Notes) {
    guard let parent = table.parentRelation else { return nil }
    let unknown = Counts(RowNoun(rowsOf: table))
    self.parent = parent.id
    self.key = key
    self.unknown = unknown
    notes.addLost { unknown.lost }
  }

  /// What the rows above it are known by, the nearest first. Where one may not be read, they end.
  func callAsFunction(_ row: any Row) -> [RowKey] {
    var ancestors: [RowKey] = []
    // A made-up root may have a process be its own ancestor.
    var met: Set<RowKey> = []
    var row = row
    while true {
      switch row.related(parent) {
      case .one(let next):
        guard let key = key(next), met.insert(key).inserted else { return ancestors }
        ancestors.append(key)
        row = next
      case .denied(let denial):
        if !row.isGone { unknown.counts.add(denial) }
        return ancestors
      case .none, .many: return ancestors
      }
    }
  }

  /// Apart from it, so that the notes that hold them do not hold the run.
  private final class Counts {
    private let noun: RowNoun
    var counts = DenialCounts()

    init(_ noun: RowNoun) { self.noun = noun }

    /// `what 12 processes stand below is not known`
    var lost: [Notes.LostFact] {
      counts.reasons.map { denial, count in
        Notes.LostFact(
          text: "what \(noun.counted(count)) \(count == 1 ? "stands" : "stand") below is not known",
          denial: denial)
      }
    }
  }
}
