import CProc
import Console
import Glibc

extension Confinement {
  /// As the command line and the kernel have it.
  init(isAsked: Bool) {
    self.init(isAsked: isAsked, hasMoreRights: cproc_has_more_rights())
  }

  /// Where it is read-only, variables are forgotten that lead to files or programs, be it us or a
  /// library: those of our own, HOME, TERMINFO and the like. Stands before other threads do.
  func forgetVariables() {
    guard isReadOnly else { return }
    let kept = Self.plainVariables.compactMap { name in
      getenv(name).map { (name, String(cString: $0)) }
    }
    clearenv()
    for (name, value) in kept where Self.isPlain(value) { setenv(name, value, 1) }
  }

  /// Those that say how text looks. The names in them are of what the system has installed.
  private static let plainVariables = ["TERM", "NO_COLOR", "LANG", "LC_ALL", "LC_CTYPE", "TZ"]

  /// Not the path of a file, as TZ may have one.
  private static func isPlain(_ value: String) -> Bool {
    !value.hasPrefix("/") && !value.hasPrefix(":") && !value.split(separator: "/").contains("..")
  }
}
