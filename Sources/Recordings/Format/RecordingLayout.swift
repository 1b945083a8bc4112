/// How a recording's file is laid out, by which a file of SQLite is known to be one.
///
/// `meta` says what is recorded; `boot` and `machine` which machine it was; `moment` has a row for every
/// moment, also for one that failed; `process` one for every process; `label` each combination of labels
/// once; `fact` what moves, a row only where something differs; `text` every text once.
enum RecordingLayout {
  /// `PRAGMA application_id`: the bytes `prcq`.
  static let applicationID: Int64 = 0x7072_6371
  /// `PRAGMA user_version`: another one is another layout.
  static let version: Int64 = 1

  /// The tables whose columns are always the same.
  static let fixedTables = [
    "create table meta(key text primary key, value) without rowid",
    "create table boot(id integer primary key, boot_id text)",
    """
    create table machine(id integer primary key, hostname text, os text, kernel text, architecture text,
      zone text, page_size integer, ticks integer, memory_total integer, processors integer)
    """,
    """
    create table moment(id integer primary key, boot integer, machine integer, time integer,
      uptime integer, instant integer, processes integer, unjudged integer, notes text, failure text,
      present blob)
    """,
    "create index moment_time on moment(time)",
    "create index moment_instant on moment(instant)",
    """
    create table process(id integer primary key, boot integer, pid integer, start integer, first integer,
      last integer)
    """,
    "create index process_first on process(first)",
    "create index process_pid on process(boot, pid)",
    "create table text(id integer primary key, value text)",
  ]
}
