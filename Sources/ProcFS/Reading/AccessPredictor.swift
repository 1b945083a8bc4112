import Synchronization

/// Predicts whether a query will ask the next process for more than one of its files: it will if it
/// asked those before for more. A wrong prediction costs a system call or two and nothing else.
package final class AccessPredictor: Sendable {
  /// How many processes have been asked for a first file since one was asked for a second. Of two
  /// threads that count at once one may be lost, which does no harm.
  private let single = Atomic(1)
  /// As many as there are threads: when one of them comes to its next process, each of the others
  /// may be about to ask for the second file of its own.
  private let patience = Atomic(1)

  /// Whether it pays to open the directory for the first file.
  var expectsSeveral: Bool {
    single.load(ordering: .relaxed) < patience.load(ordering: .relaxed)
  }

  /// Forgets what came before, as another statement begins; so many threads will read for it.
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
