import Glibc
import Synchronization

/// Limits how many processes may keep a descriptor open between two readings. A query that sorts
/// holds all its rows until its end, which would otherwise hold thousands of descriptors.
final class DescriptorBudget: Sendable {
  private let free: Atomic<Int>
  private let isSpent = Atomic(false)

  /// How many threads may read at a time, so that there is a descriptor for each file they open.
  let mostReaders: Int

  init(limit: Int, mostReaders: Int = .max) {
    free = Atomic(limit)
    self.mostReaders = mostReaders
  }

  /// Enough for the rows that a short `limit` holds and for those that are read ahead of it, and no
  /// more than half of what the system lets this process open: the rest is for files being read.
  /// `lowest` was the lowest number that was free, so that about as many are taken already.
  static func ofThisProcess(above lowest: CInt) -> DescriptorBudget {
    let free = openFilesLimit - Int(lowest)
    let limit = max(0, min((free - reserve) / 2, most))
    return DescriptorBudget(
      limit: limit, mostReaders: max(1, (free - limit - mainThread) / perReader))
  }

  private static let most = 384

  /// What is open besides: the files being read, one or two a thread.
  private static let others = 128

  /// What a process needs in any case: the root, a listing, some files a thread.
  private static let reserve = 24

  /// What is open beside the files of a process: the root, a listing of it, a row's lines.
  private static let mainThread = 6

  /// A process's directory and what is opened in it before other files of it are closed.
  private static let perReader = 4

  /// How many descriptors the system lets this process have.
  static var openFilesLimit: Int {
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
