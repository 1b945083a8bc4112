import Glibc
import Synchronization

/// How many descriptors this process may have open at a time.
package enum DescriptorLimit {
  /// Many programs count on no more than this many, so the system starts them with it.
  private static let enough: rlim_t = 1024
  /// What it was before it was raised.
  private static let inherited = Mutex<rlim_t?>(nil)

  /// Takes as many as the system would give us, up to those that are enough.
  package static func raise() {
    let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var limit = rlimit()
    guard getrlimit(kind, &limit) == 0, limit.rlim_cur < min(enough, limit.rlim_max) else { return }
    let before = limit.rlim_cur
    limit.rlim_cur = min(enough, limit.rlim_max)
    if setrlimit(kind, &limit) == 0 { inherited.withLock { $0 = before } }
  }

  /// What a program that we start is to run first, in the system's shell, to have what we had.
  static var restoration: String {
    inherited.withLock { $0 }.map { "ulimit -S -n \($0); " } ?? ""
  }
}
