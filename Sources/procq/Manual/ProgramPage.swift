import Console

extension Mdoc {
  /// procq(1): how the program is called, its shell and its scripts.
  static var programPage: Mdoc {
    var page = Mdoc.page(.program, about: "queries about the processes of this machine")
    page.addSynopsis()
    page.addDescription()
    page.addOptions()
    page.addShell()
    page.addScripts()
    page.addRecordings()
    page.addPermissions()
    page.addReadOnly()
    page.addSurroundings()
    page.section("SEE ALSO")
    page.macro("Xr ps 1 ,")
    page.macro("Xr editrc 5 ,")
    page.macro("Xr proc 5 ,")
    page.macro("Xr procq 5")
    return page
  }

  private mutating func addSynopsis() {
    section("SYNOPSIS")
    macro("Nm")
    macro("Op Ar option ...")
    macro("Nm")
    macro("Op Ar option ...")
    macro("Fl e Ar query")
    macro("Op Fl e Ar query ...")
    macro("Nm")
    macro("Op Ar option ...")
    macro("Ar file")
    macro("Op Ar name Ns = Ns Ar value ...")
  }

  private mutating func addDescription() {
    section("DESCRIPTION")
    macro("Nm")
    paragraphContinued(
      """
      answers questions about processes, their threads, files, sockets and memory, and about the \
      machine, in a language of its own, of which
      """)
    macro("Xr procq 5")
    paragraphContinued("tells. It reads no more of /proc than an answer needs.")
    paragraph(
      """
      Without a query or a file it is a shell, if standard input is a terminal; else it runs the \
      statements that come from there. A file `-` is standard input. What is no file may be a saved \
      query's name, or that of a sample that was installed. The words behind it are values of its \
      parameters; `procq FILE --help` tells which it has.
      """)
    paragraph(
      """
      Results go to standard output, notes and errors to standard error. Nothing, shown as `-`, is \
      told apart from what may not be read, shown as `?` and counted in a note.
      """)
  }

  private mutating func addOptions() {
    section("OPTIONS")
    paragraph("Options may stand anywhere, a value in the same word or in the next one.")
    list(
      Option.all.map { Entry(term: $0.term, [$0.explanation.asSentence]) }, width: 12)
    subsection("Formats")
    list(OutputFormat.allCases.map { Entry($0.rawValue, $0.summary) }, width: 8, isCompact: true)
  }

  private mutating func addShell() {
    section("THE SHELL")
    paragraph(
      """
      A statement runs at its semicolon, or on Enter if its first line is complete. Keys are those of \
      emacs or of vi, as ~/.editrc says. Text that is pasted is not run before Enter.
      """)
    list(
      KeyBinding.all.filter { !$0.summary.isEmpty }.map { Entry($0.name, $0.summary) }, width: 12)
    paragraph(
      """
      A statement that acts, `kill` or `set`, runs at its semicolon only, shows whom it means and asks.
      """)
    paragraph("These commands stand on a line of their own:")
    list(ShellCommand.all.map { Entry($0.heading, $0.summary) }, width: 12)
  }

  private mutating func addScripts() {
    section("SCRIPTS")
    let commands = ShellCommand.all.filter(\.standsInScripts).map { Mdoc.code($0.heading) }
    paragraph(
      """
      A file may begin with a line `#!/usr/bin/env procq`. All of a script is checked before anything \
      of it runs. Commands stand in scripts, too, each on a line of its own, and take effect in their \
      place: \(commands.joined(separator: ", ")).
      """)
    paragraph(
      """
      Results of one script into a file (`-o`) take the place of the old file when all of them are \
      whole; if something goes wrong the old file stays.
      """)
  }

  private mutating func addPermissions() {
    section("PERMISSIONS")
    paragraph(
      """
      Whoever asks reads what the system lets him read. Of other users' processes memory and files \
      take `CAP_PERFMON` (from Linux 6.15) or `CAP_SYS_PTRACE`; environments take one of those and \
      `CAP_DAC_READ_SEARCH`. The notes say what was missing.
      """)
  }

  private mutating func addReadOnly() {
    section("SUDO")
    paragraph(
      """
      Whoever may run procq as root may do anything: its shell starts programs, it writes files, it \
      acts on processes, and errors would quote files that are not for him. A line in \
      sudoers therefore needs `--read-only`:
      """)
    display(["%ops ALL = (root) NOPASSWD: /usr/bin/procq --read-only *"])
    paragraph(
      """
      With it, wherever it stands, nothing is written, started or acted on, and no file is opened but \
      those of /proc, of /sys and of the users: no file of queries, `-o`, `--procfs`, `--replay`, `record`, \
      `\\i`, `\\o`, `\\e`, \
      `\\!`, pager, history or start-up file. Variables are forgotten but those that say how text looks. \
      Nothing takes it back. Queries stand after `-e`, on standard input, or are typed in the shell.
      """)
    paragraph(
      """
      It still shows all that root may read: the environments of all processes, and what secrets lie \
      in them, their memory and their files' names. Give it to whom you would tell these.
      """)
    paragraph(
      """
      Where the file of the program has capabilities or is setuid, so that it has more rights than its \
      caller, it is as if `--read-only` had been said. An error about a file that is not the caller's \
      shows none of its text; the caller is the real user, or who has called sudo.
      """)
  }

  private mutating func addSurroundings() {
    section("ENVIRONMENT")
    list(
      HelpEntry.variables.map { Entry(term: "Ev \($0.name)", [$0.summary]) }, width: 15)
    section("FILES")
    list(
      HelpEntry.files.map { Entry(term: "Pa \(Mdoc.argument($0.name))", [$0.summary]) }, width: 15)
    section("EXIT STATUS")
    list(
      HelpEntry.exitStatuses.map { Entry(term: $0.name, [$0.summary.asSentence]) }, width: 3,
      isCompact: true)
    paragraph("Of several statements the worst counts.")
    section("EXAMPLES")
    for (purpose, lines) in HelpEntry.examples {
      paragraph(purpose)
      display(lines)
    }
  }
}

extension Option {
  /// `Fl e , Fl Fl execute Ar query`
  fileprivate var term: String {
    let short = letter.map { "Fl \(Character(Unicode.Scalar($0))) , " } ?? ""
    let value =
      value.map { value in
        let name = Mdoc.argument(value.name)
        return value.ifLeftOut == nil ? " Ar \(name)" : " Ns Op Ns = Ns Ar \(name)"
      } ?? ""
    return "\(short)Fl Fl \(name)\(value)"
  }
}
