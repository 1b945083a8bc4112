import Glibc
import TestSupport
import Testing

@testable import ProcFS

/// Whether a program's file is still there: its name does not say.
@Suite struct DeletedProgramTests {
  private func isDeleted(
    program name: String, then change: (_ program: String) -> Void
  ) throws -> (path: String?, isDeleted: Bool?) {
    let folder = try ProcFixture("")
    let program = folder.root + "/" + name
    // Written by a process of its own: what is started from here meanwhile has our descriptors for a
    // moment, and a file that somebody may write to cannot be run.
    waitpid(try spawn(["/bin/cp", "/bin/sleep", program]), nil, 0)
    let child = try spawn([program, "600"])
    defer {
      kill(child, SIGKILL)
      waitpid(child, nil, 0)
    }
    change(program)
    let files = ProcessFiles(pid: child, of: try ProcFS(), counters: ReadCounters())
    let deleted = files.executableIsDeleted.record
    let path = files.executable.record.map { String(decoding: $0, as: UTF8.self) }
    return (path.map { String($0.dropFirst(folder.root.count + 1)) }, deleted)
  }

  @Test(arguments: ["prog", "prog (deleted)"])
  func aProgramThatIsThere(name: String) throws {
    let found = try isDeleted(program: name) { _ in }
    #expect(found.path == name && found.isDeleted == false)
  }

  @Test(arguments: ["prog", "prog (deleted)"])
  func aProgramThatWasDeleted(name: String) throws {
    let found = try isDeleted(program: name) { unlink($0) }
    #expect(found.path == name + " (deleted)" && found.isDeleted == true)
  }

  @Test func aProgramThatWasReplaced() throws {
    let found = try isDeleted(program: "prog") { program in
      _ = symlink("/bin/sleep", program + ".new")
      rename(program + ".new", program)
    }
    #expect(found.isDeleted == true)
  }

  @Test func aProgramThatHasAnotherName() throws {
    let found = try isDeleted(program: "prog") { program in
      link(program, program + ".other")
      unlink(program)
    }
    #expect(found.path == "prog (deleted)" && found.isDeleted == false)
  }

  @Test func ofACopyTheMarkIsAllThereIs() throws {
    let copy = try ProcFixture(
      "-- 1/exe -> /bin/a (deleted) --\n-- 2/exe -> /bin/b --\n-- 3/comm --\nc\n-- 4/exe denied --\n"
    )
    let machine = try ProcFS(copy.root)
    let readings = (1...4).map {
      ProcessFiles(pid: $0, of: machine, counters: ReadCounters()).executableIsDeleted
    }
    #expect(readings[0].record == true && readings[1].record == false)
    #expect(readings[2].isAbsent)
    if case .denied(.exe) = readings[3] {} else { Issue.record("\(readings[3])") }
  }
}
