import Execution
import Glibc
import ProcFS
import Schema
import Testing
import Values

@testable import ProcessCatalog

private let areMounted =
  ((try? ProcFS()).map { MachineFiles($0, counters: ReadCounters()).controlGroups.record != nil })
  ?? false

/// Control groups as rows, and the step of processes to theirs.
@Suite struct ControlGroupRowTests {
  private func table() throws -> TableSchema {
    try #require(ProcessCatalog.schema.tables.first { $0.name == "cgroups" })
  }

  private func value(_ name: String, _ row: any Row) throws -> Value {
    let column = try #require(try table().columns.first { $0.name == name })
    return row.value(column.sources[0].reader)
  }

  private func groups(_ machine: Machine) throws -> [any Row] {
    try machine.snapshot.rows(of: ScanRequest(table: "cgroups")).all
  }

  private func group(_ machine: Machine, of row: any Row) throws -> (any Row)? {
    let relation = try #require(machine.processes.relations.first { $0.name == "control_group" })
    guard case .one(let group) = row.related(relation.id) else { return nil }
    return group
  }

  @Test func theStepIsToOne() throws {
    let schema = try #require(
      ProcessCatalog.schema.tables[0].relations.first { $0.name == "control_group" })
    #expect(schema.table == "cgroups" && !schema.isMany && schema.access.name == "cgroup")
    #expect(schema.path == .equal(own: "cgroup", other: "path"))
  }

  @Test(.enabled(if: areMounted, "no control groups are mounted"))
  func groupsAreKnownAgain() throws {
    let (first, second) = (try Machine(live: true), try Machine(live: true))
    let rows = try groups(first)
    let identities = rows.compactMap(\.identity)
    #expect(!rows.isEmpty && identities.count == rows.count)
    #expect(Set(identities).count == rows.count)
    // That of the top is there at any moment.
    let again = try groups(second).compactMap(\.identity)
    #expect(again.contains(identities[0]))
    #expect(rows[0].wasThere(at: first.snapshot.instant) == nil)
  }

  @Test(.enabled(if: areMounted, "no control groups are mounted"))
  func aProcessLeadsToItsOwn() throws {
    let machine = try Machine(live: true)
    let own = try machine.row(Int64(getpid()))
    // A sandbox may leave its group out of what is mounted.
    guard let group = try group(machine, of: own) else { return }
    #expect(try value("path", group).shown == machine.text("cgroup", own))
    #expect(try self.group(machine, of: own) === group)
    let listed = try groups(machine).first { $0.identity == group.identity }
    #expect(try listed.map { try value("path", $0).shown } == machine.text("cgroup", own))
    if case .denied = try value("memory_current", group) { Issue.record("it may not be read") }
    #expect(group.readingInstant(of: try access("cpu.stat")) == nil)
    if case .duration = try value("cpu_time", group) {
      #expect(group.readingInstant(of: try access("cpu.stat")) ?? 0 > machine.snapshot.instant)
    }
  }

  private func access(_ name: String) throws -> AccessID {
    try #require(
      ProcessCatalog.schema.accesses.first { $0.name == name && $0.cost != .known }
    ).id
  }

  @Test func ofACopiedRootNothingIsKnown() throws {
    let machine = try Machine("-- 1/cgroup --\n0::/a\n-- 1/comm --\na\n")
    #expect(try groups(machine).isEmpty)
    #expect(
      machine.snapshot.notes == [
        "nothing is known of cgroups: they are told of the running machine alone"
      ])
    #expect(machine.snapshot.hiddenRows != nil)
    #expect(try group(machine, of: try machine.row(1)) == nil)
  }
}
