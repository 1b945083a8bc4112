import Glibc
import QueryLanguage

/// Who runs the program.
enum Caller {
  /// The real user; where root runs it by sudo, the user who called that.
  private static var user: uid_t {
    let real = getuid()
    guard real == 0 else { return real }
    return environmentValue("SUDO_UID").flatMap { uid_t($0) } ?? real
  }

  /// Whether a file is the caller's own, so that to show its text to him tells nothing that is
  /// another's.
  static func owns(_ status: stat) -> Bool { status.st_uid == user }
}

extension RegularFile {
  /// Whether the file is the caller's own.
  package var isCallers: Bool { Caller.owns(status) }
}

/// Whether the descriptor is of a plain file that is not the caller's own: what a pipe or a terminal gives
/// is of whoever gives it.
package func isAnothersFile(_ descriptor: CInt) -> Bool {
  var status = stat()
  return fstat(descriptor, &status) == 0 && status.isRegular && !Caller.owns(status)
}

/// Whether the file of this descriptor is the caller's own; not where the system does not tell.
package func isCallers(_ descriptor: CInt) -> Bool {
  var status = stat()
  return fstat(descriptor, &status) == 0 && Caller.owns(status)
}
