import Console
import Glibc
import ProcFS
import QueryLanguage

/// What the program does when it is told to stop.
enum Signals {
  /// Sets what happens at SIGPIPE, SIGXFSZ, SIGINT and SIGQUIT.
  static func prepare() {
    for number in writeErrorSignals { signal(number, SIG_IGN) }
    if !isIgnored(SIGINT) { signal(SIGINT) { _ in _exit(ExitStatus.interrupted.rawValue) } }
    // Swift's own handler waits for every thread, and so for one that waits in the kernel.
    if !isIgnored(SIGQUIT) { signal(SIGQUIT, SIG_DFL) }
  }

  /// What was ignored when the program started, as for a background job, remains so.
  private static func isIgnored(_ number: CInt) -> Bool {
    var inherited = sigaction()
    sigaction(number, nil, &inherited)
    return unsafeBitCast(inherited.__sigaction_handler.sa_handler, to: Int.self) == ignored
  }

  /// SIG_IGN, as a number that can be compared.
  private static let ignored = 1

  /// Starts the thread that watches over this one, and that hears what ends the program wherever
  /// this one waits; Ctrl-C drops unsent output. A thread costs a start some 50 microseconds.
  ///
  /// In the kernel this thread may wait for what never comes, as a file of a process whose address
  /// space is locked. Only a fatal signal ends such a wait, and none does as long as this thread
  /// has another pending: one with a handler, one that dumps core, or one that stops.
  ///
  /// So the first two are the other thread's alone, and what is fatal may be either's. Nil where
  /// there is no other thread to be had: then SIGINT is fatal too.
  static func startWatchdog(_ output: OutputBuffer, _ errors: OutputBuffer) -> Watchdog? {
    guard let program = ThisProgram(output, errors) else { return leaveFatal() }
    let watchdog = Watchdog(over: program)
    guard BackgroundThread.start(deafTo: [SIGTSTP, SIGTTIN, SIGTTOU], { watchdog.watch() }) else {
      return leaveFatal()
    }
    var closed = sigset_t()
    sigemptyset(&closed)
    for number in [SIGINT, SIGQUIT] { sigaddset(&closed, number) }
    pthread_sigmask(SIG_BLOCK, &closed, nil)
    return watchdog
  }

  private static func leaveFatal() -> Watchdog? {
    makeFatal()
    return nil
  }

  /// Lets SIGINT end the program as it ends any other, and so whatever this thread waits for.
  static func makeFatal() {
    if !isIgnored(SIGINT) { signal(SIGINT, SIG_DFL) }
  }
}

/// This program, as its watchdog sees it. The output is the main thread's alone, and is touched
/// only while that is held.
private final class ThisProgram: WatchedProgram, @unchecked Sendable {
  private let output: OutputBuffer
  private let isColoured: Bool
  private let thread: HeldThread
  private var isHeld = false

  /// Nil where there is no memory for it.
  init?(_ output: OutputBuffer, _ errors: OutputBuffer) {
    guard let thread = HeldThread() else { return nil }
    isColoured = errors.isColoured
    self.thread = thread
    self.output = output
  }

  /// In one piece, as the main thread may write there too.
  func tell(_ line: String) {
    let line = isColoured ? MessageKind.colouring(line) : line
    let bytes = Array("\(line)\n".utf8)
    bytes.withUnsafeBytes { try? DescriptorSink(STDERR_FILENO).write($0) }
  }

  func hold() -> Bool {
    isHeld = thread.hold()
    return isHeld
  }

  func end(_ status: ExitStatus, telling line: String) {
    if isHeld { try? output.flush() }
    tell(line)
    _exit(status.rawValue)
  }
}
