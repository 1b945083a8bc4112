import CEditLine
import Glibc

/// The keys of a terminal while it shows rounds: they are not echoed, and come at once.
final class TerminalKeys {
  /// Becomes readable when a key is pressed.
  let descriptor: CInt
  private let isOurs: Bool
  private let before: termios

  /// Standard input's terminal, or else the one that we belong to. Nil where there is none, or another
  /// program has it: a job in the background that touched it would be stopped.
  init?() {
    let isInput = isatty(STDIN_FILENO) == 1
    descriptor = isInput ? STDIN_FILENO : open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    isOurs = !isInput && descriptor >= 0
    var settings = termios()
    let isKnown = descriptor >= 0 && tcgetattr(descriptor, &settings) == 0
    before = settings
    guard isKnown, tcgetpgrp(descriptor) == getpgrp() else { return nil }
  }

  deinit {
    if isOurs { close(descriptor) }
  }

  /// From now on keys come one by one and unseen. Those that send a signal still do.
  func take() {
    var settings = before
    settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
    withUnsafeMutablePointer(to: &settings.c_cc) { keys in
      keys.withMemoryRebound(to: cc_t.self, capacity: Int(NCCS)) { keys in
        keys[Int(VMIN)] = 1
        keys[Int(VTIME)] = 0
      }
    }
    tcsetattr(descriptor, TCSANOW, &settings)
  }

  /// The terminal is as it was before; what was typed and not read is thrown away, since it was not
  /// meant for whoever reads next.
  func giveBack() {
    tcflush(descriptor, TCIFLUSH)
    var settings = before
    tcsetattr(descriptor, TCSANOW, &settings)
  }

  /// What was typed.
  enum Wish {
    case nothing
    /// `q`.
    case end
    /// There will be no more keys.
    case silence
  }

  /// Reads what was typed; only where there is something.
  func read() -> Wish {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = Glibc.read(descriptor, &bytes, bytes.count)
    guard count > 0 else {
      return count < 0 && (errno == EINTR || errno == EAGAIN) ? .nothing : .silence
    }
    return bytes[..<count].contains { $0 == UInt8(ascii: "q") || $0 == UInt8(ascii: "Q") }
      ? .end : .nothing
  }

  /// If the program crashes, the terminal is left as it was.
  func restoreOnCrash(by restore: (CInt, UnsafePointer<termios>) -> Void) {
    var settings = before
    restore(descriptor, &settings)
  }
}
