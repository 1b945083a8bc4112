import ProcFS
import QueryEngine
import QueryLanguage
import Testing

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

  private func declaredBound(_ name: String, _ machine: Machine) throws -> Column.Bound? {
    try machine.column(name).bound()
  }

  @Test func itIsExactWithoutHugePagesSince616() throws {
    let machine = try machine("6.16.0", "Hugetlb: 0 kB")
    for name in ["uss", "pss"] {
      let bound = try #require(try declaredBound(name, machine))
      #expect(bound.words == "rss" && bound.origins.map(\.name) == ["statm"])
      let rows = machine.rows()
      #expect(bound.read(rows[0]).shown == "40960 bytes")
      // Without memory, or without a word, it does not speak.
      #expect(bound.read(rows[1]).isDenied)
      #expect(bound.read(rows[2]).isDenied)
    }
  }

  @Test(arguments: ["Hugetlb: 2048 kB", ""])
  func hugePagesAreAddedForThoseThatCountThem(_ meminfo: String) throws {
    let told = try machine("6.18.0", meminfo, status: "HugetlbPages:\\x09 2048 kB")
    let uss = try #require(try declaredBound("uss", told))
    #expect(uss.words == "rss + hugetlb" && uss.origins.map(\.name) == ["statm", "status"])
    #expect(uss.read(told.rows()[0]).shown == "2138112 bytes")
    let pss = try #require(try declaredBound("pss", told))
    #expect(pss.words == "rss" && pss.read(told.rows()[0]).shown == "40960 bytes")
    let untold = try machine("6.18.0", meminfo)
    let unknown = try #require(try declaredBound("uss", untold))
    #expect(unknown.read(untold.rows()[0]).isDenied)
  }

  @Test func olderKernelsLagBehind() throws {
    let machine = try machine("6.12.3", "Hugetlb: 0 kB")
    let bound = try #require(try declaredBound("uss", machine))
    #expect(bound.words == "rss + 768K")
    #expect(bound.read(machine.rows()[0]).shown == "\(40960 + 768 * 1024) bytes")
    for release in ["6.1.0", "5.10.0", "unknown"] {
      let machine = try self.machine(release, "Hugetlb: 0 kB")
      for name in ["uss", "pss"] {
        let found = try declaredBound(name, machine)
        #expect(found == nil, "\(release)")
      }
    }
  }

  @Test func ofALiveProcessWithoutMemoryItIsNull() throws {
    let machine = try Machine(live: true)
    guard let bound = try declaredBound("uss", machine) else { return }
    for row in machine.rows() where bound.read(row).isNull {
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
    var session = Session(catalog: machine.catalog)
    let statements = try session.prepare(Source("select pid order by uss desc limit 5"))
    let answer = try #require(statements.first).run()
    var pids: [String] = []
    while let cells = answer.next() { pids.append(cells.map(\.shown).joined()) }
    #expect(pids == ["12", "11", "10", "9", "8"])
  }
}
