import Console

/// Something about the program that has a name and a sentence. Its one declaration is used for help and
/// for the manual page.
struct HelpEntry: Sendable {
  /// As it is written: `NO_COLOR`.
  let name: String
  /// What it is for, in one sentence.
  let summary: String

  init(_ name: String, _ summary: String) {
    self.name = name
    self.summary = summary
  }
}

extension HelpEntry {
  /// What the program tells by its exit status.
  static var exitStatuses: [HelpEntry] {
    ExitStatus.allCases.map { HelpEntry("\($0.rawValue)", $0.summary) }
  }

  /// The variables of the environment that are looked at.
  static let variables = [
    HelpEntry("PROCQ_PROCFS", "The root that is read instead of /proc; --procfs goes before it."),
    HelpEntry("PROCQ_REPLAY", "The recording that is asked; --replay and --procfs go before it."),
    HelpEntry("NO_COLOR", "If it is set, nothing is coloured unless --color says so."),
    HelpEntry("PAGER", "What results longer than the screen go through; else less, else more."),
    HelpEntry("LESS", "The pager's own; where it is not set, less is given -FRSX."),
    HelpEntry("VISUAL", "The editor of \\e."),
    HelpEntry("EDITOR", "The editor where VISUAL is not set; else vi."),
    HelpEntry("SHELL", "What \\! alone starts."),
    HelpEntry("EDITRC", "A file of keys to be read instead of ~/.editrc."),
    HelpEntry("XDG_CONFIG_HOME", "The folder of configuration; else ~/.config."),
    HelpEntry("XDG_STATE_HOME", "The folder of what is remembered; else ~/.local/state."),
    HelpEntry("HOME", "Where both are, and the history."),
    HelpEntry("TERM", "The kind of terminal; on one that is dumb nothing is coloured."),
    HelpEntry("SUDO_UID", "Whose files an error may quote, where root runs it by sudo."),
    HelpEntry("TMPDIR", "The folder of files that are being edited; else /tmp."),
    HelpEntry("PATH", "Where the pager is looked for."),
    HelpEntry("TZ", "The zone of times; else that of the machine."),
  ]

  /// The files that are read or written unasked.
  static let files = [
    HelpEntry("/proc", "What queries are about; little else is read."),
    HelpEntry("~/.config/procq/rc.procq", "Statements and commands that the shell begins with."),
    HelpEntry(
      "~/.config/procq/queries", "Queries that the shell has saved; each runs by its name."),
    HelpEntry(
      "~/.local/state/procq/history", "What was typed in the shell; for nobody else to read."),
    HelpEntry(
      "/var/lib/procq/processes.db", "What the unit procq-record records, once it is enabled."),
    HelpEntry("~/.editrc", "Keys of the shell, as editrc(5) has them."),
    HelpEntry(
      "PREFIX/share/procq/samples",
      "Queries that were installed with the program; each runs by its name or folder/name."),
  ]

  /// What people call the program for, each with the line that does it.
  static let examples = [
    (
      "The ten that take most memory of their own, of those with MYAPP set:",
      ["procq -e \"where env.MYAPP exists order by uss desc limit 10\""]
    ),
    (
      "Who holds deleted files open:",
      ["procq -e \"select pid, name where any(files where deleted)\""]
    ),
    (
      "Memory by user, for a program to read:",
      ["procq -f json -e \"select user, sum(uss) as uss group by user\""]
    ),
    (
      "Who takes most memory, again every two seconds:",
      ["procq -w 2s -e \"order by rss desc limit 10\""]
    ),
    (
      "What every process takes, recorded until Ctrl-C, and asked later:",
      [
        "procq -e \"record 10s into 'day.db' select name, cpu_time, rss\"",
        "procq --replay day.db -e \"select pid, name, rss at '03:14'\"",
      ]
    ),
    ("Does sshd run?", ["procq -q -e \"where name = 'sshd'\" && echo yes"]),
    ("A saved file, with a value for its parameter:", ["procq big.procq n=20"]),
    (
      "What can be asked, and how a query goes about it:",
      [
        "procq -e \"describe; describe processes\"",
        "procq -e \"explain order by uss desc limit 10\"",
      ]
    ),
  ]
}
