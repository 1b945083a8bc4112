import Glibc
import Synchronization

/// How many descriptors this process may have open at a time.
package enum DescriptorLimit {
  /// What it was before it was raised.
  private static let inherited = Mutex<rlim_t?>(nil)

  /// Takes as many as the system would give us: files that are read again and again stay open. Other
  /// programs may count on fewer, so that those that we start have what we had.
  package static func raise() {
    let kind = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    var limit = rlimit()
    guard getrlimit(kind, &limit) == 0, limit.rlim_cur < limit.rlim_max else { return }
    let before = limit.rlim_cur
    limit.rlim_cur = limit.rlim_max
    if setrlimit(kind, &limit) == 0 { inherited.withLock { $0 = before } }
  }

  /// What a program that we start is to run first, in the system's shell, to have what we had.
  static var restoration: String {
    inherited.withLock { $0 }.map { "ulimit -S -n \($0); " } ?? ""
  }
}
