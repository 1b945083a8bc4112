import Console
import Glibc

/// What the program does when it is told to stop.
enum Signals {
  /// Sets what happens at SIGPIPE, SIGXFSZ and SIGINT.
  static func prepare() {
    for number in writeErrorSignals { signal(number, SIG_IGN) }
    endOnInterrupt()
  }

  /// Ctrl-C ends the program at once, wherever it waits, and drops unsent output. If it was ignored
  /// when the program started, as for a background job, it remains so.
  private static func endOnInterrupt() {
    var inherited = sigaction()
    sigaction(SIGINT, nil, &inherited)
    guard unsafeBitCast(inherited.__sigaction_handler.sa_handler, to: Int.self) != ignored else {
      return
    }
    signal(SIGINT) { _ in _exit(ExitStatus.interrupted.rawValue) }
  }

  /// SIG_IGN, as a number that can be compared.
  private static let ignored = 1
}
