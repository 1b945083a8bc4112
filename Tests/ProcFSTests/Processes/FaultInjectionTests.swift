import TestSupport
import Testing

/// The program, with calls of the system made to fail: never is that an answer without a word.
@Suite struct FaultInjectionTests {
  private static let strace = "/usr/bin/strace"
  private static let hasStrace: Bool = {
    let trial = try? Command(strace, ["-o", "/dev/null", "/bin/true"]).run()
    return trial?.status == 0
  }()

  /// A call that fails, the file that it must be about, a query that comes upon it, and what is said.
  struct Fault: Sendable {
    let call: String
    let path: String
    let query: String
    let words: String
  }

  static let faults = [
    Fault(
      call: "getdents64:error=EIO:when=1", path: "", query: "select count(*)",
      words: "Input/output error"),
    Fault(
      call: "getdents64:error=ENOMEM:when=2+", path: "", query: "select count(*)",
      words: "Cannot allocate memory"),
    Fault(
      call: "openat:error=EMFILE:when=2+", path: "", query: "select count(*)",
      words: "Too many open files"),
    Fault(
      call: "readlinkat:error=EIO", path: "/1", query: "select pid where pid = 1 and exe = '/x'",
      words: "Input/output error"),
    Fault(
      call: "readlinkat:error=ENAMETOOLONG", path: "/1",
      query: "select pid where pid = 1 and cwd = '/x'", words: "File name too long"),
    Fault(
      call: "read:error=EIO", path: "/1/io",
      query: "select pid where pid = 1 and read_bytes > 1T", words: "Input/output error"),
    Fault(
      call: "openat:error=ENFILE", path: "/1", query: "select pid where pid = 1 and uss < 0",
      words: "Too many open files in system"),
    Fault(
      call: "openat:error=ENOMEM", path: "/1", query: "select pid where pid = 1 and uss < 0",
      words: "Cannot allocate memory"),
    Fault(
      call: "getdents64:error=EIO", path: "/1/fd",
      query: "select pid where pid = 1 and any(files where deleted)", words: "Input/output error"),
  ]

  @Test(.enabled(if: hasStrace), arguments: faults) func aFaultIsTold(_ fault: Fault) throws {
    let server = try ProcFixture(named: "small-server")
    let tool = Command.built("procq", ["--procfs", server.root, "--jobs", "1", "-e", fault.query])
    var injected = Command(
      Self.strace,
      [
        "-f", "-o", "/dev/null", "-P", server.root + fault.path, "-e", "inject=\(fault.call)",
        tool.program,
      ])
    injected.arguments += tool.arguments
    let outcome = try injected.run()
    #expect(outcome.errorText.contains(fault.words), "\(fault): \(outcome.errorText)")
    #expect(!outcome.errorText.contains("CAP_"), "\(outcome.errorText)")
  }

  /// Every call that reads, and every error that is no refusal: never an answer without a word,
  /// never a refusal, never a wait.
  @Test(
    .enabled(if: hasStrace),
    arguments: ["openat", "read", "getdents64", "readlinkat"],
    ["ENOMEM", "EIO", "EMFILE", "ENFILE", "EINTR"])
  func anErrorIsTold(_ call: String, _ error: String) throws {
    let server = try ProcFixture(named: "small-server")
    let query = "select pid, status, uss, exe, num_fds where pid = 100"
    let tool = Command.built("procq", ["--procfs", server.root, "--jobs", "2", "-e", query])
    let undisturbed = try tool.run()
    for time in ["1", "1+", "2+"] {
      var injected = Command(
        "/usr/bin/timeout",
        [
          "-k", "1", "30", Self.strace, "-f", "-o", "/dev/null", "-P", server.root + "/100", "-P",
          server.root + "/100/status", "-P", server.root + "/100/exe", "-P",
          server.root + "/100/fd", "-e", "inject=\(call):error=\(error):when=\(time)", tool.program,
        ])
      injected.arguments += tool.arguments
      let outcome = try injected.run()
      #expect(outcome.status <= 1, "\(call) \(error) \(time): \(outcome)")
      #expect(!outcome.errorText.contains("CAP_"), "\(call) \(error) \(time)")
      let isSame = outcome.outputText == undisturbed.outputText
      #expect(isSame || !outcome.errorText.isEmpty, "\(call) \(error) \(time)")
      if error == "EINTR", time == "1" { #expect(isSame && outcome.errorText.isEmpty) }
    }
  }

  /// With little memory, as batch systems allow it, there are fewer threads and no crash; and where
  /// there is no second thread to be had, one does it all.
  @Test(arguments: ["ulimit -v 204800", "ulimit -v 409600", "ulimit -s 65536; ulimit -v 204800"])
  func littleMemoryIsEnough(_ limit: String) throws {
    let server = try ProcFixture(named: "shared-host")
    let tool = Command.built("procq").program
    let query = "select pid, name, uss, pss, args, env order by uss desc, pid"
    let options = "--procfs \(server.root) --jobs 64 -fndjson -e '\(query)'"
    let little = try Command("/bin/sh", ["-c", "\(limit); exec \(tool) \(options)"]).run()
    let much = try Command("/bin/sh", ["-c", "exec \(tool) \(options)"]).run()
    #expect(little.outputText == much.outputText)
    #expect(little.status == 0 && little.errorText == much.errorText)
  }

  @Test(.enabled(if: hasStrace)) func noThreadIsNeeded() throws {
    let server = try ProcFixture(named: "shared-host")
    let query = "select pid, name, uss, pss order by uss desc, pid"
    let tool = Command.built(
      "procq", ["--procfs", server.root, "--jobs", "8", "--timeout", "1h", "-e", query])
    var injected = Command(
      Self.strace,
      ["-f", "-o", "/dev/null", "-e", "inject=clone,clone3:error=EAGAIN", tool.program])
    injected.arguments += tool.arguments
    let outcome = try injected.run()
    let undisturbed = try tool.run()
    #expect(outcome.outputText == undisturbed.outputText)
    #expect(outcome.status == 0 && outcome.errorText == undisturbed.errorText)
  }

  /// Where a descriptor is wanting, what is kept open is given up, and the file is tried once more.
  @Test(.enabled(if: hasStrace)) func aShortageThatPassesCostsNothing() throws {
    let server = try ProcFixture(named: "small-server")
    let tool = Command.built(
      "procq", ["--procfs", server.root, "--jobs", "1", "-e", "select pid, uss, pss where pid = 1"])
    var injected = Command(
      Self.strace,
      [
        "-f", "-o", "/dev/null", "-P", server.root + "/1",
        "-e", "inject=openat:error=EMFILE:when=1", tool.program,
      ])
    injected.arguments += tool.arguments
    let outcome = try injected.run()
    let undisturbed = try tool.run()
    #expect(outcome.outputText == undisturbed.outputText)
    #expect(outcome.errorText.isEmpty && outcome.status == 0)
  }

  /// Few descriptors are enough, as what is kept open for later is given up first.
  @Test(arguments: [12, 16, 24]) func fewDescriptorsSuffice(_ limit: Int) throws {
    let server = try ProcFixture(named: "small-server")
    let tool = Command.built("procq").program
    let query = "select pid, uss, exe, num_fds order by uss desc, pid"
    let options = "--procfs \(server.root) --jobs 2 -fcsv -e '\(query)'"
    let few = try Command("/bin/sh", ["-c", "ulimit -n \(limit); exec \(tool) \(options)"]).run()
    let many = try Command("/bin/sh", ["-c", "exec \(tool) \(options)"]).run()
    #expect(few.outputText == many.outputText)
    #expect(few.errorText == many.errorText)
    #expect(few.status == 0)
  }
}
