import Synchronization

/// Whether the next process will be asked for several of its files: it is, if the one before it was,
/// for a query asks all alike. To be wrong costs a system call or two and nothing else.
final class ReadingHabit: Sendable {
  private let several = Atomic(false)

  var expectsSeveral: Bool { several.load(ordering: .relaxed) }

  /// Writes only what is new, so that threads do not take the memory from each other.
  func expectSeveral(_ isExpected: Bool) {
    if expectsSeveral != isExpected { several.store(isExpected, ordering: .relaxed) }
  }
}
