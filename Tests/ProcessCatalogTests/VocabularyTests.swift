import Execution
import ProcFS
import QueryLanguage
import Schema
import TestSupport
import Testing
import Values

@testable import ProcessCatalog

/// A column that declares its words has no others.
@Suite struct VocabularyTests {
  private static let columns: [(table: String, name: String, words: [String])] =
    ProcessCatalog.schema.tables.flatMap { table in
      table.columns.compactMap { column in
        column.vocabulary.map { (table.name, column.name, $0.words) }
      }
    }

  @Test func statesKindsAndFamiliesHaveWords() {
    #expect(
      Self.columns.map { "\($0.table).\($0.name)" } == [
        "processes.status", "threads.status", "files.kind", "files.mode", "sockets.family",
        "sockets.type", "sockets.state",
      ])
    for column in Self.columns { #expect(Set(column.words).count == column.words.count) }
  }

  @Test(arguments: ["small-server", "busy-host", "shared-host", "live"])
  func whatIsToldIsAmongTheWords(_ machine: String) throws {
    let fixture = machine == "live" ? nil : try ProcFixture(named: machine)
    let source = ProcessSource(try fixture.map { try ProcFS($0.root) } ?? ProcFS())
    for (table, name, words) in Self.columns {
      var session = Session(source)
      let query = SourceText("select distinct \(name) from \(table) where \(name) is not null")
      let answer = try #require(try session.prepare(query).first).run()
      while let cells = try answer.next() {
        guard case .text(let word) = cells[0] else { continue }
        #expect(words.contains(String(decoding: word.bytes, as: UTF8.self)), "\(table).\(name)")
      }
    }
  }
}
