import Binding
import Console
import Execution
import Foundation
import ProcFS
import ProcessCatalog
import Schema
import TestSupport
import Testing
import Values

/// The reference page is what the lists say today. `UPDATE_GOLDEN=1` writes it, as `make docs` does.
@Suite(.serialized) struct ReferenceTests {
  @Test func referenceIsCurrent() throws {
    let help = try Command.built("procq", ["--help"]).run().outputText
    let reference = Reference(
      schema: ProcessCatalog.schema,
      actions: ActionHelp(.offered(ProcessActions.schema(processors: 1))),
      help: help.trimmingCharacters(in: .newlines))
    let path = projectFolder + "Grammar/REFERENCE.md"
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try reference.text.write(toFile: path, atomically: true, encoding: .utf8)
    }
    let written = try String(contentsOfFile: path, encoding: .utf8)
    #expect(
      written.components(separatedBy: "\n") == reference.text.components(separatedBy: "\n"),
      "'make docs' writes it anew")
  }

  /// A page that renders nothing of a list would be current too.
  @Test func everyNameStandsInIt() throws {
    let text = try String(contentsOfFile: projectFolder + "Grammar/REFERENCE.md", encoding: .utf8)
    let schema = ProcessCatalog.schema
    for table in schema.tables {
      #expect(text.contains("\n## \(table.name)\n"))
      for column in table.columns {
        #expect(text.contains("\n| `\(column.name)` |"), "\(table.name).\(column.name)")
      }
    }
    for function in schema.scalarFunctions.map(\.schema) {
      #expect(text.contains("\n| `\(function.usage)` |"), "\(function.name)")
    }
    for setting in ["nice", "io_priority", "cpu_affinity", "limits.nofile"] {
      #expect(text.contains("\n| `\(setting)` |"), "\(setting)")
    }
    for signal in ["| TERM (15) |", "| ABRT, IOT (6) |", "| KILL (9) |"] {
      #expect(text.contains("\n" + signal), "\(signal)")
    }
    for option in ["--execute", "--procfs", "--denied", "\\watch", "`ndjson`"] {
      #expect(text.contains(option))
    }
  }
}

let projectFolder = String(
  #filePath.dropLast("Tests/DocumentationTests/ReferenceTests.swift".count))
