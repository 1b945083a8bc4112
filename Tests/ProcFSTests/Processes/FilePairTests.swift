import Foundation
import TestSupport
import Testing

@testable import ProcFS

/// Two files that are opened before either is read say what they say by themselves.
@Suite struct FilePairTests {
  private static let pair = FilePair([.stat, .statm])

  private static let machine = """
    -- 42/stat --
    \(Texts.stat(name: "web").dropLast())
    -- 42/statm --
    900 250 100 20 0 300 0
    -- 45/stat --
    \(Texts.stat(name: "pool").dropLast())
    -- 45/statm --
    900 250 100 20 0 300 0
    -- 45/task/46/stat --
    \(Texts.stat(name: "worker").dropLast())
    -- 44/stat --
    \(Texts.stat(name: "lone").dropLast())
    """

  @Test func bothAreOpenedOnce() throws {
    let fixture = try ProcFixture(Self.machine)
    for order in [[ProcFile.stat, .statm], [.statm, .stat]] {
      let counters = ReadCounters()
      let files = ProcessFiles(
        pid: 42, of: try ProcFS(fixture.root), counters: counters, together: Self.pair)
      for file in order where file == .stat {
        #expect(files.stat.record?.name == Array("web".utf8))
      }
      #expect(files.statm.record?.resident == 250)
      #expect(files.stat.record?.name == Array("web".utf8))
      #expect(counters.current.opened[ProcFile.stat.rawValue] == 1)
      #expect(counters.current.opened[ProcFile.statm.rawValue] == 1)
      #expect(counters.current.opened.reduce(0, +) == 2)
    }
  }

  /// A thread's file is not the process's, though it is of the same kind.
  @Test func aThreadHasItsOwn() throws {
    let fixture = try ProcFixture(Self.machine)
    let files = ProcessFiles(
      pid: 45, of: try ProcFS(fixture.root), counters: ReadCounters(), together: Self.pair)
    #expect(files.statm.record?.resident == 250)
    let thread = files.read(.stat, RelativePath("task/", 46, "stat")) { Stat($0) }
    #expect(thread.record?.name == Array("worker".utf8))
    #expect(files.stat.record?.name == Array("pool".utf8))
  }

  @Test func whatIsMissingIsAbsentAsEver() throws {
    let fixture = try ProcFixture(Self.machine)
    let machine = try ProcFS(fixture.root)
    let lone = ProcessFiles(
      pid: 44, of: machine, counters: ReadCounters(), together: Self.pair)
    #expect(lone.stat.record?.name == Array("lone".utf8))
    #expect(lone.statm.isAbsent)
    let other = ProcessFiles(
      pid: 44, of: machine, counters: ReadCounters(), together: Self.pair)
    #expect(other.statm.isAbsent)
    #expect(other.stat.record?.name == Array("lone".utf8))
  }

  /// Of a process that has ended neither file says anything, though one was opened before.
  @Test func anEndedProcessIsGone() throws {
    let machine = try ProcFS()
    let child = Process()
    child.executableURL = URL(fileURLWithPath: "/bin/sleep")
    child.arguments = ["60"]
    try child.run()
    let pid = child.processIdentifier
    let files = ProcessFiles(
      pid: pid, of: machine, counters: ReadCounters(), together: Self.pair)
    #expect(files.stat.record != nil)
    kill(pid, SIGKILL)
    child.waitUntilExit()
    #expect(files.statm.isGone)
    let late = ProcessFiles(
      pid: pid, of: machine, counters: ReadCounters(), together: Self.pair)
    #expect(late.stat.isGone && late.statm.isGone)
  }

  @Test func onlyTwoThatProveLifeAreAPair() {
    #expect(FilePair([.stat]) == nil)
    #expect(FilePair([.stat, .smapsRollup]) == nil)
    // They hold on to the memory, which another process may share.
    #expect(FilePair([.stat, .environ]) == nil && FilePair([.cmdline, .stat]) == nil)
    #expect(FilePair([.stat, .statm, .status]) == nil)
    #expect(FilePair([.stat, .statm])?.other(than: .stat) == .statm)
    #expect(FilePair([.stat, .statm])?.other(than: .comm) == nil)
  }
}
