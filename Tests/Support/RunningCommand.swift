import Foundation
import Glibc
import Synchronization

/// A program that has been started. It must be waited for by `outcome()`.
package final class RunningCommand {
  /// Its own, until `outcome()` has waited for it.
  package let pid: Int32
  private let streams: CommandStreams

  init(pid: Int32, streams: CommandStreams) {
    self.pid = pid
    self.streams = streams
  }

  /// Whether it has ended; it is not waited for.
  package var hasEnded: Bool {
    var information = siginfo_t()
    return waitid(P_PID, id_t(pid), &information, WEXITED | WNOHANG | WNOWAIT) != 0
      || information._sifields._sigchld.si_pid == pid
  }

  package func send(_ signal: Int32) { kill(pid, signal) }

  /// Waits until it handles a signal itself; false where it ends before that.
  package func awaitHandler(of signal: Int32) -> Bool {
    while let status = try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8) {
      let line = status.split(separator: "\n").first { $0.hasPrefix("SigCgt:") }
      guard let digits = line?.split(separator: "\t").last,
        let caught = UInt64(digits, radix: 16)
      else { return false }
      if caught >> UInt64(signal - 1) & 1 == 1 { return true }
      sched_yield()
    }
    return false
  }

  /// Waits until one of its threads sleeps in the kernel so that only its death ends that, or for a
  /// file system's server; false where it ends before that.
  package func awaitWait() -> Bool {
    while let tasks = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task") {
      for task in tasks {
        let stat = try? String(contentsOfFile: "/proc/\(pid)/task/\(task)/stat", encoding: .utf8)
        let state = stat?.split(separator: ")").last?.dropFirst().first
        if state == "D" || waitsForServer(task) { return true }
        if state == "Z", tasks.count == 1 { return false }
      }
      usleep(1000)
    }
    return false
  }

  private func waitsForServer(_ task: String) -> Bool {
    let path = "/proc/\(pid)/task/\(task)/wchan"
    guard let place = try? String(contentsOfFile: path, encoding: .utf8) else { return false }
    return place.contains("fuse") || place == "request_wait_answer"
  }

  /// Waits until its output holds this text; false where the output ends without it.
  package func awaitOutput(_ text: String) -> Bool {
    while !streams.hasReceived(text) {
      guard exchange() else { return streams.hasReceived(text) }
    }
    return true
  }

  /// Gives it the rest of its input, and waits for its end.
  package func outcome() -> Command.Outcome {
    while exchange() {}
    streams.closeOurEnds()
    var status: Int32 = 0
    while waitpid(pid, &status, 0) == -1, errno == EINTR {}
    let signal = status & 0x7f
    return Command.Outcome(
      status: signal == 0 ? status >> 8 & 0xff : -signal,
      output: streams.output, errors: streams.errors)
  }

  /// A program that says nothing for so long hangs, and would hang the tests with it.
  private func exchange() -> Bool {
    switch streams.exchange(milliseconds: 120_000) {
    case .moved: return true
    case .ended: return false
    case .nothing:
      send(SIGKILL)
      return true
    }
  }
}

/// The pipes between the tests and a program.
final class CommandStreams {
  private(set) var output: [UInt8] = []
  private(set) var errors: [UInt8] = []
  private var pending: [UInt8] = []
  private var isSilent = false
  /// Nil where the stream is closed.
  private var theirs: (input: Int32?, output: Int32?, errors: Int32?)
  private var ours: (input: Int32?, output: Int32?, errors: Int32?)

  enum Exchange {
    case moved
    case nothing
    case ended
  }

  init(input: Command.Input, output: Command.Output) {
    // A program that ends without reading its input must not end the tests.
    signal(SIGPIPE, SIG_IGN)
    connect(input)
    connect(output)
    (ours.errors, theirs.errors) = makePipe()
  }

  private func connect(_ input: Command.Input) {
    switch input {
    case .bytes(let bytes):
      pending = bytes
      (theirs.input, ours.input) = makePipe()
    case .silent:
      isSilent = true
      (theirs.input, ours.input) = makePipe()
    case .file(let path):
      theirs.input = open(path, O_RDONLY | O_CLOEXEC)
    case .closed:
      break
    }
  }

  private func connect(_ output: Command.Output) {
    switch output {
    case .collected:
      (ours.output, theirs.output) = makePipe()
    case .file(let path):
      theirs.output = open(path, O_WRONLY | O_CLOEXEC)
    case .unread:
      let (reader, writer) = makePipe()
      close(reader)
      theirs.output = writer
    case .terminal(let columns):
      (ours.output, theirs.output) = makeTerminal(columns: columns)
    case .closed:
      break
    }
  }

  /// What the program does to its descriptors before it begins.
  func addActions(_ actions: inout posix_spawn_file_actions_t) {
    for (number, stream) in [theirs.input, theirs.output, theirs.errors].enumerated() {
      if let stream {
        posix_spawn_file_actions_adddup2(&actions, stream, Int32(number))
      } else {
        posix_spawn_file_actions_addclose(&actions, Int32(number))
      }
    }
  }

  func closeTheirEnds() {
    for stream in [theirs.input, theirs.output, theirs.errors] { stream.map { _ = close($0) } }
    theirs = (nil, nil, nil)
  }

  func closeOurEnds() {
    for stream in [ours.input, ours.output, ours.errors] { stream.map { _ = close($0) } }
    ours = (nil, nil, nil)
  }

  func hasReceived(_ text: String) -> Bool {
    String(decoding: output, as: UTF8.self).contains(text)
  }

  /// Moves what can be moved, in and out.
  func exchange(milliseconds: Int32) -> Exchange {
    sendPending()
    guard ours.output != nil || ours.errors != nil else { return .ended }
    var requests = [
      pollfd(fd: ours.output ?? -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: ours.errors ?? -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: pending.isEmpty ? -1 : ours.input ?? -1, events: Int16(POLLOUT), revents: 0),
    ]
    guard poll(&requests, 3, milliseconds) != 0 else { return .nothing }
    if requests[0].revents != 0 { receive(&ours.output, &output) }
    if requests[1].revents != 0 { receive(&ours.errors, &errors) }
    return .moved
  }

  private func receive(_ stream: inout Int32?, _ bytes: inout [UInt8]) {
    guard let descriptor = stream else { return }
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    let count = read(descriptor, &buffer, buffer.count)
    if count > 0 {
      bytes += buffer[..<count]
    } else if count == 0 || errno != EINTR {
      close(descriptor)
      stream = nil
    }
  }

  /// As much of the input as the pipe takes; its end is told once all is sent.
  private func sendPending() {
    guard let descriptor = ours.input else { return }
    var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    while !pending.isEmpty, poll(&request, 1, 0) > 0 {
      // A pipe that can be written to has room for this many bytes at least.
      let count = write(descriptor, pending, min(pending.count, Int(PIPE_BUF)))
      // The program may have ended without reading its input.
      pending.removeFirst(count > 0 ? count : pending.count)
    }
    if pending.isEmpty, !isSilent {
      close(descriptor)
      ours.input = nil
    }
  }
}

/// Neither end is left open in programs that are started meanwhile.
private func makePipe() -> (reader: Int32, writer: Int32) {
  spawning.withLock { _ in
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }
}

/// A pseudo-terminal that passes bytes on as they are.
private func makeTerminal(columns: UInt16) -> (master: Int32, terminal: Int32) {
  spawning.withLock { _ in
    var ends: (master: Int32, terminal: Int32) = (-1, -1)
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    var modes = termios()
    openpty(&ends.master, &ends.terminal, nil, nil, &size)
    tcgetattr(ends.terminal, &modes)
    cfmakeraw(&modes)
    tcsetattr(ends.terminal, TCSANOW, &modes)
    for end in [ends.master, ends.terminal] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return ends
  }
}

/// Held while a descriptor could slip into a program that has nothing to do with it.
let spawning = Mutex(())
