import ArgumentParser
import Console

/// Every option of the command, with its help. It holds what was typed; `Invocation` says what
/// that means.
struct Options: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "procq",
    abstract: "Asks questions about the processes of this machine.",
    usage: """
      procq [OPTION …]
      procq [OPTION …] -e QUERY [-e QUERY …]
      procq [OPTION …] FILE [NAME=VALUE …]
      """,
    discussion: """
      Without a query or a file it is a shell, if standard input is a terminal; else it runs the \
      statements that come from there.

      EXAMPLES:
        The ten that take most memory of their own, of those with MYAPP set:
          procq -e "where env.MYAPP exists order by uss desc limit 10"
        Who holds deleted files open:
          procq -e "select pid, name where any(files where deleted)"
        Memory by user, for a program to read:
          procq -f json -e "select user, sum(uss) as uss group by user"
        Does sshd run?
          procq -q -e "where name = 'sshd'" && echo yes
        A saved file, with a value for its parameter:
          procq big.procq n=20
        What can be asked, and how a query goes about it:
          procq -e "describe; describe processes"
          procq -e "explain order by uss desc limit 10"

      EXIT STATUS:
        0    done
        1    it could not be carried out, or no row came where that was asked
        2    the query or the arguments are wrong
        130  after Ctrl-C
      """,
    version: "procq \(version)")

  @Option(
    name: [.customShort("e", allowingJoined: true), .customLong("execute")],
    parsing: .unconditionalSingleValue,
    help: .init(
      "Run it. May be given several times: all are one script.", valueName: "query"))
  var queries: [String] = []

  @Option(
    name: [.customShort("f", allowingJoined: true), .customLong("format")],
    help: .init(
      "How results are written: \(OutputFormat.allCases.map(\.rawValue).joined(separator: ", "))."),
    completion: .list(OutputFormat.allCases.map(\.rawValue)))
  var format = OutputFormat.table.rawValue

  @Option(
    name: [.customShort("p", allowingJoined: true), .customLong("param")],
    parsing: .unconditionalSingleValue,
    help: .init("A value for a parameter, as after a file.", valueName: "name=value"))
  var parameters: [String] = []

  @Option(
    help: .init(
      "Another root than /proc; also by the environment variable PROCQ_PROCFS.",
      valueName: "dir"),
    completion: .directory)
  var procfs: String?

  @Flag(help: "Look for errors only: report them all, and read nothing.")
  var check = false

  @Flag(help: "After each query, tell on standard error what was read, as one line of JSON.")
  var stats = false

  @Flag(name: .customLong("self"), help: "Bring procq's own process in among the rows.")
  var includesItself = false

  @Flag(name: .customLong("no-header"), help: "Leave out the line of headings.")
  var omitsHeader = false

  @Flag(help: "Exact numbers in tables: bytes, seconds.")
  var raw = false

  @Option(
    parsing: .unconditional,
    help: .init("What stands for denied in json, ndjson, csv and tsv.", valueName: "text"))
  var denied: String?

  @Option(
    help: .init(
      "Colour: \(ColourChoice.allCases.map(\.rawValue).joined(separator: ", ")). "
        + "NO_COLOR is honoured.",
      valueName: "when"),
    completion: .list(ColourChoice.allCases.map(\.rawValue)))
  var color = ColourChoice.auto.rawValue

  @Option(help: .init("Columns to fit a table into; 0 is no limit.", valueName: "n"))
  var width: String?

  @Option(help: .init("How many threads read; else one for each core.", valueName: "n"))
  var jobs: String?

  @Flag(name: .shortAndLong, help: "Print nothing: exit 0 if some row came, 1 if none.")
  var quiet = false

  @Flag(name: .customLong("exit-status"), help: "Exit 1 if no row came.")
  var judgesRows = false

  @Flag(name: .customLong("no-rc"), help: "The shell reads no start-up file.")
  var omitsStartUpFile = false

  @Argument(help: "A file of statements; '-' is standard input.", completion: .file())
  var file: String?

  @Argument(help: .init("Values for the file's parameters.", valueName: "name=value"))
  var values: [String] = []
}
