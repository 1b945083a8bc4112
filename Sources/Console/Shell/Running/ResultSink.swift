import Execution
import Glibc
import Synchronization

/// The destination of one statement's result: the terminal, a pager once the result is longer than
/// the screen and no key waits, a file, a command of the user's, or memory.
///
/// The thread that makes the result writes to it. The thread that waits may show progress
/// meanwhile, and may close the sink at any time; later bytes are dropped.
final class ResultSink: ByteSink, Sendable {
  private let target: Target
  /// Nil where nobody watches, or results go into a file.
  private let terminal: Terminal?
  private let pager: Pager?
  private let isClosed = Atomic(false)
  /// In nanoseconds.
  private let timeOfReaders = Atomic<Int64>(0)
  private let readerIsGone = Atomic(false)
  /// 0 where there is none. No lock guards it: one that writes to a pager may wait for long.
  private let pagerPid = Atomic<pid_t>(0)
  private let state = Mutex(State())
  /// Runs since the statement does.
  private let stopwatch = Stopwatch()

  enum Target: Sendable {
    case descriptor(CInt)
    case file(OutputFile)
    case command(OutputCommand)
    case memory
  }

  fileprivate struct State {
    /// Kept back until it is known whether it fits on the screen; all of it, in memory.
    var held: [UInt8] = []
    var rows = 0
    var column = 0
    /// Nothing is kept back any more.
    var isFlowing = false
    var paging: (process: ChildProcess, input: CInt, loan: Terminal.Loan)?
    /// What is shown of how far it is.
    var progress: String?
    var hasOutput = false
  }

  init(_ target: Target, terminal: Terminal? = nil, pager: Pager? = nil) {
    self.target = target
    self.terminal = terminal
    self.pager = terminal?.isDumb ?? true ? nil : pager
  }

  init(_ redirection: Redirection) {
    target =
      switch redirection {
      case .file(let file): .file(file)
      case .command(let command): .command(command)
      }
    terminal = nil
    pager = nil
  }

  private var pagerProcess: ChildProcess? {
    let pid = pagerPid.load(ordering: .acquiring)
    return pid == 0 ? nil : ChildProcess(pid: pid)
  }

  private var command: OutputCommand? {
    switch target {
    case .command(let command): command
    case .descriptor, .file, .memory: nil
    }
  }

  /// A pager, or the command that reads the result, has the keyboard, Ctrl-C included.
  var isPaging: Bool { pagerProcess != nil || command?.hasTerminal ?? false }

  /// What reads the result has ended before it got everything: the user has left the pager.
  var readerHasEnded: Bool {
    readerIsGone.load(ordering: .acquiring)
      || (pagerProcess ?? command?.job.process)?.hasEnded ?? false
  }

  /// In nanoseconds: how long it was waited for whoever reads the result, somebody at the pager perhaps.
  var nanosecondsOfReaders: Int64 { timeOfReaders.load(ordering: .acquiring) }

  /// What was written so far, of one in memory.
  var collected: [UInt8] { state.withLock { $0.held } }

  // MARK: - By the thread that makes the result

  /// Takes a part of the result; fails with a closed pipe once the sink is closed.
  func write(_ bytes: UnsafeRawBufferPointer) throws(ResultFailure) {
    let failure = state.withLock { state -> ResultFailure? in
      do throws(ResultFailure) {
        try write(bytes, &state)
        return nil
      } catch {
        return error
      }
    }
    if let failure { throw failure }
  }

  private func write(_ bytes: UnsafeRawBufferPointer, _ state: inout State) throws(ResultFailure) {
    // The lock is held while the bytes go out, so whoever closes the sink knows that none follow.
    if isClosed.load(ordering: .acquiring) { throw .closedPipe }
    clearProgress(&state)
    state.hasOutput = true
    switch target {
    case .memory: state.held.append(contentsOf: bytes)
    case .file(let file): try write(bytes, to: file)
    case .command(let command): try write(bytes, to: command)
    case .descriptor(let descriptor): try write(bytes, to: descriptor, &state)
    }
  }

  /// Once it has read enough, the rest is not missed.
  private func write(
    _ bytes: UnsafeRawBufferPointer, to command: OutputCommand
  ) throws(ResultFailure) {
    let sink = DescriptorSink(
      command.input.descriptor, unless: { self.isClosed.load(ordering: .acquiring) })
    do throws(ResultFailure) {
      try send(bytes, to: sink)
    } catch {
      readerIsGone.store(true, ordering: .releasing)
      throw error
    }
  }

  /// What a write waits for is the time of its reader.
  private func send(
    _ bytes: UnsafeRawBufferPointer, to sink: DescriptorSink
  ) throws(ResultFailure) {
    let stopwatch = Stopwatch()
    defer { timeOfReaders.add(stopwatch.nanoseconds, ordering: .releasing) }
    try sink.write(bytes)
  }

  /// A pipe whose reader has gone loses what was meant to be kept.
  private func write(
    _ bytes: UnsafeRawBufferPointer, to file: OutputFile
  ) throws(ResultFailure) {
    let sink = DescriptorSink(
      file.descriptor, unless: { self.isClosed.load(ordering: .acquiring) })
    do throws(ResultFailure) {
      try send(bytes, to: sink)
    } catch {
      throw error == .closedPipe ? .unwritable(EPIPE) : error
    }
  }

  private func write(
    _ bytes: UnsafeRawBufferPointer, to descriptor: CInt, _ state: inout State
  ) throws(ResultFailure) {
    guard let terminal, let pager, !state.isFlowing else {
      return try send(bytes, to: DescriptorSink(state.paging?.input ?? descriptor))
    }
    state.held.append(contentsOf: bytes)
    let size = terminal.size
    state.count(bytes, columns: size.columns)
    // A line for the prompt, and one for the footer.
    if state.rows > size.rows - 2 { try startPager(pager, terminal, &state) }
  }

  /// How long nobody may have typed before a pager is opened, in milliseconds: whoever types on would
  /// type into it.
  private static let silence: Int64 = 250

  private func startPager(_ pager: Pager, _ terminal: Terminal, _ state: inout State)
    throws(ResultFailure)
  {
    // The statement was sent by a key.
    let rest = Self.silence - stopwatch.nanoseconds / 1_000_000
    if terminal.hasInput(within: max(CInt(clamping: rest), 0)) { return try flow(&state) }
    if isClosed.load(ordering: .acquiring) { throw .closedPipe }
    let loan = terminal.lend()
    if let (process, input) = pager.start() {
      state.paging = (process, input, loan)
      pagerPid.store(process.pid, ordering: .releasing)
    } else {
      terminal.takeBack(loan)
    }
    try flow(&state)
  }

  /// From now on everything goes out at once.
  private func flow(_ state: inout State) throws(ResultFailure) {
    guard case .descriptor(let descriptor) = target else { return }
    state.isFlowing = true
    let held = state.held
    state.held = []
    let sink = DescriptorSink(state.paging?.input ?? descriptor)
    var failure: ResultFailure?
    held.withUnsafeBytes { bytes in
      do throws(ResultFailure) { try send(bytes, to: sink) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  // MARK: - By the thread that waits

  /// The result is whole: shows what was kept back, and waits until the user has left the pager.
  func finish() -> ResultFailure? {
    let (failure, paging) = state.withLock { state in
      clearProgress(&state)
      var failure: ResultFailure?
      do throws(ResultFailure) {
        if !state.isFlowing { try flow(&state) }
      } catch {
        failure = error
      }
      let paging = state.paging
      state.paging = nil
      pagerPid.store(0, ordering: .releasing)
      return (failure, paging)
    }
    guard let paging else { return failure }
    close(paging.input)
    _ = paging.process.wait()
    terminal?.takeBack(paging.loan)
    return failure
  }

  /// Nothing goes out any more, and a pager ends. A thread that is stuck in the kernel, and not
  /// here, holds no lock.
  func drop() {
    isClosed.store(true, ordering: .releasing)
    if let pagerProcess { kill(pagerProcess.pid, SIGTERM) }
    for _ in 0..<20 {
      let isFree = state.withLockIfAvailable { state in
        clearProgress(&state)
        state.held = []
        return true
      }
      if isFree ?? false { return }
      usleep(1000)
    }
  }

  /// Shows how far it is, unless part of the result can be seen already.
  func showProgress(_ text: String) {
    guard let terminal, !terminal.isDumb else { return }
    state.withLockIfAvailable { state in
      let line = cut(text, toWidth: terminal.size.columns - 1)
      guard !state.hasOutput, line != state.progress else { return }
      send("\r" + line + terminal.sequence(.clearRest))
      state.progress = line
    }
  }

  /// Nothing is written meanwhile, and no progress shown, unless a write does not end: whoever reads
  /// what it writes may have stopped. The body learns whether a pager has the terminal.
  func whileIdle(_ body: (_ isPaging: Bool) -> Void) {
    for _ in 0..<100 where !isPaging {
      let isDone = state.withLockIfAvailable { state in
        guard state.paging == nil else { return false }
        clearProgress(&state)
        body(false)
        return true
      }
      if isDone ?? false { return }
      usleep(1000)
    }
    body(isPaging)
  }

  private func clearProgress(_ state: inout State) {
    guard state.progress != nil, let terminal else { return }
    send("\r" + terminal.sequence(.clearRest))
    state.progress = nil
  }

  /// Beside the results, so that they may go elsewhere.
  private func send(_ text: String) {
    try? Console.write(Array(text.utf8), to: STDERR_FILENO, path: "the terminal")
  }
}

extension ResultSink.State {
  /// How many rows of the screen the bytes take; a character of several bytes counts for more, so
  /// a pager may be asked that finds it is not needed.
  fileprivate mutating func count(_ bytes: UnsafeRawBufferPointer, columns: Int) {
    for byte in bytes {
      if byte == UInt8(ascii: "\n") {
        rows += 1
        column = 0
      } else {
        if column == columns {
          rows += 1
          column = 0
        }
        column += 1
      }
    }
  }
}
