import CEditLine
import Glibc

/// A program that the shell has started and waits for: a pager, an editor, a command of the user's.
struct ChildProcess: Sendable {
  /// The number of the process.
  let pid: pid_t

  /// One that was started already.
  init(pid: pid_t) {
    self.pid = pid
  }

  /// Starts a line in the system's shell. `input` becomes its standard input, the variables are
  /// added to our environment, and signals act on it as on any program.
  init?(shellLine: String, arguments: [String] = [], input: CInt? = nil, variables: [String] = []) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let input { posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    Self.setSignals(&attributes)
    var pid: pid_t = 0
    let words = ["sh", "-c", DescriptorLimit.restoration + shellLine, "sh"] + arguments
    let status = withStrings(words) { words in
      withStrings(variables + Self.environment(without: variables)) { variables in
        posix_spawn(&pid, "/bin/sh", &actions, &attributes, words, variables)
      }
    }
    guard status == 0 else { return nil }
    self.pid = pid
  }

  /// Starts a line that reads what is written to the descriptor; nil where none can be started.
  static func reading(
    shellLine: String, variables: [String] = []
  ) -> (process: ChildProcess, input: CInt)? {
    guard let pipe = makePipe() else { return nil }
    defer { close(pipe.output) }
    let process = ChildProcess(shellLine: shellLine, input: pipe.output, variables: variables)
    guard let process else {
      close(pipe.input)
      return nil
    }
    return (process, pipe.input)
  }

  private static func setSignals(_ attributes: inout posix_spawnattr_t) {
    var standard = sigset_t()
    sigemptyset(&standard)
    let watched = [SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGTSTP, SIGWINCH]
    for number in watched + writeErrorSignals { sigaddset(&standard, number) }
    posix_spawnattr_setsigdefault(&attributes, &standard)
    posix_spawnattr_setsigmask(&attributes, signals_open_mask())
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
  }

  /// Our environment, without the variables that are set anew.
  private static func environment(without variables: [String]) -> [String] {
    let names = variables.map { $0.prefix { $0 != "=" } }
    var result: [String] = []
    var next = environ
    while let entry = next.pointee {
      let text = String(cString: entry)
      if !names.contains(text.prefix { $0 != "=" }) { result.append(text) }
      next += 1
    }
    return result
  }

  /// Whether the program has ended; it can still be waited for.
  var hasEnded: Bool {
    var information = siginfo_t()
    let result = waitid(P_PID, id_t(pid), &information, WEXITED | WNOHANG | WNOWAIT)
    // One that somebody else has waited for is no child any more.
    return result != 0 || information.si_signo == SIGCHLD
  }

  /// Waits for the end of the program. Gives its exit status, or 128 and the number of the signal
  /// that ended it. While the program is stopped, so are we.
  func wait() -> CInt {
    var status: CInt = 0
    while true {
      let result = waitpid(pid, &status, WUNTRACED)
      if result < 0, errno != EINTR { return 127 }
      if result < 0 { continue }
      guard status & 0xff == 0x7f else { break }
      signals_obey(SIGTSTP)
    }
    // What was pressed meanwhile went to it, and was not meant for us.
    for number in [SIGINT, SIGQUIT, SIGTSTP] { signals_forget(number) }
    return Self.exitStatus(status)
  }

  /// Waits like `wait`, but for a program that has not got the terminal: nil as soon as a signal comes
  /// that ends a statement or the shell, which is noted then.
  func waitUnlessInterrupted() -> CInt? {
    var pause: CInt = 1
    while !hasEnded {
      switch -signals_wait(-1, pause) {
      case 0: pause = min(pause * 2, 50)
      case SIGWINCH: continue
      case SIGTSTP: signals_obey(SIGTSTP)
      case let number:
        signals_note(number)
        return nil
      }
    }
    var status: CInt = 0
    return waitpid(pid, &status, 0) == pid ? Self.exitStatus(status) : 127
  }

  /// Asks it to end, and waits for that no longer than a moment.
  func end() {
    kill(pid, SIGTERM)
    for _ in 0..<20 where !hasEnded { usleep(5000) }
    if hasEnded { waitpid(pid, nil, 0) }
  }

  private static func exitStatus(_ status: CInt) -> CInt {
    status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
  }
}

/// Calls with the strings as C has them, the last pointer nil.
private func withStrings<Result>(
  _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  let pointers = strings.map { strdup($0) } + [nil]
  defer { pointers.forEach { free($0) } }
  return pointers.withUnsafeBufferPointer { buffer in
    guard let address = buffer.baseAddress else { preconditionFailure("it holds the nil") }
    return body(address)
  }
}
