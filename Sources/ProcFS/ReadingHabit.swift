import Synchronization

/// Whether the next process will be asked for several of its files: it is, if those before it were,
/// for a query asks all alike. To be wrong costs a system call or two and nothing else.
package final class ReadingHabit: Sendable {
  /// How many processes one after the other were asked for one file only.
  private let single = Atomic(ReadingHabit.patience)

  /// Some are asked for less than the others, and are not to change the habit.
  private static let patience = 4

  var expectsSeveral: Bool { single.load(ordering: .relaxed) < ReadingHabit.patience }

  /// A process has been asked for a second file.
  func sawSeveral() { change(to: 0) }

  /// A process will be asked for nothing more than the one file that it was asked for.
  func sawSingle() {
    change(to: min(single.load(ordering: .relaxed) + 1, ReadingHabit.patience))
  }

  /// What comes now has nothing to do with what came before.
  package func forget() { change(to: ReadingHabit.patience) }

  /// Writes only what is new, so that threads do not take the memory from each other.
  private func change(to count: Int) {
    if single.load(ordering: .relaxed) != count { single.store(count, ordering: .relaxed) }
  }
}
