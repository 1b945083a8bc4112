import Binding
import Glibc
import ProcFS
import QueryLanguage
import TestSupport
import Testing
import Values

@testable import Execution
@testable import ProcessCatalog

/// What is read again of a process that has not run.
@Suite struct RestingProcessTests {
  private func reader(_ source: ProcessSource, _ text: String) throws -> MomentReader {
    var session = Session(source)
    let script = try session.prepare(SourceText(text))
    let statement = try #require(script.statements.first)
    guard case .query(let query) = statement.statement.kind else { throw NoQuery() }
    return MomentReader(query, of: source)
  }

  private struct NoQuery: Error {}

  /// The cells of a process at the next moment; nil where it is no row.
  private func cells(of pid: Int32, _ reader: MomentReader) throws -> [Value?]? {
    var found: [Value?]?
    _ = try reader.read(isWhole: false, unless: Cancellation()) { row in
      if row.origin.number == Int64(pid) { found = row.cells }
    }
    return found
  }

  @Test func whatOnlyItsWorkChangesIsNotReadAgain() throws {
    let sleeper = try PlantedProcess()
    defer { sleeper.end() }
    let source = ProcessSource(try ProcFS(), includesSelf: true)
    let reader = try reader(source, "select pid, args, rss, status where ppid = \(getpid())")
    let first = try #require(try cells(of: sleeper.pid, reader))
    #expect(first.allSatisfy { $0 != nil })
    // Its clock is read before all else only once it is known.
    _ = try cells(of: sleeper.pid, reader)
    let third = try #require(try cells(of: sleeper.pid, reader))
    #expect(third[1] == nil)
    #expect(third[2]?.isPresent == true && third[3]?.isPresent == true)
  }

  /// It works as it hears a signal that it ignores.
  @Test func allIsReadAgainOnceItHasRun() throws {
    let sleeper = try PlantedProcess()
    defer { sleeper.end() }
    let source = ProcessSource(try ProcFS(), includesSelf: true)
    let reader = try reader(source, "select pid, args, cpu_time where ppid = \(getpid())")
    _ = try cells(of: sleeper.pid, reader)
    let first = try #require(try cells(of: sleeper.pid, reader))
    kill(sleeper.pid, SIGSTOP)
    while !sleeper.file("stat").contains(") T ") { sched_yield() }
    let second = try #require(try cells(of: sleeper.pid, reader))
    #expect(second[1]?.isPresent == true)
    guard case .duration(let before)?? = first[2] as Value??,
      case .duration(let after)?? = second[2] as Value??
    else {
      Issue.record("the processor time is not known")
      return
    }
    #expect(after > before)
  }

  @Test func theMachineIsToldOf() throws {
    let source = ProcessSource(try ProcFS())
    let facts = try #require(try source.snapshot(at: .latest).machineFacts)
    let parts = facts.bootID.split(separator: "-").map(\.count)
    #expect(parts == [8, 4, 4, 4, 12])
    #expect(facts.pageSize == Int(getpagesize()))
    #expect(facts.memoryTotal ?? 0 > 0 && facts.processorCount ?? 0 > 0)
    var clock = timespec()
    clock_gettime(CLOCK_BOOTTIME, &clock)
    #expect(facts.uptime <= (Int64(clock.tv_sec) + 1) * 1_000_000_000)
    #expect(facts.zone.contains("+") || facts.zone.contains("-"))
  }
}
