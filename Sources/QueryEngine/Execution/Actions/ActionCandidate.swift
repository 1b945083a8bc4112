import Schema
import Values

/// A row that may be acted on, on its way from being found to being told of.
final class ActionCandidate {
  /// What it is, and holds.
  let target: any ActionTarget
  /// Where it stands in the ledger.
  let place: Int

  init(_ target: any ActionTarget, at place: Int) {
    self.target = target
    self.place = place
  }
}
