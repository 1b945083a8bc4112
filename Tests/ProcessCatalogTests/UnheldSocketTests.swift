import Execution
import ProcFS
import Schema
import TestSupport
import Testing
import Values

@testable import ProcessCatalog

/// The rows of sockets that no process holds.
@Suite struct UnheldSocketTests {
  private static func machine(fd: String) -> String {
    """
    -- 7/stat --
    7 (x) S 1 7 7 0 -1 4194304 0 0 0 0 1 2 0 0 20 0 2 0 50 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0
    -- 7/ns/net -> net:[100] --
    \(fd)
    -- 7/net/tcp --
       0: 0100007F:0016 00000000:0000 0A 0:0 00:0 0     0        0 11 1 0
       1: 0100007F:0017 0100007F:D431 06 0:0 00:0 0     0        0 0 1 0
       2: 0100007F:0017 0100007F:D431 06 0:0 00:0 0     0        0 0 1 0
       3: 0100007F:0017 0100007F:D432 06 0:0 00:0 0     0        0 0 1 0

    """
  }

  private var sockets: TableSchema { ProcessCatalog.sockets.schema }

  private func rows(_ machine: Machine) throws -> [any Row] {
    try machine.snapshot.ownerlessRows(of: "sockets").all
  }

  private func value(_ name: String, _ row: any Row) throws -> String {
    let column = try #require(sockets.columns.first { $0.name == name })
    return row.value(column.sources[0].reader).shown
  }

  private func process(_ row: any Row) throws -> RelatedRows {
    row.related(try #require(sockets.relations.first { $0.name == "process" }).id)
  }

  @Test func theyAreOfNoProcess() throws {
    let rows = try rows(try Machine(Self.machine(fd: "-- 7/fd/1 -> /x --")))
    #expect(rows.count == 4)
    for row in rows {
      guard case .none = try process(row) else {
        Issue.record("\(try value("local_port", row))")
        continue
      }
      #expect(try value("fd", row) == "null" && !row.isGone && row.wasThere(at: 0) == nil)
    }
    #expect(try rows.map { try value("inode", $0) } == ["11", "null", "null", "null"])
    #expect(
      try rows.map { try value("state", $0) }.dropFirst().allSatisfy { $0.contains("TIME_WAIT") })
    // Each is known again, those with the same ends too.
    #expect(Set(rows.map(\.identity)).count == 4)
  }

  @Test func whoseTheyAreMayNotBeKnown() throws {
    let rows = try rows(try Machine(Self.machine(fd: "-- 7/fd denied --")))
    guard case .denied(let denial) = try process(rows[0]) else {
      Issue.record("not denied")
      return
    }
    #expect(denial == Denial(.fd))
    #expect(try value("fd", rows[0]).hasPrefix("denied") && value("inode", rows[0]) == "11")
    guard case .none = try process(rows[1]) else {
      Issue.record("what has no inode may not be unknown")
      return
    }
  }

  @Test func onlySocketsMayBeNobodys() throws {
    let machine = try Machine(Self.machine(fd: "-- 7/fd/1 -> /x --"))
    for table in ProcessCatalog.schema.tables {
      #expect((table.ownerless != nil) == (table.name == "sockets"))
      if table.name != "sockets" {
        #expect(try machine.snapshot.ownerlessRows(of: table.name).all.isEmpty)
      }
    }
  }

  /// What is not certain is said, and an answer without rows does not mean that there is none.
  @Test func whatMayBePartOfANameIsNoted() throws {
    let machine = try Machine(
      Self.machine(fd: "-- 7/fd/1 -> /x --") + """
        -- 7/net/unix --
        Num       RefCount Protocol Flags    Type St Inode Path
        00000000b1c73cba: 00000002 00000000 00000000 0001 01 14 @x
        00000000b1c73cba: 00000002 00000000 00000000 0001 01 15 /run/docker.sock

        """)
    #expect(try rows(machine).count == 5)
    #expect(machine.snapshot.notes.count == 1)
    #expect(machine.snapshot.notes.first?.hasPrefix("1 line of net/unix may be a part") == true)
    #expect(machine.snapshot.hiddenRows != nil)
    _ = try rows(machine)
    #expect(machine.snapshot.notes.count == 1)
  }
}
