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

  @Test func whatIsNotThereIsNothing() throws {
    #expect(try notes("-- 1/comm --\na\n", "disks").isEmpty)
  }
}
