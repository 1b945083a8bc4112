import Synchronization

/// Which connections had carried something at the last snapshots, so that one that begins between two
/// of them is told from one that was overlooked.
package final class ConnectionHistory: Sendable {
  private let entries = Mutex<[Entry]>([])

  private struct Entry {
    let instant: Int64
    let namespace: NetworkNamespace
    let cookies: Set<UInt64>
  }

  /// Nothing is noted yet.
  package init() {}

  /// Of more snapshots than these the oldest is forgotten: a window has two, and may be begun after a
  /// trial and together with another.
  private static let mostInstants = 4

  /// The cookies of all of a namespace that had carried something, once for each snapshot.
  func note(_ cookies: Set<UInt64>, of namespace: NetworkNamespace, at instant: Int64) {
    entries.withLock { entries in
      if entries.contains(where: { $0.instant == instant && $0.namespace == namespace }) { return }
      entries.append(Entry(instant: instant, namespace: namespace, cookies: cookies))
      let instants = Set(entries.map(\.instant))
      guard instants.count > Self.mostInstants, let oldest = instants.min() else { return }
      entries.removeAll { $0.instant == oldest }
    }
  }

  /// Nil where that namespace was not asked then.
  func hadCarried(_ cookie: UInt64, in namespace: NetworkNamespace, at instant: Int64) -> Bool? {
    entries.withLock { entries in
      entries.first { $0.instant == instant && $0.namespace == namespace }?.cookies.contains(cookie)
    }
  }
}
