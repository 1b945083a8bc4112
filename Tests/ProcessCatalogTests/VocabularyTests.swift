import Binding
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
  private static let columns: [(table: String, name: String, words: [String], isClosed: Bool)] =
    ProcessCatalog.schema.tables.flatMap { table in
      table.columns.compactMap { column in
        guard let words = column.vocabulary?.words, !words.isEmpty else { return nil }
        if case .closed? = column.vocabulary { return (table.name, column.name, words, true) }
        return (table.name, column.name, words, false)
      }
    }

  @Test func statesKindsAndFamiliesHaveWords() {
    #expect(
      Self.columns.map { "\($0.table).\($0.name)" } == [
        "processes.status", "processes.io_priority", "processes.cap_effective", "threads.status",
        "files.kind", "files.mode", "sockets.family", "sockets.type", "sockets.state",
        "sockets.protocol", "interfaces.duplex", "history.status", "history.io_priority",
        "history.cap_effective",
      ])
    for column in Self.columns { #expect(Set(column.words).count == column.words.count) }
  }

  /// That a number is a percentage goes with it.
  @Test(
    arguments: [
      ("memory_percent as m", true), ("memory_percent(uss)", true), ("cpu_percent", true),
      ("coalesce(memory_percent, 0)", true), ("if(pid = 1, cpu_share, null)", true),
      ("max(memory_percent)", true), ("avg(cpu_percent)", true), ("list(memory_percent)", true),
      ("parent.memory_percent", true), ("round(memory_percent, 2)", false),
      ("memory_percent + 1", false), ("if(pid = 1, cpu_share, num_fds)", false), ("pid", false),
    ])
  func percentagesAreKnown(_ item: String, _ isPercentage: Bool) throws {
    var session = Session(ProcessSource(try ProcFS()))
    let statement = try #require(try session.prepare(.init("select \(item)")).statements.first)
    #expect((statement.run().columns.first?.vocabulary == .percent) == isPercentage)
  }

  @Test(arguments: [("limits.stack", true), ("hard_limits.nofile", false), ("limits", false)])
  func bytesAmongLimitsAreKnown(_ item: String, _ areBytes: Bool) throws {
    var session = Session(ProcessSource(try ProcFS()))
    let statement = try #require(try session.prepare(.init("select \(item)")).statements.first)
    #expect((statement.run().columns.first?.vocabulary == .numbers(.bytes)) == areBytes)
  }

  /// What others call a word is no word itself, and is told by one.
  @Test func synonymsLeadToWords() {
    for table in ProcessCatalog.schema.tables {
      for case let (name, vocabulary?) in table.columns.map({ ($0.name, $0.vocabulary) }) {
        for synonym in vocabulary.synonyms {
          #expect(!vocabulary.words.contains(synonym.word), "\(name): \(synonym.word)")
          #expect(
            synonym.meaning.isEmpty || vocabulary.words.contains(synonym.meaning),
            "\(name): \(synonym.word)")
        }
        let written = vocabulary.synonyms.map(\.word)
        #expect(Set(written).count == written.count, "\(name)")
      }
    }
  }

  /// A state that a newer kernel has is its letter's number, and not nothing.
  @Test func statesWithoutANameAreNumbers() {
    #expect(ProcessState(letter: UInt8(ascii: "Q")).word == "81")
    #expect(ProcessState.other(letter: 0).word == nil)
    #expect(Vocabulary.states.holds(Array("81".utf8)))
  }

  @Test func usersAndGroupsAreKnownByName() throws {
    let source = ProcessSource(try ProcFS())
    #expect(source.isNameOfUser("root"))
    #expect(!source.isNameOfUser("nobody of this name"))
  }

  /// The kernel of a live machine may know more words than those of an open vocabulary.
  @Test(arguments: ["small-server", "busy-host", "shared-host", "live"])
  func whatIsToldIsAmongTheWords(_ machine: String) throws {
    let fixture = machine == "live" ? nil : try ProcFixture(named: machine)
    let source = ProcessSource(try fixture.map { try ProcFS($0.root) } ?? ProcFS())
    for (table, name, words, isClosed) in Self.columns where isClosed || fixture != nil {
      var session = Session(source)
      let query = SourceText("select distinct \(name) from \(table) where \(name) is not null")
      let answer = try #require(try session.prepare(query).first).run()
      while let cells = try answer.next() {
        for case .text(let word) in cells[0].elements {
          #expect(words.contains(String(decoding: word.bytes, as: UTF8.self)), "\(table).\(name)")
        }
      }
    }
  }
}

extension Value {
  /// Those of a list; itself if it is none.
  fileprivate var elements: [Value] {
    if case .list(let elements) = self { elements } else { [self] }
  }
}
