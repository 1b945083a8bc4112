import Glibc
import Synchronization

/// What is done where no descriptor is left: other threads of ours, or other programs, may close
/// one in a moment.
enum DescriptorShortage {
  /// Held by the thread that tries again, so that of several one at least comes through.
  private static let lane = Mutex(())
  /// It did not pass the last time, so that it is not waited for again with each file.
  private static let isLasting = Atomic(false)

  /// How often it is tried again, a hundred microseconds apart.
  private static let tries = 50

  /// Makes a call that opens something. A signal that breaks it off, and a shortage that passes,
  /// are not noticed.
  static func outlasting(_ open: () -> CInt) -> CInt {
    let opened = uninterrupted(open)
    guard opened < 0, Errno.last.isShortage else { return opened }
    return lane.withLock { _ in tryAgain(open) }
  }

  private static func tryAgain(_ open: () -> CInt) -> CInt {
    var opened = uninterrupted(open)
    var rest = isLasting.load(ordering: .relaxed) ? 0 : tries
    while opened < 0, Errno.last.isShortage, rest > 0 {
      usleep(100)
      opened = uninterrupted(open)
      rest -= 1
    }
    let error = errno
    isLasting.store(opened < 0, ordering: .relaxed)
    errno = error
    return opened
  }
}
