import Glibc
import Synchronization

/// How many processes may keep a descriptor open between two readings.
///
/// Rows that a query holds until its end (to sort them) would otherwise hold thousands.
final class HandleAllowance: Sendable {
  private let free: Atomic<Int>

  init(limit: Int) {
    free = Atomic(limit)
  }

  /// Enough for the rows that a short `limit` holds and for those that are read ahead of it, and no
  /// more than half of what the system lets this process open: the rest is for files being read.
  static var ofThisProcess: HandleAllowance {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
      return HandleAllowance(limit: 128)
    }
    return HandleAllowance(limit: Int(clamping: min(limit.rlim_cur / 2, most)))
  }

  private static let most: rlim_t = 384

  /// Makes the system's table of this process's descriptors as large as it will have to be. For a
  /// process of several threads it waits, each time it makes that larger, until every processor has
  /// passed through the scheduler: for milliseconds. So this is called before there are several.
  static func makeRoom() {
    let highest = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, CInt(most) + 127)
    if highest >= 0 { close(highest) }
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
