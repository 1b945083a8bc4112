import Glibc
import ProcFS
import QueryEngine
import TestSupport
import Testing

@testable import ProcessCatalog

/// Which processes are rows, and what leads from one to another.
@Suite struct ProcessRowTests {
  static func stat(_ pid: Int, parent: Int) -> String {
    """
    -- \(pid)/stat --
    \(pid) (p) S \(parent) 1 1 0 -1 0 1 2 3 4 5 6 7 8 20 0 1 0 5 0 0 0
    -- \(pid)/comm --
    p\(pid)

    """
  }

  static let family =
    stat(1, parent: 0) + stat(5, parent: 1) + stat(6, parent: 5)
    + stat(7, parent: 999)

  private func pids(_ machine: Machine, _ rows: [any Row]) throws -> [String] {
    try rows.map { try machine.text("pid", $0) }
  }

  @Test func rowsComeInOrder() throws {
    let machine = try Machine(Self.family)
    #expect(try pids(machine, machine.rows()) == ["1", "5", "6", "7"])
  }

  @Test func keysGoStraightToTheirProcesses() throws {
    let machine = try Machine(Self.family + "-- 8/status --\nTgid:\t7\n")
    let keys: [Int64] = [7, 5, 5, -1, 0, 8, 99, 1 << 40]
    #expect(try pids(machine, machine.rows(.keys(keys))) == ["5", "7"])
  }

  @Test func theParentIsAStepAway() throws {
    let machine = try Machine(Self.family)
    let rows = machine.rows()
    guard case .row(let parent) = try machine.parent(of: rows[2]) else {
      Issue.record("no parent")
      return
    }
    #expect(try machine.text("comm", parent) == "'p5'")
    guard case .row(let again) = try machine.parent(of: rows[2]) else { return }
    #expect(again === parent)
    for orphan in [rows[0], rows[3]] {
      guard case .nothing = try machine.parent(of: orphan) else {
        Issue.record("a parent")
        continue
      }
    }
  }

  @Test func aParentIsReadOnce() throws {
    let machine = try Machine(Self.family)
    for _ in 0..<2 {
      for row in machine.stream() { _ = try machine.parent(of: row) }
    }
    #expect(machine.visit.statistics.reads.map(\.name) == ["stat"])
    #expect(machine.visit.statistics.reads.map(\.count) == [4])
  }

  @Test func aProcessThatEndsIsCountedOnce() throws {
    let fixture = try ProcFixture(Self.family)
    let catalog = ProcessCatalog.catalog(for: try ProcFS(fixture.root))
    let visit = catalog.makeVisit()
    guard case .scanned(_, let list) = catalog.tables[0].rows else { return }
    let rows = Array(list(visit, .all))
    fixture.remove("6")
    for row in rows {
      for column in catalog.tables[0].columns { _ = column.variants[0].read(row) }
    }
    #expect(rows.map(\.isGone) == [false, false, true, false])
    #expect(rows.map(\.isGone) == [false, false, true, false])
    #expect(visit.statistics.vanished == 1)
    #expect(visit.statistics.processes == 4)
  }

  @Test func ourOwnProcessIsNoRowUnlessAskedFor() throws {
    let own = String(getpid())
    let without = try Machine(live: false)
    #expect(try !pids(without, without.rows()).contains(own))
    #expect(without.rows(.keys([Int64(getpid())])).isEmpty)
    let with = try Machine(live: true)
    #expect(try pids(with, with.rows()).contains(own))
    #expect(try pids(with, with.rows(.keys([Int64(getpid())]))) == [own])
  }

  @Test func everyColumnOfEveryLiveProcessIsOfItsType() throws {
    let machine = try Machine(live: true)
    var seen = 0
    for row in machine.rows() {
      for column in machine.processes.columns {
        for variant in column.variants {
          let value = variant.read(row)
          #expect(value.isOf(column.type), "\(column.name): \(value.shown)")
        }
      }
      _ = try machine.parent(of: row)
      seen += 1
    }
    #expect(seen > 1)
    #expect(machine.visit.statistics.processes == seen)
  }
}
