import Binding
import Execution
import Foundation
import ProcFS
import ProcessCatalog
import Schema
import TestSupport
import Testing
import Values

/// Whatever can be asked of a machine can be asked of any: none of it ends in an error.
@Suite struct EveryColumnTests {
  @Test(arguments: machines) func everyColumnIsSelectable(_ machine: String) throws {
    let root = try Root(machine)
    try expectAnswers(
      root.tables.flatMap { table in
        let names = table.columns.map(\.name)
        let selections = ["*", names.joined(separator: ", ")] + groups(of: table) + names
        return selections.map { "select \($0) from \(table.name) over 1ms limit 20" }
      }, on: root)
  }

  @Test(arguments: machines) func everyAliasIsSelectable(_ machine: String) throws {
    let root = try Root(machine)
    try expectAnswers(
      root.tables.flatMap { table in
        table.columns.flatMap(\.aliases).map { "select \($0) from \(table.name) over 1ms limit 1" }
      }, on: root)
  }

  @Test(arguments: machines) func everySourceIsDescribed(_ machine: String) throws {
    let root = try Root(machine)
    let described = try answers(
      ["describe", "describe functions", "describe keywords"]
        + root.tables.map { "describe \($0.name)" }, on: root)
    try #require(described.count == root.tables.count + 3)
    #expect(described[0].count == root.tables.count)
    for (table, rows) in zip(root.tables, described.dropFirst(3)) {
      #expect(rows.count == table.columns.count + table.relations.count, "\(table.name)")
    }
  }

  /// To what a row belongs, and what belongs to it.
  @Test(arguments: machines) func everyRelationIsReached(_ machine: String) throws {
    let root = try Root(machine)
    try expectAnswers(
      root.tables.flatMap { table in
        table.relations.map { relation in
          let item =
            relation.isMany
            ? "count(\(relation.name)) as there" : "\(relation.name) exists as there"
          return "select \(item) from \(table.name) limit 20"
        }
      }, on: root)
  }

  private func groups(of table: TableSchema) -> [String] {
    Set(table.columns.map(\.group)).filter { !$0.isEmpty }.sorted().map { "\($0).*" }
  }

  private func expectAnswers(_ statements: [String], on root: Root) throws {
    #expect(try answers(statements, on: root).count == statements.count)
  }

  /// One array for each statement.
  private func answers(_ statements: [String], on root: Root) throws -> [[Any]] {
    let script = statements.joined(separator: ";\n")
    let outcome = try Command.built("procq", ["--procfs", root.path, "-fjson", "-e", script]).run()
    #expect(outcome.status == 0, "\(outcome.errorText)")
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
    let tables: [TableSchema]
    private let fixture: ProcFixture?

    init(_ machine: String) throws {
      fixture =
        switch machine {
        case "/proc": nil
        case "empty": try ProcFixture("-- 1/ --\n-- self/ --\n")
        default: try ProcFixture(named: machine)
        }
      path = fixture?.root ?? machine
      tables = ProcessCatalog.schema.tables
    }
  }
}
