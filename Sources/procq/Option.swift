import Console

/// An option of the command line. Its one declaration is used for parsing, help and completion.
///
/// The usual library for options is not used: it brings Foundation into the program, and looking
/// through its declarations takes longer than reading one process does.
struct Option: Sendable {
  /// Stands behind two dashes.
  let name: String
  /// Stands behind one.
  let letter: UInt8?
  /// Nil of a flag.
  let value: Value?
  /// One sentence, before the words that it may take.
  let help: String
  /// Records the option in the arguments, with its value; a flag's is empty.
  let take: @Sendable (inout Arguments, [UInt8]) -> Void

  /// The value of an option.
  struct Value: Sendable {
    /// What help calls the value.
    let name: String
    /// The next word is the value even if it begins like an option.
    var isAnyWord = false
    /// What the value is where only the name stands; then it stands in the same word or nowhere. Nil of a
    /// value that must be given.
    var ifLeftOut: String?
    /// What a shell offers for the value.
    var completion = Completion.none
  }

  /// What a shell may offer for a value.
  enum Completion: Sendable {
    case none
    case directories
    case files
    case words([String])
  }

  /// One that takes a value.
  init(
    _ name: String, letter: Unicode.Scalar? = nil, value: Value, _ help: String,
    take: @escaping @Sendable (inout Arguments, [UInt8]) -> Void
  ) {
    self.name = name
    self.letter = letter.map { UInt8(ascii: $0) }
    self.value = value
    self.help = help
    self.take = take
  }

  /// A flag.
  init(
    _ name: String, letter: Unicode.Scalar? = nil, _ help: String,
    take: @escaping @Sendable (inout Arguments) -> Void
  ) {
    self.name = name
    self.letter = letter.map { UInt8(ascii: $0) }
    self.value = nil
    self.help = help
    self.take = { arguments, _ in take(&arguments) }
  }
}

extension Option {
  /// In the order in which they are explained.
  static let all: [Option] = [
    Option(
      "execute", letter: "e", value: Value(name: "query", isAnyWord: true),
      "Run it. May be given several times: all are one script."
    ) { $0.queries.append($1) },
    Option(
      "format", letter: "f",
      value: Value(name: "format", completion: .words(OutputFormat.words)),
      "How results are written; a table if not said:"
    ) { $0.format = $1 },
    Option(
      "output", letter: "o", value: Value(name: "file", completion: .files),
      "Results into a file, which takes the place of the old one when it is whole."
    ) { $0.output = $1 },
    Option(
      "param", letter: "p", value: Value(name: "name=value", isAnyWord: true),
      "A value for a parameter, as after a file."
    ) { $0.parameters.append($1) },
    Option(
      "procfs", value: Value(name: "dir", completion: .directories),
      "Another root than /proc; also by the environment variable PROCQ_PROCFS."
    ) { $0.procfs = $1 },
    Option(
      "replay", value: Value(name: "file", completion: .files),
      "A recording is asked, not this machine; also by the environment variable PROCQ_REPLAY."
    ) { $0.replay = $1 },
    Option("check", "Look for errors only: report them all, and read nothing.") {
      $0.check = true
    },
    Option(
      "stats", "After each query, tell on standard error what was read, as one line of JSON."
    ) { $0.stats = true },
    Option("self", "Bring procq's own process in among the rows.") { $0.includesItself = true },
    Option("no-header", "Leave out the line of headings.") { $0.omitsHeader = true },
    Option("raw", "Exact numbers in tables: bytes, seconds.") { $0.raw = true },
    Option(
      "denied", value: Value(name: "text", isAnyWord: true),
      "What stands for denied in json, ndjson, csv and tsv."
    ) { $0.denied = $1 },
    Option(
      "color",
      value: Value(name: "when", completion: .words(ColourChoice.words)),
      "Colour; auto if not said, and NO_COLOR is honoured:"
    ) { $0.color = $1 },
    Option("width", value: Value(name: "n"), "Columns to fit a table into; 0 is no limit.") {
      $0.width = $1
    },
    Option(
      "jobs", value: Value(name: "n"), "How many threads read; else one for each core, up to 8."
    ) {
      $0.jobs = $1
    },
    Option(
      "watch", letter: "w", value: Value(name: "duration"),
      "Run a script of one query again and again, as 2s: what has changed is marked; q ends it."
    ) { $0.watch = $1 },
    Option(
      "yes", value: Value(name: "n", ifLeftOut: "\(Leave.usualCount)"),
      "Leave to act on so many processes at most, in all; \(Leave.usualCount) if no number is said."
    ) { $0.leave = $1 },
    Option("dry-run", "Show what statements would act on, and do nothing.") {
      $0.isDryRun = true
    },
    Option(
      "timeout", value: Value(name: "duration"),
      "End a statement that takes longer, as 2s, and say what it was waiting for."
    ) { $0.timeout = $1 },
    Option(
      "quiet", letter: "q",
      "Print nothing: exit 0 if some row came, 1 if none, 3 if that is not known."
    ) {
      $0.quiet = true
    },
    Option("exit-status", "Exit 1 if no row came, 3 if some could not be judged.") {
      $0.judgesRows = true
    },
    Option("no-notes", "Tell no notes on standard error.") { $0.omitsNotes = true },
    Option(
      "read-only",
      "Open and write no file, start no program, act on nothing: for a line in sudoers."
    ) { $0.isReadOnly = true },
    Option("no-rc", "The shell reads no start-up file.") { $0.omitsStartUpFile = true },
    Option(
      "generate-completion-script",
      value: Value(name: "shell", completion: .words(CompletionScript.words)),
      "Print what completes these options in a shell:"
    ) { $0.request = .completionScript(shell: $1) },
    Option(
      "generate-man-page",
      value: Value(name: "section", completion: .words(ManualPage.words)),
      "Print the manual page of the program or of its language:"
    ) { $0.request = .manualPage(section: $1) },
    Option(
      "list-queries",
      "Print the names of saved queries and samples, with their titles and, of samples, folders."
    ) {
      $0.request = .queries
    },
    Option("list-parameters", "Print what may be given to the file, each with its default.") {
      $0.request = .parameters
    },
    Option("version", "Show the version.") { $0.request = .version },
    Option("help", letter: "h", "Show this; with a file, what it is for and may be given.") {
      $0.request = .help
    },
  ]
}
