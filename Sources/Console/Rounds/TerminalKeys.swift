import CEditLine
import Glibc

/// The keys of a terminal while it shows rounds: they are not echoed, and come at once.
final class TerminalKeys {
  /// Becomes readable when a key is pressed.
  let descriptor: CInt
  /// They come to us.
  private(set) var areTaken = false
  private let isOurs: Bool
  /// Known once they have been taken.
  private var before: termios?
  private var restoresOnCrash: ((CInt, UnsafePointer<termios>) -> Void)?

  /// Standard input's terminal, or else the one that we belong to, if it may be opened. Nil where
  /// there is none.
  init?(under confinement: Confinement) {
    let isInput = isatty(STDIN_FILENO) == 1
    guard isInput || !confinement.isReadOnly else { return nil }
    descriptor = isInput ? STDIN_FILENO : open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
    isOurs = !isInput && descriptor >= 0
    guard descriptor >= 0 else { return nil }
  }

  deinit {
    if isOurs { close(descriptor) }
  }

  /// From now on keys come one by one and unseen. Those that send a signal still do.
  ///
  /// Nothing is done while another program has the terminal, which would stop us: a job that is in the
  /// background now asks again.
  func take() {
    guard hasTerminal else {
      areTaken = false
      return
    }
    guard !areTaken, var settings = knownSettings() else { return }
    settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
    withUnsafeMutablePointer(to: &settings.c_cc) { keys in
      keys.withMemoryRebound(to: cc_t.self, capacity: Int(NCCS)) { keys in
        keys[Int(VMIN)] = 1
        keys[Int(VTIME)] = 0
      }
    }
    tcsetattr(descriptor, TCSANOW, &settings)
    areTaken = true
  }

  private var hasTerminal: Bool { tcgetpgrp(descriptor) == getpgrp() }

  /// As the terminal was when it first was ours: what another program set is not to be kept.
  private func knownSettings() -> termios? {
    if let before { return before }
    var settings = termios()
    guard tcgetattr(descriptor, &settings) == 0 else { return nil }
    before = settings
    restoresOnCrash?(descriptor, &settings)
    return settings
  }

  /// The terminal is as it was before; what was typed and not read is thrown away, since it was not
  /// meant for whoever reads next.
  func giveBack() {
    guard areTaken, hasTerminal, var settings = before else { return }
    areTaken = false
    tcflush(descriptor, TCIFLUSH)
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
    // Whoever reads in the background is stopped.
    guard hasTerminal else { return .nothing }
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = Glibc.read(descriptor, &bytes, bytes.count)
    guard count > 0 else {
      return count < 0 && (errno == EINTR || errno == EAGAIN) ? .nothing : .silence
    }
    return bytes[..<count].contains { $0 == UInt8(ascii: "q") || $0 == UInt8(ascii: "Q") }
      ? .end : .nothing
  }

  /// If the program crashes once they are taken, the terminal is left as it was.
  func restoreOnCrash(by restore: @escaping (CInt, UnsafePointer<termios>) -> Void) {
    restoresOnCrash = restore
  }
}
