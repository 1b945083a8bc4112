import Execution
import Glibc
import ProcFS
import Schema
import TestSupport
import Testing
import Values

@testable import ProcessCatalog

/// What rows are known by at another moment, and when they were read.
@Suite struct PastTests {
  private func snapshot(_ source: ProcessSource) throws -> ProcessSnapshot {
    try #require(try source.snapshot(at: .latest) as? ProcessSnapshot)
  }

  private func live() throws -> ProcessSource { ProcessSource(try ProcFS(), includesSelf: true) }

  private func rows(_ snapshot: ProcessSnapshot, pids: [Int64]? = nil) throws -> [ProcessRow] {
    try snapshot.rows(of: ScanRequest(table: "processes", keys: pids)).all
      .compactMap { $0 as? ProcessRow }
  }

  private func identity(of pid: Int32, _ source: ProcessSource) throws -> RowIdentity? {
    let snapshot = try snapshot(source)
    return try rows(snapshot, pids: [Int64(pid)]).first?.identity
  }

  @Test func aProcessIsKnownAgain() throws {
    let source = try live()
    let (first, second) = (try snapshot(source), try snapshot(source))
    let own = Int64(getpid())
    let listed = try #require(try rows(first).first { $0.files.pid == getpid() }?.identity)
    #expect(listed.number == own && listed.part == 0 && listed.instance > 0)
    #expect(try rows(second, pids: [own]).first?.identity == listed)
    #expect(try rows(second).first { $0.files.pid == getpid() }?.identity == listed)
    let third = try snapshot(source)
    #expect(third.related(getpid()).identity == listed)
  }

  @Test func noTwoProcessesAreTheSame() throws {
    let snapshot = try snapshot(live())
    let rows = try rows(snapshot)
    #expect(Set(rows.compactMap(\.identity)).count == rows.count)
  }

  /// Another process gets the pid, which the kernel is told by its file of the last pid.
  @Test(.enabled(if: geteuid() == 0, "only root sets the last pid"))
  func aPidThatIsUsedAgainIsAnother() throws {
    let source = try live()
    let sleeper = Command("/bin/sleep", ["600"])
    for _ in 0..<50 {
      let first = try sleeper.start()
      let pid = first.pid
      let before = try identity(of: pid, source)
      first.send(9)
      _ = first.outcome()
      guard setLastPid(pid - 1) else { return }
      let second = try sleeper.start()
      defer {
        second.send(9)
        _ = second.outcome()
      }
      guard second.pid == pid else { continue }
      let after = try identity(of: pid, source)
      let (old, new) = (try #require(before), try #require(after))
      #expect(old.number == new.number && old.instance != new.instance)
      return
    }
  }

  private func setLastPid(_ pid: Int32) -> Bool {
    let file = open("/proc/sys/kernel/ns_last_pid", O_WRONLY)
    guard file >= 0 else { return false }
    defer { close(file) }
    let text = Array("\(pid)".utf8)
    return write(file, text, text.count) == text.count
  }

  @Test func whoBeganBeforeWasThere() throws {
    let source = try live()
    let before = try snapshot(source).instant
    // Longer than a tick, which a start is cut to.
    usleep(30_000)
    let child = try Command("/bin/sleep", ["600"]).start()
    defer {
      child.send(9)
      _ = child.outcome()
    }
    usleep(30_000)
    let now = try snapshot(source)
    let row = try #require(try rows(now, pids: [Int64(child.pid)]).first)
    #expect(row.wasThere(at: before) == false)
    #expect(row.wasThere(at: now.instant) == true)
    let own = try #require(try rows(now, pids: [Int64(getpid())]).first)
    #expect(own.wasThere(at: before) == true)
    let thread = try #require(own.threads.record?.first)
    #expect(PartRow(thread, of: own).wasThere(at: before) == true)
  }

  @Test func ofACopiedRootNobodyKnowsWhoWasThere() throws {
    let machine = try Machine(ProcessRowTests.family)
    let row = try machine.row(5)
    #expect(row.wasThere(at: machine.snapshot.instant) == nil)
    #expect(row.identity?.number == 5)
    let again = try machine.source.snapshot(at: .latest)
    let same = try again.rows(of: ScanRequest(table: "processes")).all
    #expect(same.contains { $0.identity == row.identity })
    #expect(again.instant > machine.snapshot.instant)
  }

  @Test func threadsAreKnownByBothIds() throws {
    let source = try live()
    func identities() throws -> [RowIdentity] {
      let snapshot = try snapshot(source)
      let own = try #require(try rows(snapshot, pids: [Int64(getpid())]).first)
      return try #require(own.threads.record).compactMap { PartRow($0, of: own).identity }
    }
    let main = try #require(try identities().first { $0.part == Int64(getpid()) })
    #expect(main.number == Int64(getpid()))
    #expect(try identities().contains(main))
    let all = try identities()
    #expect(Set(all).count == all.count)
  }

  @Test func tablesSayWhetherTheyHaveAPast() {
    let tables = ProcessCatalog.schema.tables
    let with = tables.filter(\.hasPast).map(\.name)
    #expect(
      with == [
        "processes", "threads", "sockets", "disks", "memory", "swap", "cpus", "interfaces",
        "cgroups", "system", "history",
      ])
    #expect(tables.filter(\.hasOneRow).map(\.name) == ["memory", "swap", "system"])
    #expect(tables.filter { $0.endedTest != nil }.map(\.name) == ["processes"])
  }
}

/// When what is read was read.
@Suite struct ReadingInstantTests {
  private func access(_ name: String, known: Bool = false) throws -> AccessID {
    try #require(
      ProcessCatalog.schema.accesses.first { $0.name == name && ($0.cost == .known) == known }
    ).id
  }

  @Test func processesTell() throws {
    let machine = try Machine(live: true)
    let row = try machine.row(Int64(getpid()))
    #expect(row.readingInstant(of: try access("stat")) == nil)
    _ = try machine.value("cpu_user", row)
    let instant = try #require(row.readingInstant(of: try access("stat")))
    #expect(instant > machine.snapshot.instant)
    #expect(row.readingInstant(of: try access("clock")) == nil)
    let time = try machine.column("cpu_time")
    let clock = try #require(time.sources.last)
    #expect(clock.isExclusive && clock.access.name == "clock")
    guard machine.snapshot.capabilities.allow(clock) else { return }
    #expect(machine.snapshot.capabilities.sources(of: time).map(\.access.name) == ["clock"])
    guard case .duration(let used) = row.value(clock.reader) else {
      Issue.record("\(row.value(clock.reader))")
      return
    }
    #expect(used > 0)
    #expect(try #require(row.readingInstant(of: clock.access.id)) > instant)
    #expect(machine.snapshot.statistics.reads.contains { $0.name == "clock" && $0.count == 1 })
  }

  /// A clock that is read ahead of the listing is believed where that has the same directory.
  @Test func whatWillBeReadAgainIsReadAhead() throws {
    let machine = try Machine(live: true)
    let clock = try #require(try machine.column("cpu_time").sources.last)
    guard machine.snapshot.capabilities.allow(clock) else { return }
    machine.snapshot.beginWindow()
    let own = Int64(getpid())
    let first = try #require(try machine.rows().first { $0.identity?.number == own })
    _ = first.value(clock.reader)
    let identity = try #require(first.identity)
    let stranger = RowIdentity(own, instance: identity.instance + 1)
    for (expected, isAhead) in [(identity, true), (stranger, false)] {
      let snapshot = try machine.source.snapshot(at: .latest)
      snapshot.keepRows()
      snapshot.expect([expected], of: "processes", reading: [clock.access.id])
      let announced = Stopwatch.now
      let rows = try snapshot.rows(of: ScanRequest(table: "processes")).all
      let row = try #require(rows.first { $0.identity?.number == own })
      #expect(row.holds(clock.access.id) == isAhead)
      guard case .duration(let time) = row.value(clock.reader),
        case .duration(let before) = first.value(clock.reader)
      else {
        Issue.record("no clock")
        return
      }
      #expect(time >= before)
      let instant = try #require(row.readingInstant(of: clock.access.id))
      #expect((instant < announced) == isAhead)
    }
  }

  @Test func machineRowsTellOfTheirFile() throws {
    let machine = try Machine(
      "-- stat --\ncpu 1 2 3 4\ncpu0 1 2 3 4\nctxt 5\n-- vmstat --\npswpin 1\n"
        + "-- meminfo --\nMemTotal: 5 kB\n")
    let row = try #require(try machine.snapshot.rows(of: ScanRequest(table: "cpus")).all.first)
    let instant = try #require(row.readingInstant(of: try access("stat", known: true)))
    #expect(instant > machine.snapshot.instant)
    #expect(row.readingInstant(of: try access("vmstat")) == nil)
    let system = try #require(
      try machine.snapshot.rows(of: ScanRequest(table: "system")).all.first)
    #expect(system.readingInstant(of: try access("stat")) == instant)
  }
}

/// A second scan gives the rows of the first.
@Suite struct KeptRowTests {
  private func ask(_ machine: Machine, keys: [Int64]? = nil) throws -> [any Row] {
    try machine.snapshot.rows(of: ScanRequest(table: "processes", keys: keys)).all
  }

  @Test func theListingIsReadOnce() throws {
    let machine = try Machine(ProcessRowTests.family)
    machine.snapshot.keepRows()
    // A scan that stops early leaves the others for the next.
    let first = try #require(try machine.stream().next())
    let all = try ask(machine)
    #expect(all.count == 4 && all[0] === first)
    for row in all { _ = try machine.value("cpu_user", row) }
    let again = try ask(machine)
    #expect(zip(all, again).allSatisfy { $0 === $1 } && again.count == 4)
    for row in again { _ = try machine.value("cpu_user", row) }
    #expect(machine.snapshot.statistics.reads.map(\.count) == [4])
    #expect(machine.snapshot.statistics.processes == 4)
    let some = try ask(machine, keys: [7, 5, 99])
    #expect(some.count == 2 && some[0] === all[1] && some[1] === all[3])
    #expect(machine.snapshot.statistics.processes == 4)
  }

  @Test func theTreeIsOfTheSameRows() throws {
    let machine = try Machine(ProcessRowTests.family)
    machine.snapshot.keepRows()
    let snapshot = try #require(machine.snapshot as? ProcessSnapshot)
    let first = try snapshot.everyProcess()
    let rows = try ask(machine)
    #expect(zip(first, rows).allSatisfy { $0 === $1 } && first.count == 4 && rows.count == 4)
    #expect(machine.snapshot.statistics.processes == 4)
  }

  @Test func keysAreLookedUpOnce() throws {
    let machine = try Machine(ProcessRowTests.family)
    machine.snapshot.keepRows()
    let first = try ask(machine, keys: [5])
    let second = try ask(machine, keys: [5])
    #expect(first.count == 1 && second.count == 1 && first[0] === second[0])
    #expect(machine.snapshot.statistics.processes == 1)
    #expect(try ask(machine)[1] === first[0])
    #expect(machine.snapshot.statistics.processes == 4)
  }

  @Test func whatEndedIsLeftOut() throws {
    let child = try Command("/bin/sleep", ["600"]).start()
    let machine = try Machine(live: true)
    machine.snapshot.keepRows()
    let pid = child.pid
    let row = try #require(
      try ask(machine).first { ($0 as? ProcessRow)?.files.pid == pid })
    child.send(9)
    _ = child.outcome()
    _ = try machine.value("cpu_user", row)
    #expect(row.isGone)
    #expect(try ask(machine).allSatisfy { $0 !== row })
    #expect(try ask(machine, keys: [Int64(pid)]).isEmpty)
  }

  @Test func threadsKeepTheirReadings() throws {
    let machine = try Machine(
      "-- 7/stat --\n7 (p) S 1\n-- 7/task/7/stat --\n7 (p) S 1\n-- 7/task/8/stat --\n8 (q) S 1\n")
    let relation = try #require(machine.processes.relations.first { $0.name == "threads" })
    func threads() throws -> [ThreadRow] {
      guard case .many(let rows) = try machine.row(7).related(relation.id) else { return [] }
      return try rows.all.compactMap { $0 as? ThreadRow }
    }
    machine.snapshot.keepRows()
    let first = try threads()
    for thread in first { _ = thread.part.stat }
    let second = try threads()
    #expect(first.count == 2 && zip(first, second).allSatisfy { $0.part === $1.part })
    let reads = machine.snapshot.statistics.reads.map { "\($0.name) \($0.count)" }
    #expect(reads.contains("task 1"))
  }
}
