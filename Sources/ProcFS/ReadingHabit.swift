import Synchronization

/// Whether the next process will be asked for several of its files: it is, if those before it were,
/// for a query asks all alike. To be wrong costs a system call or two and nothing else.
package final class ReadingHabit: Sendable {
  /// How many processes have been asked for a first file since one was asked for a second. Of two
  /// threads that count at once one may be lost, which does no harm.
  private let single = Atomic(1)
  /// As many as there are threads: when one of them comes to its next process, each of the others
  /// may be about to ask for the second file of its own.
  private let patience = Atomic(1)

  var expectsSeveral: Bool {
    single.load(ordering: .relaxed) < patience.load(ordering: .relaxed)
  }

  /// What comes now, read by so many threads, has nothing to do with what came before.
  package func begin(threads: Int) {
    patience.store(threads, ordering: .relaxed)
    single.store(threads, ordering: .relaxed)
  }

  /// A process is asked for its first file.
  func sawFirst() {
    let count = single.load(ordering: .relaxed)
    if count < patience.load(ordering: .relaxed) { single.store(count + 1, ordering: .relaxed) }
  }

  /// A process is asked for another file.
  func sawAnother() {
    if single.load(ordering: .relaxed) != 0 { single.store(0, ordering: .relaxed) }
  }
}
