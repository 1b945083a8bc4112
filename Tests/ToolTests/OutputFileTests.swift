import Foundation
import Glibc
import TestSupport
import Testing

/// `-o FILE` and `\o FILE`: results that go into a file.
@Suite final class OutputFileTests {
  private let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "procq-output-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func path(_ name: String) -> String { "\(folder)/\(name)" }

  private func write(_ text: String, to name: String, mode: mode_t = 0o644) throws {
    try text.write(toFile: path(name), atomically: false, encoding: .utf8)
    chmod(path(name), mode)
  }

  private func text(_ name: String) -> String? {
    try? String(contentsOfFile: path(name), encoding: .utf8)
  }

  private func mode(_ name: String) -> mode_t {
    var status = stat()
    return lstat(path(name), &status) == 0 ? status.st_mode : 0
  }

  private var entries: [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted() ?? []
  }

  private func procq(_ words: String...) -> Command { .built("procq", words) }

  // MARK: - Plain files

  @Test func resultsGoIntoANewFile() throws {
    let line = "umask 027; exec \"$@\""
    let words = [procq().program, "-o", path("new"), "-e", "select 1 as x", "-e", "select 2 as y"]
    let outcome = try Command("/bin/sh", ["-c", line, "sh"] + words).run()
    #expect(outcome.status == 0 && outcome.output.isEmpty && outcome.errors.isEmpty)
    #expect(text("new") == "x\n1\n\ny\n2\n")
    #expect(mode("new") & 0o777 == 0o640)
    #expect(entries == ["new"])
  }

  @Test(arguments: [0o600, 0o640, 0o755] as [mode_t])
  func aFileKeepsItsMode(_ mode: mode_t) throws {
    try write("old\n", to: "old", mode: mode)
    #expect(try procq("-fcsv", "--output=\(path("old"))", "-e", "select 1 as x").run().status == 0)
    #expect(text("old") == "x\n1\n")
    #expect(self.mode("old") & 0o777 == mode)
    #expect(entries == ["old"])
  }

  @Test func linksAreFollowed() throws {
    try write("old\n", to: "target")
    symlink("target", path("link"))
    symlink(path("link"), path("second"))
    #expect(try procq("-o", path("second"), "-e", "select 1 as x").run().status == 0)
    #expect(text("target") == "x\n1\n")
    symlink("missing", path("dangling"))
    #expect(try procq("-o", path("dangling"), "-e", "select 2 as x").run().status == 0)
    #expect(text("missing") == "x\n2\n")
    for link in ["link", "second", "dangling"] { #expect(mode(link) & S_IFMT == S_IFLNK) }
    symlink("circle", path("circle"))
    #expect(try procq("-o", path("circle"), "-e", "select 2 as x").run().status == 1)
    #expect(entries == ["circle", "dangling", "link", "missing", "second", "target"])
  }

  /// A reader who has the old file open goes on reading that.
  @Test func theOldFileIsReplacedAndNotChanged() throws {
    try write("old\n", to: "file")
    let old = try #require(FileHandle(forReadingAtPath: path("file")))
    #expect(try procq("-o", path("file"), "-e", "select 1 as x").run().status == 0)
    #expect(String(decoding: try old.readToEnd() ?? Data(), as: UTF8.self) == "old\n")
    #expect(text("file") == "x\n1\n")
  }

  @Test func nothingIsFittedOrColoured() throws {
    let query = "select 'abcdefghijklmnopqrstuvwxyz' as alphabet, null as nothing"
    var command = procq("-o", path("file"), "-e", query)
    command.output = .terminal(columns: 16)
    command.environment["TERM"] = "xterm"
    #expect(try command.run().status == 0)
    let plain = "alphabet                    nothing\nabcdefghijklmnopqrstuvwxyz  -\n"
    #expect(text("file") == plain)
    command.arguments += ["--color=always"].map { Array($0.utf8) }
    #expect(try command.run().status == 0)
    #expect(text("file")?.contains("\u{1b}[1m") == true)
  }

  // MARK: - What keeps the old file

  @Test(
    arguments: [
      (["-e", "select nosuch"], 2), (["-e", "select 1", "--check"], 0),
      (["-q", "-e", "select 1"], 0),
      (["-e", "select 1; wait for where pid < 0", "--timeout", "50ms"], 1),
    ] as [([String], Int32)])
  func theOldFileStays(_ words: [String], _ status: Int32) throws {
    try write("old\n", to: "file")
    let outcome = try Command.built("procq", ["-o", path("file")] + words).run()
    #expect(outcome.status == status, "\(outcome.errorText)")
    #expect(outcome.output.isEmpty)
    #expect(text("file") == "old\n")
    #expect(entries == ["file"])
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGKILL])
  func whateverEndsItLeavesNothing(_ signal: Int32) throws {
    try write("old\n", to: "file")
    let query = "select 'part' as x; wait for where pid < 0"
    let running = try procq("-o", path("file"), "--stats", "-e", query).start()
    #expect(running.awaitHandler(of: SIGINT))
    // Until the first statement has run.
    #expect(waits(running))
    running.send(signal)
    #expect(running.outcome().status == (signal == SIGINT ? 130 : -signal))
    #expect(text("file") == "old\n")
    #expect(entries == ["file"])
  }

  /// Whether it has come to write: its file without a name is open.
  private func waits(_ running: RunningCommand) -> Bool {
    for _ in 0..<10_000 {
      let links = try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(running.pid)/fd")
      let targets = (links ?? []).compactMap {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(running.pid)/fd/\($0)")
      }
      if targets.contains(where: { $0.hasSuffix("(deleted)") }) { return true }
      usleep(1000)
    }
    return false
  }

  @Test func aFileThatMayNotGrowIsAnError() throws {
    try write("old\n", to: "file")
    let words = [procq().program, "-o", path("file"), "-e", "select 1 as x"]
    let outcome = try Command("/bin/sh", ["-c", "ulimit -f 0; exec \"$@\"", "sh"] + words).run()
    #expect(outcome.status == 1)
    #expect(outcome.errorText == "error: cannot write \(path("file")): File too large\n")
    #expect(text("file") == "old\n")
    #expect(entries == ["file"])
  }

  @Test func whatCannotBeWrittenIsToldBeforeAnythingRuns() throws {
    let query = ["-e", "select 1", "--stats"]
    for (name, reason) in [
      ("none/x", "No such file or directory"), (".", "Is a directory"),
      ("file/x", "Not a directory"),
    ] {
      try write("old\n", to: "file")
      let outcome = try Command.built("procq", ["-o", path(name)] + query).run()
      #expect(outcome.status == 1)
      #expect(
        outcome.errorText.hasPrefix("error: cannot write \(path(name)): ")
          && outcome.errorText.hasSuffix("\(reason)\n"), "\(outcome.errorText)")
    }
    #expect(try procq("-o", "", "-e", "select 1").run().status == 2)
    #expect(try procq("-e", "select 1", "-o").run().status == 2)
  }

  // MARK: - What is no plain file

  @Test func aDeviceIsWrittenToDirectly() throws {
    let full = try procq("-o", "/dev/full", "-e", "select 1").run()
    #expect(full.status == 1)
    #expect(full.errorText == "error: cannot write /dev/full: No space left on device\n")
    #expect(try procq("-o", "/dev/null", "-e", "select 1").run().status == 0)
    for name in ["/dev/stdout", "/dev/fd/1", "-"] {
      #expect(try procq("-o", name, "-e", "select 1 as x").run().outputText == "x\n1\n")
    }
  }

  /// Also where that is a file: what stands there stays, and nothing takes its place.
  @Test func standardOutputIsWrittenToWhereItStands() throws {
    let words = [procq().program, "-o", "/dev/stdout", "-e", "select 1 as x"]
    let line = "{ echo before; \"$@\"; echo behind; } >\(path("file"))"
    #expect(try Command("/bin/sh", ["-c", line, "sh"] + words).run().status == 0)
    #expect(text("file") == "before\nx\n1\nbehind\n")
  }

  @Test func aPipeIsWrittenToDirectly() throws {
    mkfifo(path("pipe"), 0o600)
    let reader = try Command("/bin/cat", [path("pipe")]).start()
    #expect(try procq("-o", path("pipe"), "-e", "select 1 as x").run().status == 0)
    #expect(reader.outcome().outputText == "x\n1\n")
    #expect(mode("pipe") & S_IFMT == S_IFIFO)
  }

  // MARK: - Again and again

  @Test func eachRoundTakesThePlaceOfTheOneBefore() throws {
    try write("old\n", to: "file")
    let command = procq("-o", path("file"), "-fcsv", "-w", "20ms", "-e", "select 1 as x")
    let running = try command.start()
    var seen: Set<String> = []
    for _ in 0..<10_000 where seen.count < 4 {
      seen.insert(text("file") ?? "")
      usleep(1000)
    }
    #expect(seen.count == 4 && seen.contains("old\n"))
    #expect(seen.allSatisfy { $0 == "old\n" || $0.hasSuffix(",1\n") }, "\(seen)")
    running.send(SIGINT)
    let outcome = running.outcome()
    #expect(outcome.status == 0 && outcome.output.isEmpty)
    let lines = text("file")?.split(separator: "\n") ?? []
    #expect(lines.count == 2 && lines.first == "time,x" && lines.last?.hasSuffix(",1") == true)
    #expect(entries == ["file"])
  }

  /// They stand in the file as soon as they are told.
  @Test func changesGrow() throws {
    try write("old\n", to: "file")
    let query = "changes 20ms select 1 as x, now() as t"
    let running = try procq("-o", path("file"), "-fcsv", "-e", query).start()
    var lines: [Substring] = []
    for _ in 0..<5000 where lines.count < 4 {
      lines = text("file")?.split(separator: "\n") ?? []
      usleep(1000)
    }
    #expect(lines.first == "change,x,t" && lines.count >= 4, "\(lines)")
    running.send(SIGTERM)
    #expect(running.outcome().status == -SIGTERM)
    #expect(text("file")?.hasPrefix("change,x,t\npresent,1,") == true)
    #expect(entries == ["file"])
  }

  // MARK: - In a script

  @Test func aScriptSendsItsResultsElsewhere() throws {
    let script = """
      select 1 as a;
      \\o \(path("one"))
      \\f csv
      select 2 as b
      \\o '\(path("t w o"))'
      select 3 as c;
      select 4 as d;
      \\o
      select 5 as e
      """
    var command = procq()
    command.input = .bytes(Array(script.utf8))
    let outcome = try command.run()
    #expect(outcome.outputText == "a\n1\ne\n5\n" && outcome.status == 0)
    #expect(text("one") == "b\n2\n" && text("t w o") == "c\n3\nd\n4\n")
    #expect(entries == ["one", "t w o"])
  }

  @Test func aFileOfAScriptThatCannotBeWrittenEndsIt() throws {
    let words = ["-e", "select 1 as x", "-e", "\\o \(path("none/x"))", "-e", "select 2 as x"]
    let outcome = try Command.built("procq", words).run()
    #expect(outcome.outputText == "x\n1\n" && outcome.status == 1)
    #expect(
      outcome.errorText == "error: cannot write \(path("none/x")): No such file or directory\n")
  }

  @Test func aScriptsCommandLeavesTheFileOfTheOption() throws {
    let words = ["-o", path("file"), "-e", "select 1 as x", "-e", "\\o", "-e", "select 2 as x"]
    #expect(try Command.built("procq", words).run().outputText == "x\n2\n")
    #expect(text("file") == "x\n1\n")
  }
}
