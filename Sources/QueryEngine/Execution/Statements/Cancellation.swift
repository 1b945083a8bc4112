import Synchronization

/// Asked for by another thread or a signal handler, and looked at before every row: the answer
/// then ends as if there were no more.
package final class Cancellation: Sendable {
  private let flag = Atomic(false)
  private let elsewhere: (@Sendable () -> Bool)?

  package init() {
    elsewhere = nil
  }

  /// It is requested where this says so, too: for who has no thread left to wait for a signal.
  package init(orWhen elsewhere: @escaping @Sendable () -> Bool) {
    self.elsewhere = elsewhere
  }

  /// Whether the statement is to end as soon as it can. May be asked on any thread, as often as
  /// wanted.
  package var isRequested: Bool { flag.load(ordering: .relaxed) || elsewhere?() == true }

  /// Does nothing but store a flag, so a signal handler may call it.
  package func request() {
    flag.store(true, ordering: .relaxed)
  }
}
