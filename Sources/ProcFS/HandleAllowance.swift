import Synchronization

/// How many processes may keep a descriptor open between two readings.
///
/// Rows that a query holds until its end (to sort them) would otherwise hold thousands.
final class HandleAllowance: Sendable {
  private let free: Atomic<Int>

  init(limit: Int) {
    free = Atomic(limit)
  }

  /// Takes one, if there is one.
  func take() -> Bool {
    if free.subtract(1, ordering: .relaxed).newValue >= 0 { return true }
    giveBack()
    return false
  }

  func giveBack() {
    free.add(1, ordering: .relaxed)
  }
}
