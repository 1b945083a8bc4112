// EngineSupport is what the toy sources of the tests have in common.

package import Execution
package import Schema
package import Values

/// A snapshot behind which there is no machine.
package protocol ToySnapshot: Snapshot {}

extension ToySnapshot {
  /// 2026-11-22T14:00:00Z.
  package var time: Int64 { 1_795_356_000_000_000_000 }
  package var facts: SystemFacts { SystemFacts(pageSize: 4096, ticksPerSecond: 100) }
  package var statistics: Statistics { Statistics() }
}

/// The rows of a source, under another schema of the same readers and relations.
package struct WithSchema: Source {
  package let schema: Schema
  private let source: any Source

  package init(_ schema: Schema, of source: any Source) {
    self.schema = schema
    self.source = source
  }

  package func snapshot(at moment: Moment) throws(Failure) -> any Snapshot {
    try source.snapshot(at: moment)
  }
}

extension Schema {
  /// The same but for its tables.
  package func mapTables(_ transform: (TableSchema) -> TableSchema) -> Schema {
    Schema(
      tables: tables.map(transform), accesses: accesses, functions: functions,
      constants: constants)
  }
}

extension Column {
  /// A column of a toy, which one access tells.
  package init(
    _ name: String, aliases: [String] = [], group: String = "all", _ type: ValueType,
    from access: Access, _ summary: String, boundedBy terms: [String] = [], read: @escaping Read
  ) {
    self.init(
      ColumnSchema(
        name, aliases: aliases, group: group, type: type, summary,
        sources: [ColumnSource(access, ReaderID(0))],
        bound: terms.isEmpty ? nil : BoundSchema(of: name, by: terms)), read: read)
  }
}
