import Synchronization

/// Whether the next process will be asked for several of its files: it is, if those before it were,
/// for a query asks all alike. To be wrong costs a system call or two and nothing else.
package final class ReadingHabit: Sendable {
  /// How many processes have been asked for a first file since one was asked for a second.
  private let single = Atomic(ReadingHabit.patience)

  /// More than there are threads that are about to ask for the second file of a process.
  private static let patience = 16

  var expectsSeveral: Bool { single.load(ordering: .relaxed) < ReadingHabit.patience }

  /// A process is asked for its first file.
  func sawFirst() {
    let count = single.load(ordering: .relaxed)
    if count < ReadingHabit.patience { single.store(count + 1, ordering: .relaxed) }
  }

  /// A process is asked for another file.
  func sawAnother() {
    if single.load(ordering: .relaxed) != 0 { single.store(0, ordering: .relaxed) }
  }

  /// What comes now has nothing to do with what came before.
  package func forget() { single.store(ReadingHabit.patience, ordering: .relaxed) }
}
