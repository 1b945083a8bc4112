import Glibc

/// Why a system call failed.
package struct Errno: Error, Hashable, Sendable {
  package let code: CInt

  package init(_ code: CInt) {
    self.code = code
  }

  /// Of the call that has just failed.
  static var last: Errno { Errno(errno) }

  /// What the process does not have, or the sign that the process itself is no more.
  var isAbsence: Bool { code == ENOENT || code == ESRCH || code == EINVAL }

  static let noProcess = Errno(ESRCH)
  static let noMemory = Errno(ENOMEM)
}
