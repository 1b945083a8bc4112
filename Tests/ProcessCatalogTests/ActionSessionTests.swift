import Binding
import EngineSupport
import Glibc
import ProcFS
import QueryLanguage
import Schema
import TestSupport
import Testing
import Values

@testable import Execution
@testable import ProcessCatalog

/// Actions on processes of the tests' own, from finding them to what is told of each.
@Suite struct ActionSessionTests {
  private let source: ProcessSource
  private let schema: ActionSchema

  init() throws {
    source = ProcessSource(try ProcFS(), includesSelf: true, allowsActions: true)
    guard case .offered(let schema) = source.actions else { throw Missing() }
    self.schema = schema
  }

  private struct Missing: Error {}

  private func signal(_ name: String) throws -> SignalSchema {
    try #require(schema.signals.first { $0.name == name })
  }

  private func send(
    _ name: String, then other: String? = nil, after delay: Int64 = 20_000_000
  ) throws -> BoundAction.Act {
    .send(try signal(name), then: try other.map { .init(after: delay, try signal($0)) })
  }

  private func set(_ path: String, _ value: Value) throws -> BoundAction.Act {
    .set(try #require(schema.settings.first { $0.path == path }), value)
  }

  /// The `where` names pids in any case: nothing else is met.
  private func execution(
    of act: BoundAction.Act, on processes: [Int32], where test: String = "true",
    exactKey: Int32? = nil
  ) throws -> ActionExecution {
    let pids = processes.map { "\($0)" }.joined(separator: ", ")
    let query = "select pid, name where pid in (\(pids)) and (\(test)) order by pid"
    var session = Session(source)
    let prepared = try #require(try session.prepare(SourceText(query)).first)
    guard case .query(let bound) = prepared.statement.kind else { throw Missing() }
    return ActionExecution(
      BoundAction(act, bound, columnCount: 2, exactKey: exactKey.map(Int64.init)),
      in: prepared.statement, of: source, cancellation: Cancellation())
  }

  private func results(_ execution: ActionExecution) -> [String] {
    execution.rows.map { row in
      guard case .integer(let pid) = row.cells[0] else { return "?" }
      return "\(pid) \(row.result.text(for: execution.action.act))"
    }
  }

  /// What is found, and would be done: nothing is.
  private func found(
    _ act: BoundAction.Act, of process: Int32, exactKey: Int32? = nil
  ) throws -> [String] {
    let execution = try execution(of: act, on: [process], exactKey: exactKey)
    try execution.find()
    return results(execution)
  }

  private func done(
    _ act: BoundAction.Act, to processes: [Int32], where test: String = "true",
    exactKey: Int32? = nil
  ) throws -> [String] {
    let execution = try execution(of: act, on: processes, where: test, exactKey: exactKey)
    try execution.find()
    try execution.act()
    return results(execution)
  }

  // MARK: Signals

  @Test func eachIsSentItsSignal() throws {
    let children = try (0..<3).map { _ in try PlantedProcess() }
    let pids = children.map(\.pid).sorted()
    #expect(try done(send("TERM"), to: pids) == pids.map { "\($0) sent" })
    for child in children { #expect(child.awaitEnd() == SIGTERM) }
  }

  @Test func whoeverIgnoresItIsKilled() throws {
    let (weak, strong) = (try PlantedProcess(), try PlantedProcess(ignoring: SIGTERM))
    let outcome = try done(
      send("TERM", then: "KILL", after: 300_000_000), to: [weak.pid, strong.pid])
    #expect(Set(outcome) == ["\(weak.pid) ended", "\(strong.pid) killed"])
  }

  @Test func whoeverLivesOnIsToldAlive() throws {
    let child = try PlantedProcess(ignoring: SIGTERM)
    #expect(try done(send("TERM", then: "WINCH"), to: [child.pid]) == ["\(child.pid) alive"])
  }

  @Test func whoeverEndsMeanwhileHasEnded() throws {
    let (first, second) = (try PlantedProcess(), try PlantedProcess())
    let execution = try execution(of: send("TERM"), on: [first.pid, second.pid])
    try execution.find()
    first.end()
    second.becomeZombie()
    try execution.act()
    #expect(Set(results(execution)) == ["\(first.pid) ended", "\(second.pid) ended"])
  }

  @Test func aZombieHasEnded() throws {
    let child = try PlantedProcess()
    child.becomeZombie()
    #expect(try done(send("KILL"), to: [child.pid]) == ["\(child.pid) ended"])
  }

  @Test func whoeverChangesMeanwhileIsLeftAlone() throws {
    let child = try PlantedProcess()
    let execution = try execution(of: send("KILL"), on: [child.pid], where: "nice = 0")
    try execution.find()
    setpriority(__priority_which_t(PRIO_PROCESS.rawValue), id_t(child.pid), 3)
    try execution.act()
    #expect(results(execution) == ["\(child.pid) no longer matches"])
    #expect(!child.isZombie)
  }

  @Test(.enabled(if: PlantedProcess.canChoosePids, "pids cannot be chosen"))
  func anotherWithThePidIsNeverTouched() throws {
    for test in ["true", "cpu_time < 1h", "name != 'none'", "nice = 0", "parent.pid > 0"] {
      let child = try PlantedProcess()
      let execution = try execution(of: send("KILL"), on: [child.pid], where: test)
      try execution.find()
      child.end()
      let other = try another(with: child.pid)
      try execution.act()
      #expect(results(execution) == ["\(child.pid) ended"], "\(test)")
      #expect(!other.isZombie)
    }
  }

  /// What a window has shown is not judged again: it is the process that was seen, or nobody.
  @Test(.enabled(if: PlantedProcess.canChoosePids, "pids cannot be chosen"))
  func whoeverTakesThePidAfterTheListingIsNotHeld() throws {
    let child = try PlantedProcess()
    let snapshot = try #require(try source.snapshot(at: .latest) as? ProcessSnapshot)
    let rows = try snapshot.rows(of: ScanRequest(table: "processes"))
    var found: ProcessRow?
    while let row = try rows.next() as? ProcessRow {
      if row.pid == child.pid { found = row }
    }
    let row = try #require(found)
    let target = try #require(snapshot.target(of: row))
    child.end()
    let other = try another(with: child.pid)
    #expect(target.protection == nil)
    #expect(target.hold() == .ended)
    #expect(target.send(try signal("KILL")) == .ended)
    #expect(!other.isZombie)
  }

  // MARK: Who is protected

  @Test func whatAllElseHangsOnIsLeftAlone() throws {
    let act = try send("WINCH")
    let own = getpid()
    #expect(try found(act, of: 1) == ["1 protected: pid 1"])
    #expect(try found(act, of: 1, exactKey: 1) == ["1 protected: pid 1"])
    #expect(try found(act, of: own, exactKey: own) == ["\(own) protected: procq itself"])
  }

  @Test(.enabled(if: getppid() > 1, "pid 1 has started the tests"))
  func whoHasStartedUsIsLeftAloneUnlessItIsMeant() throws {
    let act = try send("WINCH")
    let parent = getppid()
    #expect(try found(act, of: parent) == ["\(parent) protected: procq was started by it"])
    #expect(try found(act, of: parent, exactKey: parent) == ["\(parent) would send WINCH"])
  }

  // MARK: Settings

  @Test func whatIsSetIsReadBack() throws {
    let child = try PlantedProcess(threads: 2)
    let settings: [(String, Value, test: String)] = [
      ("nice", .integer(6), "nice = 6 and none(threads where nice != 6)"),
      ("io_priority", .text(Text("best-effort/7")), "io_priority = 'best-effort/7'"),
      ("oom_score_adj", .integer(321), "oom_score_adj = 321"),
      ("limits.core", .size(1 << 20), "limits.core = 1048576"),
      ("limits.nofile", .integer(33), "limits.nofile = 33"),
    ]
    for (path, value, test) in settings {
      #expect(try done(set(path, value), to: [child.pid]) == ["\(child.pid) done"], "\(path)")
      let again = try execution(of: send("TERM"), on: [child.pid], where: test)
      try again.find()
      #expect(again.rows.count == 1, "\(path)")
    }
  }

  /// Those that we may run on, and whom we start.
  private static let processors: [UInt32] = {
    guard let machine = try? ProcFS() else { return [] }
    let own = ProcessFiles(pid: getpid(), of: machine, counters: ReadCounters())
    return own.status.record?.allowedProcessors?.all ?? []
  }()

  @Test(.enabled(if: processors.count > 1, "there is one processor"))
  func processorsAreSetInAnyOrder() throws {
    let child = try PlantedProcess(threads: 1)
    let (first, last) = (Self.processors[0], Self.processors[Self.processors.count - 1])
    let both: Value = .list([last, first, first].map { .integer(Int64($0)) })
    #expect(try done(set("cpu_affinity", both), to: [child.pid]) == ["\(child.pid) done"])
    let one: Value = .list([.integer(Int64(last))])
    #expect(try done(set("cpu_affinity", one), to: [child.pid]) == ["\(child.pid) done"])
    for task in child.tasks {
      #expect(child.file("task/\(task)/status").contains("Cpus_allowed_list:\t\(last)\n"))
    }
  }

  @Test func whatIsNoValueOfASettingIsRefused() throws {
    let child = try PlantedProcess()
    let values: [(String, Value)] = [
      ("nice", .text(Text("5"))), ("io_priority", .text(Text("idle/9"))),
      ("oom_score_adj", .null), ("cpu_affinity", .list([])), ("limits.core", .integer(-1)),
    ]
    for (path, value) in values {
      #expect(
        try done(set(path, value), to: [child.pid])
          == ["\(child.pid) refused: it cannot be set to that"], "\(path)")
    }
  }

  @Test func whatIsStoppedHalfWayIsNotDone() throws {
    let child = try PlantedProcess(threads: 3)
    let setting = try #require(schema.settings.first { $0.path == "nice" })
    let first = try snapshot()
    let target = try #require(first.target(of: try row(child.pid, in: first)))
    #expect(target.hold() == .held)
    let cancellation = Cancellation()
    cancellation.request()
    #expect(target.set(setting, to: .integer(4), unless: cancellation) == .unfinished)
    #expect(target.set(setting, to: .integer(5), unless: Cancellation()) == .done)
  }

  @Test func whatHasEndedIsNotSet() throws {
    let child = try PlantedProcess()
    let execution = try execution(of: set("nice", .integer(1)), on: [child.pid])
    try execution.find()
    child.becomeZombie()
    try execution.act()
    #expect(results(execution) == ["\(child.pid) ended"])
  }

  // MARK: Rows of what is held

  private func snapshot() throws -> ProcessSnapshot {
    try #require(try source.snapshot(at: .latest) as? ProcessSnapshot)
  }

  private func row(_ pid: Int32, in snapshot: ProcessSnapshot) throws -> ProcessRow {
    let rows = try snapshot.rows(of: ScanRequest(table: "processes", keys: [Int64(pid)]))
    return try #require(try rows.next() as? ProcessRow)
  }

  /// A process that is held, and its row of a later snapshot.
  private func hold(
    _ pid: Int32
  ) throws -> (target: any ActionTarget, later: ProcessSnapshot, row: ProcessRow) {
    let first = try snapshot()
    let target = try #require(first.target(of: try row(pid, in: first)))
    #expect(target.hold() == .held)
    let later = try snapshot()
    return (target, later, try #require(target.row(in: later) as? ProcessRow))
  }

  private func another(with pid: Int32) throws -> PlantedProcess {
    try #require(PlantedProcess.another(with: pid), "its pid was taken")
  }

  @Test func relationsLeadToWhoIsHeld() throws {
    // What it starts ends with its input, whatever becomes of this test.
    var shell = Command("/bin/sh", ["-c", "exec 3<&0; cat <&3 >/dev/null 2>&1 & echo $!; wait"])
    shell.input = .silent
    let running = try shell.start()
    defer {
      running.send(SIGKILL)
      _ = running.outcome()
    }
    #expect(running.awaitOutput("\n"))
    let (target, later, held) = try hold(running.pid)
    #expect(target.row(in: later) === held && held.held != nil)
    let tree = try later.tree()
    let child = try #require(tree.children(of: held).first)
    #expect(child.parent.record === held)
    #expect(try row(running.pid, in: later) === held)
    // It is waited for only when all is over.
    running.send(SIGKILL)
    while !target.hasEnded { usleep(1000) }
    #expect(target.row(in: later) == nil)
  }

  @Test(.enabled(if: PlantedProcess.canChoosePids, "pids cannot be chosen"))
  func whoeverHasThePidOfOneThatWasHeldIsAnother() throws {
    let child = try PlantedProcess()
    let (_, later, held) = try hold(child.pid)
    child.end()
    let other = try another(with: child.pid)
    let found = try row(other.pid, in: later)
    #expect(found !== held && found.files.stat.record != nil)
    #expect(held.files.stat.record == nil && held.isGone)
  }

  @Test func whatIsReadOfItIsCounted() throws {
    let child = try PlantedProcess()
    let (target, later, held) = try hold(child.pid)
    _ = (held.files.status, held.files.limits, held.files.status)
    #expect(later.statistics.reads.map { "\($0.name) \($0.count)" } == ["status 1", "limits 1"])
    #expect(later.statistics.processes == 0)
    target.release()
    #expect(target.hasEnded && target.row(in: later) == nil)
    #expect(target.hold() == .held)
  }
}
