import Schema

/// How a recording's file is laid out, by which a file of SQLite is known to be one.
///
/// `meta` says what is recorded; `boot` and `machine` which machine it was; `moment` has a row for every
/// moment, also for one that failed; `process` one for every process; `label` each combination of labels
/// once; `fact` what moves, a row only where something differs; `text` every text once. Numbers are declared
/// as BIGINT: to SQLite that is INTEGER, of which others make 32 bits.
enum RecordingLayout {
  /// `PRAGMA application_id`: the bytes `prcq`.
  static let applicationID: Int64 = 0x7072_6371
  /// `PRAGMA user_version`: another one is another layout.
  static let version: Int64 = 1
  /// A table has no more columns than SQLite is made for, which is 2000; the view has those of two tables.
  static let mostColumns = 900

  /// What makes all tables, indices and the view of what is recorded; `shown` are the names of the columns
  /// that the query names.
  static func definitions(of schema: RecordingSchema, showing shown: Set<String>) -> [String] {
    fixedTables + [
      labelTable(schema), "create index label_last on label(last) where last is not null",
      factTable(schema), SampleView(schema, showing: shown).definition,
    ]
  }

  /// The tables whose columns are always the same.
  static let fixedTables = [
    "create table meta(key text primary key, value text) without rowid",
    "create table boot(id integer primary key, boot_id text)",
    """
    create table machine(id integer primary key, hostname text, os text, kernel text, architecture text,
      zone text, page_size bigint, ticks bigint, memory_total bigint, processors bigint)
    """,
    """
    create table moment(id integer primary key, boot bigint, machine bigint, time bigint,
      uptime bigint, instant bigint, processes bigint, unjudged bigint, notes text, failure text,
      present blob, utc text)
    """,
    "create index moment_time on moment(time)",
    "create index moment_instant on moment(instant)",
    "create index moment_utc on moment(utc)",
    """
    create table process(id integer primary key, boot bigint, pid bigint, start bigint, first bigint,
      last bigint, started text)
    """,
    // With `last` in it, those that ended before a moment are passed over without a look at the table.
    "create index process_first on process(first, last)",
    "create index process_pid on process(pid, boot)",
    "create table text(id integer primary key, value text, bytes blob, last bigint)",
    "create index text_last on text(last) where last is not null",
  ]

  private static func labelTable(_ schema: RecordingSchema) -> String {
    let columns =
      ["id integer primary key"]
      + declarations(of: schema.labels, named: schema.labelNames) + ["last bigint"]
    return "create table label(\(columns.joined(separator: ", ")))"
  }

  private static func factTable(_ schema: RecordingSchema) -> String {
    let columns =
      ["process bigint", "since bigint", "label bigint"]
      + declarations(of: schema.facts, named: schema.factNames) + ["primary key (process, since)"]
    return "create table fact(\(columns.joined(separator: ", "))) without rowid"
  }

  /// The columns that are recorded, then their masks and the text that says why reading failed.
  private static func declarations(
    of columns: [RecordingSchema.Column], named names: [String]
  ) -> [String] {
    zip(names, columns).map { "\($0.quotedForSQL) \($1.schema.type.declaration)" }
      + (CellMasks.names(for: columns.count) + ["reason"]).map { "\($0) bigint" }
  }
}

extension ValueType {
  /// As columns of it are declared. Sizes are bytes, durations and times nanoseconds, addresses the same 64
  /// bits with a sign, and texts, lists and maps the ids of texts.
  fileprivate var declaration: String {
    switch self {
    case .real, .byteRate, .countRate: "real"
    case _: "bigint"
    }
  }
}
