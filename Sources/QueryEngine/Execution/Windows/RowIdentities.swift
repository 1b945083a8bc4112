import Values

/// What rows are known by from round to round. The system may forget what told a row from those before
/// it, though the row is still the same: then it goes on being known by what it was.
final class RowIdentities {
  private var known: [RowIdentifier.Key: KnownRow] = [:]
  private var round = 0

  /// What a row was known by when it was last seen.
  private struct KnownRow {
    let key: RowKey
    var instance: UInt64
    /// By the clock of windows.
    var seen: Int64
    var round: Int
  }

  /// Begins another round: a row that was not there in the last one is forgotten.
  func beginRound() {
    known = known.filter { $0.value.round == round }
    round += 1
  }

  /// `instant` is that of the row's snapshot.
  func key(
    _ key: RowIdentifier.Key, _ instance: UInt64, of row: any Row, at instant: Int64
  ) -> RowKey {
    if var old = known[key], old.instance == instance || row.wasThere(at: old.seen) == true {
      (old.instance, old.seen, old.round) = (instance, instant, round)
      known[key] = old
      return old.key
    }
    let new = RowKey(key, instance)
    known[key] = KnownRow(key: new, instance: instance, seen: instant, round: round)
    return new
  }
}
