/// What the patterns of one statement have in common: those that were computed lately, and how
/// often a match was given up. A class, since each match leaves its mark.
///
/// A match that is given up has cost as much as one may. A statement bears a few of those; from
/// then on each match may take a hundredth, so that thousands of rows end too, and what is told
/// quickly still is.
package final class StatementPatterns {
  private var computed: [Key: CompiledPattern?] = [:]
  /// How often a match was given up, for `--stats`.
  package private(set) var givenUp = 0

  private struct Key: Hashable {
    let kind: PatternKind
    let text: Text
  }

  /// How many computed patterns are kept. When one more comes, all go: that is rare, and needs no
  /// bookkeeping.
  private static let capacity = 64

  /// How many matches may be given up before the others are cut short.
  package static let patience = 16

  /// Of a statement that has matched nothing yet.
  package init() {}

  /// The pattern, compiled if it was not met lately; nil if it cannot be compiled. For patterns
  /// that are computed, row by row.
  package func pattern(_ kind: PatternKind, _ text: Text) -> CompiledPattern? {
    let key = Key(kind: kind, text: text)
    if let known = computed[key] { return known }
    let compiled = try? CompiledPattern(kind, text)
    if computed.count >= Self.capacity { computed.removeAll() }
    computed[key] = .some(compiled)
    return compiled
  }

  /// What the next match may cost, in a text of so many bytes.
  func budget(forLength length: Int) -> MatchBudget {
    MatchBudget(length: length, isShort: givenUp >= Self.patience)
  }

  /// Counts a match that passed its limit.
  func giveUp() { givenUp += 1 }
}
