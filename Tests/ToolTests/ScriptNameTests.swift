import Glibc
import TestSupport
import Testing

/// The kernel cuts names at 15 bytes; where a program is a script, its arguments have it whole too.
@Suite struct ScriptNameTests {
  /// What `procq` says of a program that was started by its path in a folder of its own.
  private func name(of file: String, _ text: String) throws -> String {
    let folder = try ProcFixture("", pageSize: nil)
    let path = folder.root + "/" + file
    // Written by a process of its own: what is started from here meanwhile has our descriptors for a
    // moment, and a file that somebody may write to cannot be run.
    var writer = Command("/bin/sh", ["-c", "cat > \"$0\" && chmod 755 \"$0\"", path])
    writer.input = .bytes(Array(text.utf8))
    _ = try writer.run()
    var program = Command(path, [file + ".other"])
    program.input = .silent
    let running = try program.start()
    defer {
      running.send(SIGKILL)
      _ = running.outcome()
    }
    #expect(running.awaitOutput("ready"))
    let query = "select name where pid = \(running.pid)"
    return try Command.built("procq", ["-ftsv", "--no-header", "-e", query]).run().outputText
  }

  @Test(
    arguments: ["a-script-with-a-long-name.sh", "a script with blanks", "fifteen-letters"],
    ["#!/bin/sh", "#!/bin/sh -e", "#! /bin/sh"])
  func aScriptHasItsOwnName(file: String, interpreter: String) throws {
    #expect(try name(of: file, "\(interpreter)\necho ready\nread x\n") == "\(file)\n")
  }

  @Test(.enabled(if: access("/usr/bin/perl", X_OK) == 0, "perl is not here"))
  func aScriptOfAnotherInterpreter() throws {
    let text = "#!/usr/bin/perl -w\n$| = 1; print \"ready\\n\"; <STDIN>;\n"
    #expect(try name(of: "a-long-name-of-perl.pl", text) == "a-long-name-of-perl.pl\n")
  }

  /// Env starts another program in its place, whose name is the process's from then on.
  @Test func whatEnvStartsIsCalledSo() throws {
    let text = "#!/usr/bin/env -S sh -e\necho ready\nread x\n"
    #expect(try name(of: "a-script-of-env-with-a-long-name", text) == "sh\n")
  }
}
