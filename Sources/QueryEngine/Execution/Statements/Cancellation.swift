import Synchronization

/// Asked for by another thread or a signal handler, and looked at before every row: the answer
/// then ends as if there were no more.
package final class Cancellation: Sendable {
  private let flag = Atomic(false)

  package init() {}

  /// Whether the statement is to end as soon as it can. May be asked on any thread, as often as
  /// wanted.
  package var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// Does nothing but store a flag, so a signal handler may call it.
  package func request() {
    flag.store(true, ordering: .relaxed)
  }
}
