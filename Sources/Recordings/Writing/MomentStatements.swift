import Execution

/// The statements that write a moment, prepared once.
struct MomentStatements {
  let insertBoot: DatabaseStatement
  let insertMachine: DatabaseStatement
  let insertMoment: DatabaseStatement
  let insertProcess: DatabaseStatement
  let endProcess: DatabaseStatement
  let insertFact: DatabaseStatement

  init(_ schema: RecordingSchema, in database: Database) throws(DatabaseError) {
    insertBoot = try database.prepare("insert into boot(boot_id) values (?)")
    insertMachine = try database.prepare(
      """
      insert into machine(hostname, os, kernel, architecture, zone, page_size, ticks, memory_total,
        processors) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    insertMoment = try database.prepare(
      """
      insert into moment(id, boot, machine, time, uptime, instant, processes, unjudged, notes, failure,
        present, utc) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, \(Self.utc("?4")))
      """)
    insertProcess = try database.prepare(
      """
      insert into process(boot, pid, start, first, started) values (?1, ?2, ?3, ?4, \(Self.utc("?5")))
      """)
    endProcess = try database.prepare("update process set last = ?2 where id = ?1")
    let columns =
      ["process", "since", "label"] + schema.factNames.map(\.quotedForSQL)
      + CellMasks.names(for: schema.facts.count) + ["reason"]
    insertFact = try database.prepare(
      """
      insert into fact(\(columns.joined(separator: ", ")))
      values (\(columns.map { _ in "?" }.joined(separator: ", ")))
      """)
  }

  /// `2026-11-22T13:00:05.250Z`, of nanoseconds since 1970: to the millisecond below, so that it sorts as
  /// text.
  private static func utc(_ time: String) -> String {
    """
    strftime('%Y-%m-%dT%H:%M:%S', \(time) / 1000000000, 'unixepoch')
        || printf('.%03dZ', \(time) / 1000000 % 1000)
    """
  }
}

extension DatabaseStatement.Cell {
  /// NULL of nil.
  init(_ value: Int64?) { self = value.map { .integer($0) } ?? .null }
  init(_ value: Int?) { self = value.map { .integer(Int64($0)) } ?? .null }

  /// A text that is shown: NULL of nil.
  init(_ value: String?) { self = value.map { .text(Array($0.utf8)) } ?? .null }
}
