import Values

/// What rows are known by from round to round. The system may forget what told a row from those before
/// it, though the row is still the same: then it goes on being known by what it was.
final class RowIdentities {
  private var known: [RowIdentifier.Key: (key: RowKey, instance: UInt64, seen: Int64)] = [:]

  /// `instant` is that of the row's snapshot.
  func key(
    _ key: RowIdentifier.Key, _ instance: UInt64, of row: any Row, at instant: Int64
  ) -> RowKey {
    if var old = known[key], old.instance == instance || row.wasThere(at: old.seen) == true {
      (old.instance, old.seen) = (instance, instant)
      known[key] = old
      return old.key
    }
    let new = RowKey(key, instance)
    known[key] = (new, instance, instant)
    return new
  }
}
