import Execution
import Schema
import Testing
import Values

@testable import ProcessCatalog

/// A table of the machine that cannot be read is not one without rows.
@Suite struct UnreadTableTests {
  private func notes(_ text: String, _ table: String) throws -> [String] {
    let machine = try Machine(text)
    #expect(try machine.snapshot.rows(of: ScanRequest(table: table)).all.isEmpty)
    return machine.snapshot.notes
  }

  @Test func aFailureEndsTheStatement() throws {
    let machine = try Machine("-- diskstats/x --\n")
    #expect {
      try machine.snapshot.rows(of: ScanRequest(table: "disks"))
    } throws: { error in
      let failure = error as? Failure
      return failure?.reason == "Is a directory"
    }
  }

  @Test func aRefusalIsANote() throws {
    #expect(
      try notes("-- diskstats denied --\n-- 1/comm --\na\n", "disks").first?.contains("diskstats")
        == true)
  }

  @Test(arguments: [
    ("disks", "diskstats"), ("cpus", "stat"), ("interfaces", "net/dev"), ("mounts", "mountinfo"),
    ("memory", "meminfo"), ("swap", "meminfo"), ("users", "utmp"),
  ])
  func whatIsNotThereIsANote(table: (name: String, file: String)) throws {
    let found = try notes("-- 1/comm --\na\n", table.name)
    #expect(
      found == ["nothing is known of \(table.name): \(table.file) is missing, or tells of none"])
  }

  @Test func aFileWithoutRecordsIsNoLack() throws {
    #expect(try notes("-- diskstats --\n", "disks").isEmpty)
    #expect(try notes("-- stat --\ncpu 1 2 3 4\n", "cpus").count == 1)
  }

  @Test func whatIsOfNoKnownShapeIsANote() throws {
    let text = "-- diskstats --\nbroken\n"
    #expect(try notes(text, "disks") == ["1 line of diskstats is of no known shape"])
  }

  @Test func memoryThatMayNotBeReadIsARowOfWhichNothingIsKnown() throws {
    for table in ["memory", "swap"] {
      let machine = try Machine("-- meminfo denied --\n")
      #expect(try machine.snapshot.rows(of: ScanRequest(table: table)).all.count == 1)
    }
  }
}
