import Synchronization

/// Which connections had carried something at the last snapshots, so that one that begins between two
/// of them is told from one that was overlooked.
package final class ConnectionHistory: Sendable {
  private let entries = Mutex<[Moment: Set<UInt64>]>([:])

  /// Of which namespace, and when.
  private struct Moment: Hashable {
    let instant: Int64
    let namespace: NetworkNamespace
  }

  /// Nothing is noted yet.
  package init() {}

  /// Of more snapshots than these the oldest is forgotten: a window has two, and may be begun after a
  /// trial and together with another.
  private static let mostInstants = 4

  /// The cookies of all of a namespace that had carried something, once for each snapshot.
  func note(_ cookies: Set<UInt64>, of namespace: NetworkNamespace, at instant: Int64) {
    entries.withLock { entries in
      entries[Moment(instant: instant, namespace: namespace)] = cookies
      let instants = Set(entries.keys.map(\.instant))
      guard instants.count > Self.mostInstants, let oldest = instants.min() else { return }
      entries = entries.filter { $0.key.instant != oldest }
    }
  }

  /// Whether one of these had; nil where that namespace was not asked then.
  func hadCarried(
    _ cookies: [UInt64], in namespace: NetworkNamespace, at instant: Int64
  ) -> Bool? {
    entries.withLock { entries in
      let known = entries[Moment(instant: instant, namespace: namespace)]
      return known.map { known in cookies.contains { known.contains($0) } }
    }
  }
}
