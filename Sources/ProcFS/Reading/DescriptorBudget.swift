import Glibc
import Synchronization

/// Limits how many processes may keep a descriptor open between two readings. A query that sorts
/// holds all its rows until its end, which would otherwise hold thousands of descriptors.
final class DescriptorBudget: Sendable {
  private let free: Atomic<Int>
  private let isSpent = Atomic(false)

  init(limit: Int) {
    free = Atomic(limit)
  }

  /// Enough for the rows that a short `limit` holds and for those that are read ahead of it, and no
  /// more than half of what the system lets this process open: the rest is for files being read.
  static var ofThisProcess: DescriptorBudget {
    DescriptorBudget(limit: max(0, min((openFilesLimit - reserve) / 2, most)))
  }

  private static let most = 384

  /// What is open besides: the files being read, one or two a thread.
  private static let others = 128

  /// What a process needs in any case: its streams, the root, a listing, a file or two a thread.
  private static let reserve = 24

  /// How many descriptors the system lets this process have.
  private static var openFilesLimit: Int {
    var limit = rlimit()
    let status = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    return status == 0 ? Int(clamping: limit.rlim_cur) : 256
  }

  /// Makes the system's table of this process's descriptors as large as it will have to be. For a
  /// process of several threads the system waits, each time it makes that larger, until every
  /// processor has passed through the scheduler: for milliseconds. So this is to be called before the
  /// first thread is started.
  static func makeRoom() {
    let highest = min(openFilesLimit, most + others) - 1
    let descriptor = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, CInt(highest))
    if descriptor >= 0 { close(descriptor) }
  }

  /// Takes one, if there is one.
  func take() -> Bool {
    guard !isSpent.load(ordering: .relaxed) else { return false }
    if free.subtract(1, ordering: .relaxed).newValue >= 0 { return true }
    giveBack()
    return false
  }

  /// Lets nobody take one any more: the system has shown that it has fewer than it promised.
  func markSpent() { isSpent.store(true, ordering: .relaxed) }

  /// Returns one that was taken.
  func giveBack() {
    free.add(1, ordering: .relaxed)
  }
}
