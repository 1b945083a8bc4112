import Foundation
import Glibc
import TestSupport
import Testing

/// `--read-only`: the program keeps to reading the machine.
@Suite struct ReadOnlyTests {
  private static let refusal = "--read-only opens no files and starts no programs"
  /// A folder that others may enter, with a file in it that is a script.
  private let files = try? Files()

  private func run(
    _ words: [String], environment: [String: String] = [:], input: String = ""
  ) throws -> Command.Outcome {
    var command = Command.built("procq", words)
    command.environment.merge(environment) { $1 }
    command.input = .bytes(Array(input.utf8))
    return try command.run()
  }

  @Test func theMachineIsStillToldOf() throws {
    for words in [["-e", "select 1 as x"], ["-", "-fcsv"], ["-fcsv"]] {
      let outcome = try run(["--read-only"] + words, input: "select 1 as x")
      #expect(outcome.outputText == "x\n1\n" && outcome.status == 0, "\(words)")
    }
    let pid = getpid()
    let outcome = try run(["-fcsv", "-e", "select pid where pid = \(pid)", "--read-only"])
    #expect(outcome.outputText == "pid\n\(pid)\n" && outcome.errorText == "")
  }

  @Test(arguments: [
    (["-o", "FILE", "-e", "select 1"], "'--output'"),
    (["--output=FILE", "-e", "select 1"], "'--output'"),
    (["--procfs", "/proc", "-e", "select 1"], "'--procfs'"),
    (["--list-queries"], "'--list-queries'"),
    (["--list-parameters", "FILE"], "'--list-parameters'"),
    (["FILE"], "the file 'FILE'"), (["FILE", "n=1"], "the file 'FILE'"),
    (["--check", "FILE"], "the file 'FILE'"), (["FILE", "--help"], "the file 'FILE'"),
    (["--help", "FILE"], "the file 'FILE'"), (["/nonexistent/x"], "the file '/nonexistent/x'"),
    (["select 1"], "the file 'select 1'"),
  ])
  func whatOpensAFileIsRefused(_ words: [String], _ what: String) throws {
    let path = try #require(files).script
    let words = words.map { $0.replacingOccurrences(of: "FILE", with: path) }
    let what = what.replacingOccurrences(of: "FILE", with: path)
    // Wherever it stands.
    for position in [0, words.count] where words != ["-o", path] {
      var all = words
      all.insert("--read-only", at: position)
      let outcome = try run(all)
      let first = outcome.errorText.split(separator: "\n").first.map(String.init)
      #expect(first == "error: \(what) is not allowed: \(Self.refusal)", "\(all)")
      #expect(outcome.status == 2 && outcome.output.isEmpty)
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == Files.text)
  }

  @Test(arguments: [
    ("\\i FILE", "\\i"), ("\\o FILE", "\\o"), ("select 1;\n\\i /nonexistent/x\n", "\\i"),
  ])
  func commandsOfScriptsAreRefused(_ script: String, _ command: String) throws {
    let path = try #require(files).script
    let outcome = try run(
      ["--read-only"], input: script.replacingOccurrences(of: "FILE", with: path))
    #expect(outcome.errorText.contains("error: '\(command)' is not allowed: \(Self.refusal)\n"))
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == Files.text)
  }

  @Test(arguments: ["kill", "set nice = 10"]) func nothingIsActedOn(_ action: String) throws {
    let outcome = try run(["-e", "\(action) where pid = 999999999", "--read-only"])
    #expect(outcome.errorText.contains(" is not possible here: --read-only does not act\n"))
    #expect(outcome.status == 2 && outcome.output.isEmpty)
  }

  @Test func whatOpensNoneIsNot() throws {
    let outcome = try run(
      ["--read-only", "-fcsv"], input: "\\o\n\\h uss\n\\d swap\n\\set n 1\nselect $n as x;\n\\q\n")
    #expect(outcome.status == 0 && outcome.errorText == "" && outcome.outputText.contains("x\n1\n"))
    for words in [["--version"], ["--help"], ["--generate-man-page", "1"]] {
      #expect(try run(words + ["--read-only"]).output == run(words).output, "\(words)")
    }
  }

  @Test func nothingTakesItBack() throws {
    for words in [["--no-read-only"], ["--read-only=off"], ["--read-only=false"]] {
      #expect(try run(["--read-only"] + words + ["-e", "select 1"]).status == 2, "\(words)")
    }
    // The word behind -e is the query.
    let query = try run(["-e", "--read-only", try #require(files).script])
    #expect(!query.errorText.contains("not allowed"))
  }

  @Test func variablesLeadNowhere() throws {
    let folder = try #require(files).folder
    let variables = [
      "PROCQ_PROCFS": "/nonexistent", "HOME": folder, "XDG_CONFIG_HOME": folder,
      "TZ": "\(folder)/zone", "TZDIR": folder,
    ]
    let outcome = try run(
      ["--read-only", "-fcsv", "-e", "select count(*) > 0 as x"], environment: variables)
    #expect(outcome.outputText == "x\ntrue\n" && outcome.errorText == "" && outcome.status == 0)
    #expect(
      try run(["-e", "select 1"], environment: ["PROCQ_PROCFS": "/nonexistent"]).status == 1)
  }

  @Test(.enabled(if: geteuid() == 0, "only root becomes another user"))
  func itHoldsForEverybody() throws {
    let path = try #require(files).script
    var command = Command.built("procq")
    command.arguments = [
      "--reuid", "65534", "--clear-groups", command.program, "--read-only", path,
    ]
    .map { Array($0.utf8) }
    command.program = "/usr/bin/setpriv"
    let outcome = try command.run()
    // Where the tests lie he may not start the program.
    guard outcome.status != 126, outcome.status != 127 else { return }
    #expect(outcome.status == 2 && outcome.errorText.contains(Self.refusal))
  }

  /// A copy of the program with a capability is that much more than whoever starts it.
  @Test(
    .enabled(
      if: geteuid() == 0 && access("/usr/sbin/setcap", X_OK) == 0 && Files.giveRights,
      "only root gives capabilities to files, and not every file system has them"))
  func moreRightsThanTheCallersMeanIt() throws {
    let files = try #require(files)
    let copy = files.folder + "/procq"
    try FileManager.default.copyItem(atPath: Command.built("procq").program, toPath: copy)
    chmod(copy, 0o755)
    guard try Command("/usr/sbin/setcap", ["cap_sys_ptrace+ep", copy]).run().status == 0 else {
      return
    }
    let outcome = try Command(
      "/usr/bin/setpriv", ["--reuid", "65534", "--clear-groups", copy, files.script]
    ).run()
    // The libraries may lie where he may not look.
    guard outcome.status != 126, outcome.status != 127 else { return }
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    #expect(
      outcome.errorText.hasPrefix(
        "error: the file '\(files.script)' is not allowed: with more rights than its caller procq "
          + "opens no files and starts no programs\n"))
  }
}

/// Errors about files that are not the caller's.
@Suite(.enabled(if: geteuid() == 0, "only root can give files away"))
struct AnothersFileTests {
  private let files = try? Files(text: "select pid, secret;\nselect 'open\n")

  private func errors(
    _ words: [String], sudo user: String? = nil, input: String = ""
  ) throws -> String {
    var command = Command.built("procq", words)
    command.environment["SUDO_UID"] = user
    command.input = .bytes(Array(input.utf8))
    let outcome = try command.run()
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    return outcome.errorText
  }

  private static let reason =
    "something is wrong here; the file is not yours, so its text is not shown"

  @Test func tellNoneOfTheirText() throws {
    let path = try #require(files).script
    #expect(try errors([path]).contains("secret"))
    chown(path, 65534, 65534)
    #expect(try errors([path]) == "\(path):1:13: error: \(Self.reason)\n")
    // What would be near is a word of the file.
    #expect(
      try errors([path, "n=1"])
        == "\(path): error: \(Self.reason.replacingOccurrences(of: " here", with: ""))\n")
    #expect(try errors(["--check", path]).components(separatedBy: Self.reason).count == 3)
    #expect(!(try errors(["--check", path]).contains("secret")))
    #expect(try errors([path, "--help"]) == "\(path):2:8: error: \(Self.reason)\n")
    #expect(
      try errors(["-"], input: "\\i \(path)\n") == "\(path):1:13: error: \(Self.reason)\n")
  }

  @Test func norWhereTheyAreStandardInput() throws {
    let path = try #require(files).script
    for words in [["-"], []] {
      var command = Command.built("procq", words)
      command.input = .file(path)
      chown(path, 0, 0)
      #expect(try command.run().errorText.contains("secret"))
      chown(path, 65534, 65534)
      let outcome = try command.run()
      #expect(outcome.status == 2 && outcome.output.isEmpty)
      #expect(outcome.errorText == "stdin:1:13: error: \(Self.reason)\n")
    }
  }

  @Test func theCallerIsWhoCalledSudo() throws {
    let path = try #require(files).script
    #expect(try errors([path], sudo: "65534") == "\(path):1:13: error: \(Self.reason)\n")
    chown(path, 65534, 65534)
    #expect(try errors([path], sudo: "65534").contains("secret"))
    #expect(try errors([path], sudo: "no number") == "\(path):1:13: error: \(Self.reason)\n")
  }

  @Test func warningsTellNoneEither() throws {
    let files = try Files(text: "select \"pid\" limit 1;")
    let shown = try Command.built("procq", [files.script]).run().errorText
    chown(files.script, 65534, 65534)
    let hidden = try Command.built("procq", [files.script]).run().errorText
    #expect(shown.contains("warning: ") && shown.contains("\"pid\""))
    #expect(
      hidden.contains(
        "warning: something is likely meant otherwise here; the file is not yours, so its text is "
          + "not shown"))
    #expect(!hidden.contains("pid"))
  }
}

/// A folder of a test's own.
private final class Files {
  static let text = "select 'from a file' as x\n"
  let folder = NSTemporaryDirectory() + "procq-read-only-\(UUID().uuidString)"
  var script: String { folder + "/x.procq" }

  init(text: String = text) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    chmod(folder, 0o755)
    try text.write(toFile: script, atomically: false, encoding: .utf8)
    chmod(script, 0o644)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Whether a program gets the capabilities of its file here.
  static var giveRights: Bool {
    var folder = statvfs()
    guard statvfs(NSTemporaryDirectory(), &folder) == 0 else { return false }
    let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    // ST_NOSUID, which is not visible from here.
    return folder.f_flag & 2 == 0 && status?.contains("NoNewPrivs:\t0") == true
  }
}
