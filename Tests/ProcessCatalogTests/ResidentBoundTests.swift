import Execution
import QueryLanguage
import Schema
import Testing
import Values

@testable import ProcessCatalog

/// What stands in for uss and pss on machines of all kinds.
@Suite struct ResidentBoundTests {
  private func machine(_ release: String, _ meminfo: String, status: String = "") throws -> Machine
  {
    try Machine(
      """
      -- sys/kernel/osrelease --
      \(release)
      -- stat --
      cpu 1 1 1 1
      cpu0 1 1 1 1
      cpu1 1 1 1 1
      -- meminfo --
      MemTotal: 1024 kB
      \(meminfo)
      -- 1/statm --
      100 10 5 1 0 1 0
      -- 1/status --
      Name:\\x09a
      \(status)
      -- 2/statm --
      0 0 0 0 0 0 0
      -- 3/comm --
      nothing
      """)
  }

  private func declaredBound(_ name: String, _ machine: Machine) throws -> UpperBound? {
    machine.snapshot.upperBound(for: try #require(try machine.column(name).bound))
  }

  @Test func itIsExactWithoutHugePagesSince616() throws {
    let machine = try machine("6.16.0", "Hugetlb: 0 kB")
    for name in ["uss", "pss"] {
      let bound = try #require(try declaredBound(name, machine))
      #expect(bound.text == "rss" && bound.accesses.map(\.name) == ["statm"])
      let rows = try machine.rows()
      #expect(rows[0].value(bound.reader).shown == "40960 bytes")
      // Without memory, or without a word, it does not speak.
      #expect(rows[1].value(bound.reader).isDenied)
      #expect(rows[2].value(bound.reader).isDenied)
    }
  }

  @Test(arguments: ["Hugetlb: 2048 kB", ""])
  func hugePagesAreAddedForThoseThatCountThem(_ meminfo: String) throws {
    let told = try machine("6.18.0", meminfo, status: "HugetlbPages:\\x09 2048 kB")
    let uss = try #require(try declaredBound("uss", told))
    #expect(uss.text == "rss + hugetlb" && uss.accesses.map(\.name) == ["statm", "status"])
    #expect(try told.rows()[0].value(uss.reader).shown == "2138112 bytes")
    let pss = try #require(try declaredBound("pss", told))
    #expect(try pss.text == "rss" && told.rows()[0].value(pss.reader).shown == "40960 bytes")
    let untold = try machine("6.18.0", meminfo)
    let unknown = try #require(try declaredBound("uss", untold))
    #expect(try untold.rows()[0].value(unknown.reader).isDenied)
  }

  @Test func olderKernelsLagBehind() throws {
    let machine = try machine("6.12.3", "Hugetlb: 0 kB")
    let bound = try #require(try declaredBound("uss", machine))
    #expect(bound.text == "rss + 768K")
    #expect(try machine.rows()[0].value(bound.reader).shown == "\(40960 + 768 * 1024) bytes")
    for release in ["6.1.0", "5.10.0", "unknown"] {
      let machine = try self.machine(release, "Hugetlb: 0 kB")
      for name in ["uss", "pss"] {
        let found = try declaredBound(name, machine)
        #expect(found?.text == nil, "\(release)")
      }
    }
  }

  @Test func ofALiveProcessWithoutMemoryItIsNull() throws {
    let machine = try Machine(live: true)
    guard let bound = try declaredBound("uss", machine) else { return }
    for row in try machine.rows() where row.value(bound.reader).isNull {
      let unique = try machine.value("uss", row)
      #expect(unique.isNull, "\(unique.shown)")
    }
  }

  /// A kernel that claims to be exact and is not: what was read of the first shows it.
  @Test func boundsThatFallShortAreGivenUp() throws {
    let machine = try Machine(
      (1...12).map { pid in
        """
        -- \(pid)/statm --
        100 \(pid % 3 + 1) 5 1 0 1 0
        -- \(pid)/smaps_rollup --
        Rss: \(pid * 1024) kB
        Private_Dirty: \(pid * 1000) kB
        """
      }.joined(separator: "\n")
        + "\n-- sys/kernel/osrelease --\n6.18.0\n-- meminfo --\nMemTotal: 1024 kB\nHugetlb: 0 kB\n")
    var session = Session(machine.source)
    let statements = try session.prepare(SourceText("select pid order by uss desc limit 5"))
    let answer = try #require(statements.first).run()
    var pids: [String] = []
    while let cells = try answer.next() { pids.append(cells.map(\.shown).joined()) }
    #expect(pids == ["12", "11", "10", "9", "8"])
  }
}
