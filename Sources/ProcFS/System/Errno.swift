import Glibc

/// Why a system call failed.
package struct Errno: Error, Hashable, Sendable {
  /// As errno(3) has it.
  package let code: CInt

  package init(_ code: CInt) {
    self.code = code
  }

  /// Of the call that has just failed.
  static var last: Errno { Errno(errno) }

  /// The system's words for it: `Too many open files`.
  package var text: String {
    if self == .notPlainFile { return "Not a plain file" }
    if self == .handedOn { return "Changes hands while it is looked for" }
    return strerror(code).map { String(cString: $0) } ?? "error \(code)"
  }

  /// Whether the file is not there, or its process is not. A copied root may have a file where /proc
  /// has a directory.
  var isAbsence: Bool { code == ENOENT || code == ESRCH || code == EINVAL || code == ENOTDIR }

  /// Whether we have not the rights.
  package var isDenial: Bool { code == EACCES || code == EPERM }

  /// Whether there is no descriptor left, for us or for the machine.
  var isShortage: Bool { code == EMFILE || code == ENFILE }

  static let noProcess = Errno(ESRCH)
  static let notPermitted = Errno(EACCES)
  static let noMemory = Errno(ENOMEM)
  static let tooLarge = Errno(EFBIG)
  static let busy = Errno(EBUSY)
  /// What the kernel can do and was told not to.
  static let notSupported = Errno(EOPNOTSUPP)
  /// What kernfs says of an open file whose directory was removed.
  static let noDevice = Errno(ENODEV)
  /// A device, a pipe or a socket where a file is due; the system has no number for it.
  static let notPlainFile = Errno(-1)
  /// A socket whose holder ends, or comes, while the processes are listed; likewise.
  static let handedOn = Errno(-2)
}

/// Makes a call of the system again that a signal has broken off. One that is broken off for ever
/// is a failure like another.
@inline(__always)
func uninterrupted<Result: SignedInteger>(_ call: () -> Result) -> Result {
  var result = call()
  var tries = 1
  while result < 0, errno == EINTR, tries < 100 {
    result = call()
    tries += 1
  }
  return result
}
