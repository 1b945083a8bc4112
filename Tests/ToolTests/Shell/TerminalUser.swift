import Foundation
import Glibc
import TestSupport
import Testing

/// Somebody at a terminal who runs the program: types, presses keys, and looks at the screen.
final class TerminalUser {
  private(set) var screen: Screen
  /// All bytes that the program has sent.
  private(set) var transcript: [UInt8] = []
  /// The user's home, empty at first.
  let home: String
  /// -1 once the terminal was taken away: the number may be another's then.
  private var master: Int32
  private let pid: pid_t
  private var status: Int32?
  private var ownsHome: Bool

  struct NoTerminal: Error {}

  /// TIOCSPTLCK and TIOCGPTN, which are not visible from here.
  private static let setsLock: UInt = 0x4004_5431
  private static let givesNumber: UInt = 0x8004_5430

  /// As long as a machine may need that does much else. Nothing waits for its end if all is well.
  private static let patience: TimeInterval = 15

  init(
    _ arguments: [String] = ["--no-rc"], environment: [String: String] = [:], columns: Int = 80,
    rows: Int = 24, home: String? = nil, files: [String: String] = [:],
    program: String = Command.built("procq").program
  ) throws {
    screen = Screen(columns: columns, rows: rows)
    ownsHome = home == nil
    self.home = home ?? NSTemporaryDirectory() + "procq-user-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: self.home, withIntermediateDirectories: true)
    for (name, text) in files { try Self.write(text, to: self.home + "/" + name) }
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var locked: Int32 = 0
    var number: Int32 = 0
    guard master >= 0, ioctl(master, Self.setsLock, &locked) == 0,
      ioctl(master, Self.givesNumber, &number) == 0
    else { throw NoTerminal() }
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    let variables = [
      "PATH": "/usr/bin:/bin", "TERM": "xterm", "HOME": self.home, "LANG": "C.UTF-8", "TZ": "UTC",
    ].merging(environment) { $1 }
    pid = try Self.spawn(
      program, arguments, variables, terminal: "/dev/pts/\(number)")
  }

  deinit {
    if status == nil {
      kill(pid, SIGKILL)
      var status: Int32 = 0
      waitpid(pid, &status, 0)
    }
    if master >= 0 { close(master) }
    if ownsHome { try? FileManager.default.removeItem(atPath: home) }
  }

  /// The program in a session of its own, on this terminal.
  private static func spawn(
    _ program: String, _ arguments: [String], _ variables: [String: String], terminal: String
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, terminal, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    let newSession: Int32 = 0x80
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | newSession))
    let words = ([program] + arguments).map { strdup($0) } + [nil]
    let variables = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (words + variables).forEach { free($0) } }
    var pid: pid_t = 0
    guard posix_spawn(&pid, program, &actions, &attributes, words, variables) == 0 else {
      throw NoTerminal()
    }
    return pid
  }

  // MARK: - Hands

  func type(_ text: String) { send(Array(text.utf8)) }

  /// Types a line and sends it.
  func enter(_ line: String) { type(line + "\r") }

  enum Key: String {
    case enter = "\r"
    case tab = "\t"
    case escape = "\u{1b}"
    case backspace = "\u{7f}"
    case up = "\u{1b}[A"
    case down = "\u{1b}[B"
    case right = "\u{1b}[C"
    case left = "\u{1b}[D"
    case home = "\u{1b}[H"
    case end = "\u{1b}[F"
    case delete = "\u{1b}[3~"
    case wordLeft = "\u{1b}[1;5D"
    case wordRight = "\u{1b}[1;5C"
    case pageUp = "\u{1b}[5~"
    case controlA = "\u{1}"
    case controlC = "\u{3}"
    case controlD = "\u{4}"
    case controlE = "\u{5}"
    case controlG = "\u{7}"
    case controlK = "\u{b}"
    case controlR = "\u{12}"
    case controlW = "\u{17}"
    case controlU = "\u{15}"
    case controlZ = "\u{1a}"
    case controlBackslash = "\u{1c}"
  }

  func press(_ keys: Key...) {
    for key in keys { type(key.rawValue) }
  }

  /// Puts a text in as terminals do that say where a paste begins and ends.
  func paste(_ text: String) { type("\u{1b}[200~\(text)\u{1b}[201~") }

  func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(master, $0.baseAddress, min($0.count, 512)) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
      receive(milliseconds: 0)
    }
  }

  func resize(columns: Int, rows: Int) {
    screen.resize(columns: columns, rows: rows)
    var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
  }

  func signal(_ number: Int32) { kill(pid, number) }

  /// Takes the terminal away.
  func hangUp() {
    close(master)
    master = -1
  }

  // MARK: - Eyes

  /// Waits until the screen is as wanted; whether it came to that.
  func sees(_ isWanted: (Screen) -> Bool) -> Bool {
    let end = Date(timeIntervalSinceNow: Self.patience)
    while !isWanted(screen) {
      guard Date() < end, receive(milliseconds: 100) else { return isWanted(screen) }
    }
    return true
  }

  /// Waits for a text anywhere on the screen or above it.
  func sees(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let found = sees { $0.text.contains(text) }
    #expect(found, "no '\(text)' in:\n\(screen.text)", sourceLocation: sourceLocation)
  }

  /// Waits until the cursor stands in a line that reads so.
  func seesLine(_ line: String, sourceLocation: SourceLocation = #_sourceLocation) {
    let found = sees { $0.currentLine == line }
    #expect(
      found, "no line '\(line)' at the end of:\n\(screen.text)", sourceLocation: sourceLocation)
  }

  /// Waits for an empty prompt.
  func seesPrompt(sourceLocation: SourceLocation = #_sourceLocation) {
    seesLine("procq>", sourceLocation: sourceLocation)
  }

  /// Runs a line; what is shown between it and the next prompt.
  func answer(to line: String, sourceLocation: SourceLocation = #_sourceLocation) -> String {
    seesPrompt(sourceLocation: sourceLocation)
    let before = screen.text.components(separatedBy: "\n").count
    enter(line)
    let came = sees {
      $0.currentLine == "procq>" && $0.text.components(separatedBy: "\n").count > before
    }
    #expect(came, "no prompt after '\(line)':\n\(screen.text)", sourceLocation: sourceLocation)
    return screen.text.components(separatedBy: "\n").dropFirst(before).dropLast()
      .joined(separator: "\n")
  }

  /// Takes in what the program has sent; false if there will be nothing more.
  @discardableResult
  private func receive(milliseconds: Int32) -> Bool {
    var request = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, milliseconds) > 0 else { return true }
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    let count = Glibc.read(master, &buffer, buffer.count)
    guard count > 0 else { return false }
    transcript += buffer[..<count]
    screen.feed(buffer[..<count])
    return true
  }

  private var hasMore: Bool {
    var request = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 10) > 0
  }

  // MARK: - The end

  /// Waits for the program's end: its exit status, or its signal's number below zero.
  func end() -> Int32? {
    let end = Date(timeIntervalSinceNow: Self.patience)
    while status == nil, Date() < end {
      receive(milliseconds: 10)
      var raw: Int32 = 0
      if waitpid(pid, &raw, WNOHANG) == pid {
        status = raw & 0x7f == 0 ? raw >> 8 & 0xff : -(raw & 0x7f)
        while hasMore, receive(milliseconds: 0) {}
      }
    }
    return status
  }

  /// The terminal's settings: whether it echoes and gives whole lines, as it does for a shell.
  var isCooked: Bool {
    var settings = termios()
    guard tcgetattr(master, &settings) == 0 else { return false }
    let wanted = tcflag_t(ICANON | ECHO | ISIG)
    return settings.c_lflag & wanted == wanted
  }

  // MARK: - Files

  func write(_ text: String, to name: String) throws {
    try Self.write(text, to: home + "/" + name)
  }

  private static func write(_ text: String, to path: String) throws {
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    // Whatever the tests' own umask says: what others may write to is not obeyed.
    chmod(path, 0o644)
  }

  func read(_ name: String) throws -> String {
    try String(contentsOfFile: home + "/" + name, encoding: .utf8)
  }
}
