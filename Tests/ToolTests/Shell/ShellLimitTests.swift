import Foundation
import Glibc
import TestSupport
import Testing

/// What the surroundings may do to a shell: it goes on, or ends and leaves the terminal as it was.
@Suite struct ShellLimitTests {
  private let program = Command.built("procq").program

  /// Somebody whose own shell runs a line before procq.
  private func user(after line: String, _ environment: [String: String] = [:]) throws
    -> TerminalUser
  {
    try TerminalUser(
      ["-c", "\(line); exec \(program) --no-rc"], environment: environment, program: "/bin/sh")
  }

  /// libedit keeps two cells for each character of the screen: these would be 34 GiB.
  @Test(arguments: ["cols 65535 rows 65535", "cols 65535 rows 24", "cols 80 rows 65535"])
  func aWindowMayHaveAnySize(_ size: String) throws {
    let user = try user(after: "ulimit -v 2000000; stty \(size)")
    #expect(user.answer(to: "select 1 as x").hasSuffix("x\n1\n(1 row)"))
    user.type("selct 2 as y")
    user.press(.home, .right, .right, .right)
    user.type("e")
    user.press(.enter)
    user.sees("y\n2\n(1 row)")
    user.seesPrompt()
    user.resize(columns: 60, rows: 20)
    #expect(user.answer(to: "select 3 as z").hasSuffix("z\n3\n(1 row)"))
    user.enter("\\q")
    #expect(user.end() == 0)
    #expect(user.isCooked)
  }

  @Test func aFileThatMayNotGrowIsAnErrorAndNoEnd() throws {
    let user = try user(after: "ulimit -f 0", ["EDITOR": "true"])
    user.seesPrompt()
    user.enter("select 1 as x")
    user.sees("warning: the history is not kept: cannot write")
    user.sees("File too large")
    user.seesPrompt()
    user.enter("\\s one")
    user.sees("error: cannot write")
    _ = user.answer(to: "\\o ~/out")
    user.enter("select 2 as x")
    user.sees("error: cannot write the result: File too large")
    user.seesPrompt()
    _ = user.answer(to: "\\o")
    user.enter("\\e")
    user.sees("procq> \\e\nerror: cannot write")
    #expect(user.answer(to: "select 3 as x") == "x\n3\n(1 row)")
    user.enter("\\q")
    #expect(user.end() == 0)
    #expect(user.isCooked)
  }

  /// What we ignore, the programs that we start do not.
  @Test func programsFindSignalsAsTheyAreUsedTo() throws {
    let pager = "cat >/dev/null; grep -E 'Sig(Ign|Blk|Cgt)' /proc/self/status"
    let user = try TerminalUser(environment: ["PAGER": pager], rows: 8)
    let answer = user.answer(to: "\\df")
    for name in ["SigIgn", "SigBlk"] {
      #expect(answer.contains("\(name):\t0000000000000000") || answer.contains("\(name): 0000"))
    }
  }

  @Test func aPipeThatNobodyReadsIsNotWaitedFor() throws {
    let user = try user(after: "cd; mkfifo pipe")
    #expect(user.answer(to: "\\o pipe") == "error: cannot open pipe: nobody reads this pipe")
    #expect(user.answer(to: "select 1 as x") == "x\n1\n(1 row)")
  }

  /// A terminal that results go to by its name is one all the same.
  @Test func noByteOfSomebodyElsesReachesATerminalRaw() throws {
    let user = try TerminalUser()
    _ = user.answer(to: "\\f csv")
    _ = user.answer(to: "\\o /dev/tty")
    #expect(user.answer(to: #"select '\x1b[31mred' as x"#) == "x\n\\x1b[31mred")
    #expect(!String(decoding: user.transcript, as: UTF8.self).contains("\u{1b}[31mred"))
  }

  /// Its reader may have stopped: Ctrl-C ends the statement, and what it had still to write is lost.
  @Test func ctrlCEndsAWriteThatWaits() throws {
    let user = try user(after: "cd; mkfifo pipe")
    user.seesPrompt()
    let reader = open(user.home + "/pipe", O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    #expect(reader >= 0)
    _ = user.answer(to: "\\o pipe")
    #expect(user.answer(to: "select 1 as x") == "")
    var buffer = [UInt8](repeating: 0, count: 100)
    #expect(read(reader, &buffer, buffer.count) == 4)
    // More than a pipe holds.
    let row = "'\(String(repeating: "x", count: 60_000))' as x"
    try user.write((1...4).map { _ in "select \(row);\n" }.joined(), to: "many")
    user.enter("\\i many")
    #expect(user.sees { _ in self.isFull(reader) })
    user.press(.controlC)
    user.sees("interrupted")
    user.seesPrompt()
    user.enter("\\watch 0.1")
    #expect(user.sees { _ in self.drains(reader, to: "x") })
    #expect(user.sees { _ in self.isFull(reader) })
    user.press(.controlC)
    user.seesPrompt()
    close(reader)
    #expect(
      user.answer(to: "select 1 as x").hasSuffix("error: cannot write the result: Broken pipe"))
    _ = user.answer(to: "\\o")
    #expect(user.answer(to: "select 2 as x") == "x\n2\n(1 row)")
  }

  /// Whether a pipe holds so much that no further page fits.
  private func isFull(_ reader: Int32) -> Bool {
    var count: Int32 = 0
    return ioctl(reader, UInt(FIONREAD), &count) == 0 && count > 60_000
  }

  /// Reads what is there; whether this text stood in it.
  private func drains(_ reader: Int32, to text: String) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    let count = read(reader, &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self).contains(text)
  }
}
