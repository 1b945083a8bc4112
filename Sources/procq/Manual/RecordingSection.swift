extension Mdoc {
  /// What the file of a recording holds, for other programs.
  mutating func addRecordingFile() {
    section("THE FILE OF A RECORDING")
    paragraph(
      """
      It is a database of SQLite, of mode 0600. The view `samples` has a row for each moment and each \
      process that was among its rows then: `time` (text in UTC), `moment` (its number), `pid`, `started` \
      (text in UTC) and each recorded column; sizes are bytes, durations seconds, lists and maps JSON. \
      `denied` and `failed` name the columns of the row that could not be read. A test of `pid`, `moment` \
      or `time` finds its rows by an index.
      """)
    display([
      "sqlite3 -readonly day.db 'select * from samples where pid = 7'",
      "duckdb:     attach 'day.db' as r (type sqlite); from r.samples",
      "clickhouse: select * from sqlite('day.db', 'samples')",
    ])
    paragraph("The tables below it hold nanoseconds and bytes:")
    list(
      [
        Entry("meta", "What is recorded, by key: statement, interval, keep, schema."),
        Entry("moment", "Each moment, also one that failed, by `id`: its times, notes, failure."),
        Entry("boot", "Each boot of the machine; `machine` is what it was like."),
        Entry(
          "process", "Each process: boot, pid and start, and the first and last moment of its life."
        ),
        Entry("label", "Each combination of labels once: name, arguments, user and the like."),
        Entry(
          "fact",
          """
          All else of a process, a row only where something differs: in force from the moment `since` \
          to the process's next row. Without a label the process lives and is not among the rows.
          """),
        Entry("text", "Each text; what is not UTF-8 stands in `bytes` as it is."),
      ], width: 8, isCompact: true)
    paragraph(
      """
      While it is written, `day.db-wal` and `day.db-shm` belong to it; copy them with it. A recorder holds \
      a lock on `day.db.lock`; one that ends leaves one plain file. `RECORDINGS.md` in the folder `Grammar` \
      of the sources tells more.
      """)
  }
}
