import Foundation
import ProcFS
import ProcessCatalog
import QueryEngine
import TestSupport
import Testing

/// Whatever can be asked of a machine can be asked of any: none of it ends in an error.
@Suite struct EveryColumnTests {
  @Test(arguments: machines) func everyColumnIsSelectable(_ machine: String) throws {
    let root = try Root(machine)
    for table in ProcessCatalog.catalog(for: try ProcFS(root.path)).tables {
      let names = table.columns.map(\.name)
      let selections = ["*", names.joined(separator: ", ")] + groups(of: table) + names
      let script = selections.map { "select \($0) from \(table.name) limit 50" }
      try expectAnswers(script.joined(separator: "; "), count: script.count, on: root)
    }
  }

  @Test(arguments: machines) func everyNameMayBeAnAlias(_ machine: String) throws {
    let root = try Root(machine)
    for table in ProcessCatalog.catalog(for: try ProcFS(root.path)).tables {
      for alias in table.columns.flatMap(\.aliases) {
        try expectAnswers("select \(alias) from \(table.name) limit 1", count: 1, on: root)
      }
    }
  }

  @Test(arguments: machines) func everySourceIsDescribed(_ machine: String) throws {
    let root = try Root(machine)
    let tables = ProcessCatalog.catalog(for: try ProcFS(root.path)).tables
    let script = (["", "functions", "keywords"] + tables.map(\.name)).map { "describe \($0)" }
    try expectAnswers(script.joined(separator: "; "), count: script.count, on: root)
    for table in tables {
      let rows = try answers("describe \(table.name)", on: root)[0]
      #expect(rows.count == table.columns.count + table.relations.count)
    }
  }

  /// To what a process belongs, and what belongs to it, from each source that has processes.
  @Test(arguments: machines) func everyRelationIsReached(_ machine: String) throws {
    let root = try Root(machine)
    for table in ProcessCatalog.catalog(for: try ProcFS(root.path)).tables {
      for relation in table.relations {
        let item =
          switch relation.step {
          case .one: "\(relation.name) exists as there"
          case .many: "count(\(relation.name)) as there"
          }
        try expectAnswers("select \(item) from \(table.name) limit 20", count: 1, on: root)
      }
    }
  }

  private func groups(of table: Table) -> [String] {
    Set(table.columns.map(\.group)).filter { !$0.isEmpty }.sorted().map { "\($0).*" }
  }

  private func expectAnswers(_ script: String, count: Int, on root: Root) throws {
    #expect(try answers(script, on: root).count == count, "\(script.prefix(200))")
  }

  /// One array for each statement.
  private func answers(_ script: String, on root: Root) throws -> [[Any]] {
    let outcome = try Command.built("procq", ["--procfs", root.path, "-fjson", "-e", script]).run()
    #expect(outcome.status == 0, "\(script.prefix(200)): \(outcome.errorText)")
    #expect(!outcome.errorText.contains("error:"), "\(outcome.errorText)")
    return try outcome.output.split(separator: UInt8(ascii: "\n")).map { line in
      let value = try JSONSerialization.jsonObject(with: withoutLoneSurrogates(line))
      return try #require(value as? [Any])
    }
  }

  /// Bytes that are not UTF-8 come as `\udc80` to `\udcff`, which Foundation does not read.
  private func withoutLoneSurrogates(_ line: ArraySlice<UInt8>) -> Data {
    Data(String(decoding: line, as: UTF8.self).replacing(/\\udc[89a-f][0-9a-f]/, with: "?").utf8)
  }

  private static let machines = ["/proc", "small-server", "busy-host", "shared-host", "empty"]

  /// This machine, a made-up one, or one that tells nothing at all.
  private struct Root {
    let path: String
    private let fixture: ProcFixture?

    init(_ machine: String) throws {
      fixture =
        switch machine {
        case "/proc": nil
        case "empty": try ProcFixture("-- 1/ --\n-- self/ --\n")
        default: try ProcFixture(named: machine)
        }
      path = fixture?.root ?? machine
    }
  }
}
