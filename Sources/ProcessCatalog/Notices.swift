import Synchronization

/// What is worth saying once, however many statements run.
final class Notices: Sendable {
  private let given = Mutex<Set<Notice>>([])

  enum Notice: Hashable, Sendable {
    case hiddenProcesses
  }

  /// Whether this is the first time it is asked.
  func isFirst(_ notice: Notice) -> Bool {
    given.withLock { $0.insert(notice).inserted }
  }
}
