extension Mdoc {
  /// How recordings are made and asked.
  mutating func addRecordings() {
    section("RECORDINGS")
    addRecording()
    addAsking()
    addRecordingService()
  }

  private mutating func addRecording() {
    paragraph(
      """
      A statement that begins with `record` keeps the rows of its query in a file, moment after moment, \
      until the program gets SIGTERM or SIGINT (Ctrl-C). It prints nothing but a note at its end.
      """)
    display([
      "record 10s into 'day.db' keep 7d",
      "  select ppid, name, args, user, cpu_time, rss, uss where not kernel",
    ])
    paragraph(
      """
      Each moment begins at its time, whatever the one before took; one that takes longer than the interval \
      leaves some out, which is said once. What cannot be read or written is said once, until something \
      else is wrong, and the recorder goes on: a moment that could not be had is recorded as that, one \
      that could not be written, as where the disk is full, is a gap. `--timeout` bounds each \
      moment, which a process that does not answer could hold up; without it, the interval does, or 10 \
      seconds where that is longer. A file that is renamed, removed, replaced, cut short or overwritten \
      meanwhile ends the recording with status 1.
      """)
    paragraph(
      """
      The file is one of SQLite, for its owner alone to read (mode 0600). While it is recorded a log \
      (`-wal`, `-shm`) and a lock lie beside it, and one recorder at a time may have it. SIGTERM, SIGINT \
      and SIGHUP end the recorder between two moments, also while a process does not answer, and one plain \
      file is left. A further signal after a second does not wait for that; nor does SIGKILL: what was recorded is in the \
      file and its log, and the moment in hand is lost. A recorder that is started again with the same \
      query goes on with the file.
      """)
  }

  private mutating func addAsking() {
    paragraph(
      """
      `--replay FILE`, PROCQ_REPLAY or, in the shell, `\\replay FILE` ask the file as if it were the \
      machine: `at '03:14'` says which moment, `over 5m` a stretch of time before it, and `from history` \
      has a row for each moment. `describe` tells what was recorded. Nothing is repeated, waited for or \
      acted on there. With `--procfs`, `--self` or `--read-only` it does not go together.
      """)
    paragraph(
      """
      Arguments and environments are recorded only if the query names them, and may hold secrets: who can \
      read the file can read them. With `--read-only` nothing is recorded and no recording is asked.
      """)
  }

  private mutating func addRecordingService() {
    paragraph(
      """
      The package brings a unit of systemd that records the columns of the sample past/record into \
      /var/lib/procq/processes.db for seven days. It is neither enabled nor started by itself:
      """)
    display([
      "systemctl enable --now procq-record",
      "procq --replay /var/lib/procq/processes.db",
    ])
  }
}
