import Execution
import Glibc
import ProcFS
import Schema
import TestSupport
import Testing
import Values

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
    #expect(try pids(machine, machine.rows(pids: keys)) == ["5", "7"])
  }

  @Test func theParentIsAStepAway() throws {
    let machine = try Machine(Self.family)
    let rows = try machine.rows()
    guard case .one(let parent) = try machine.parent(of: rows[2]) else {
      Issue.record("no parent")
      return
    }
    #expect(try machine.text("comm", parent) == "'p5'")
    guard case .one(let again) = try machine.parent(of: rows[2]) else { return }
    #expect(again === parent)
    for orphan in [rows[0], rows[3]] {
      guard case .none = try machine.parent(of: orphan) else {
        Issue.record("a parent")
        continue
      }
    }
  }

  @Test func aParentIsReadOnce() throws {
    let machine = try Machine(Self.family)
    for _ in 0..<2 {
      let stream = try machine.stream()
      while let row = try stream.next() { _ = try machine.parent(of: row) }
    }
    #expect(machine.snapshot.statistics.reads.map(\.name) == ["stat"])
    #expect(machine.snapshot.statistics.reads.map(\.count) == [4])
  }

  @Test func aProcessThatEndsIsCountedOnce() throws {
    let fixture = try ProcFixture(Self.family)
    let source = ProcessSource(try ProcFS(fixture.root))
    let snapshot = try source.snapshot(at: .latest)
    let rows = try snapshot.rows(of: ScanRequest(table: "processes")).all
    fixture.remove("6")
    for row in rows {
      for column in source.schema.tables[0].columns { _ = row.value(column.sources[0].reader) }
    }
    #expect(rows.map(\.isGone) == [false, false, true, false])
    #expect(rows.map(\.isGone) == [false, false, true, false])
    #expect(snapshot.statistics.vanished == 1)
    #expect(snapshot.statistics.processes == 4)
  }

  @Test func thereIsNoMomentButThePresentOne() throws {
    let machine = try Machine(Self.family)
    for time in [0, Int64.max] {
      do throws(Failure) {
        _ = try machine.source.snapshot(at: .at(time))
        Issue.record("a snapshot")
      } catch {
        #expect(error.reason == "the past was not recorded")
      }
    }
  }

  @Test func ourOwnProcessIsNoRowUnlessAskedFor() throws {
    let own = String(getpid())
    let without = try Machine(live: false)
    #expect(try !pids(without, without.rows()).contains(own))
    #expect(try without.rows(pids: [Int64(getpid())]).isEmpty)
    let with = try Machine(live: true)
    #expect(try pids(with, with.rows()).contains(own))
    #expect(try pids(with, with.rows(pids: [Int64(getpid())])) == [own])
  }

  @Test func everyColumnOfEveryLiveProcessIsOfItsType() throws {
    let machine = try Machine(live: true)
    var seen = 0
    for row in try machine.rows() {
      for column in machine.processes.columns {
        for source in column.sources {
          let value = row.value(source.reader)
          #expect(value.isOf(column.type), "\(column.name): \(value.shown)")
        }
      }
      _ = try machine.parent(of: row)
      seen += 1
    }
    #expect(seen > 1)
    #expect(machine.snapshot.statistics.processes == seen)
  }
}
