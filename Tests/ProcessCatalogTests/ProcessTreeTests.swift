import Execution
import ProcFS
import QueryLanguage
import TestSupport
import Testing
import Values

@testable import ProcessCatalog

/// What is told of children where not every process tells its parent.
@Suite struct ProcessTreeTests {
  private func ask(_ text: String, _ query: String) throws -> (rows: [String], notes: [String]) {
    let fixture = try ProcFixture(text)
    var session = Session(ProcessSource(try ProcFS(fixture.root)))
    let statement = try #require(try session.prepare(.init(bytes: Array(query.utf8))).first)
    let answer = statement.run()
    var rows: [String] = []
    while let row = try answer.next() { rows.append(row.map(\.shown).joined(separator: " ")) }
    return (rows, answer.notes)
  }

  @Test func aRefusedParentIsNoted() throws {
    let answer = try ask(
      ProcessRowTests.family + "-- 8/stat denied --\n-- 9/stat denied --\n",
      "select pid, count(children) where pid = 1")
    #expect(answer.rows == ["1 1"])
    #expect(
      answer.notes == ["the parents of 2 of 6 processes are not known: stat may not be read"])
  }

  /// A directory in place of the file cannot be read.
  @Test func aParentThatCannotBeReadIsNoEnd() throws {
    let answer = try ask(
      ProcessRowTests.family + "-- 8/stat/ --\n", "select pid, count(children), any(descendants)")
    #expect(answer.rows.count == 5)
    #expect(
      answer.rows.allSatisfy { $0.hasSuffix(" failed Is a directory failed Is a directory") },
      "\(answer.rows)")
    #expect(answer.notes.contains { $0.contains("Is a directory") })
  }

  /// The parent is in stat and in status: whoever has no status has it all the same.
  @Test(arguments: ["pid = 6", "pid + 0 = 6", "pid in (6)"])
  func theParentIsToldHoweverThePidIsAsked(_ test: String) throws {
    let answer = try ask(
      ProcessRowTests.family, "select ppid, parent.pid where \(test)")
    #expect(answer.rows == ["5 5"])
    #expect(answer.notes == [])
  }
}
