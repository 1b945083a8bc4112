import Binding
import Console
import Glibc
import QueryLanguage
import Values

/// What the options mean: the same facts as in `Arguments`, checked and made into what the program
/// works with.
struct Invocation {
  /// Where the statements come from.
  let script: ScriptOrigin
  /// Values for the script's parameters.
  let parameters: [ParameterArgument]
  /// How results are written.
  let format: OutputFormat
  let colour: ColourChoice
  /// What stands for denied in the formats for machines.
  let deniedText: Text?
  /// Nil: as wide as the terminal. 0: no limit.
  let width: Int?
  /// Nil: one reading thread for each core.
  let jobs: Int?
  /// How long a statement may take, in nanoseconds; nil: as long as it does.
  let timeout: Int64?
  /// The time from one round of the script's query to the next, in nanoseconds; nil: it says itself how
  /// often it is run.
  let watchInterval: Int64?
  /// How many rows may be acted on, as the options say; nil: they do not.
  let leave: Int?
  /// What is asked.
  let machine: MachineChoice
  /// Whether it keeps to reading the machine.
  let confinement: Confinement
  /// The words that this was made of.
  let arguments: Arguments

  /// What may be asked.
  enum MachineChoice {
    /// The machine that the program runs on.
    case thisOne
    /// What another root than /proc shows.
    case root([UInt8])
    /// What was recorded, in this file.
    case recording([UInt8])
  }

  /// Where statements may come from.
  enum ScriptOrigin {
    case queries([[UInt8]])
    case file([UInt8])
    case standardInput
    /// Nothing was said: the shell, if standard input is a terminal; else what comes from there.
    case unsaid
  }

  init(_ arguments: Arguments, under confinement: Confinement) throws(Failure) {
    self.arguments = arguments
    self.confinement = confinement
    if confinement.isReadOnly, let refusal = Self.refusal(of: arguments, confinement) {
      throw refusal
    }
    script = try Self.script(arguments)
    parameters = try Self.parameters(arguments.parameters + arguments.values)
    format = try choice(arguments.format, called: "format")
    colour = try choice(arguments.color, called: "color")
    deniedText = arguments.denied.map { Text(bytes: $0) }
    width = try arguments.width.map { text throws(Failure) in
      try count(text, for: "--width", atLeast: 0)
    }
    jobs = try arguments.jobs.map { text throws(Failure) in
      try count(text, for: "--jobs", atLeast: 1)
    }
    timeout = try arguments.timeout.map { text throws(Failure) in
      try duration(text, for: "--timeout")
    }
    watchInterval = try arguments.watch.map { text throws(Failure) in
      try duration(text, for: "--watch")
    }
    leave = try arguments.leave.map { text throws(Failure) in
      try count(text, for: "--yes", atLeast: 1)
    }
    if arguments.watch != nil, arguments.quiet {
      throw .usage("-q and -w cannot go together", hint: "a query that is repeated never ends")
    }
    if arguments.output?.isEmpty ?? false { throw .usage("'--output' takes the name of a file") }
    machine = try Self.machine(arguments)
  }

  /// What opens a file, or writes one; nil where nothing does.
  private static func refusal(of arguments: Arguments, _ confinement: Confinement) -> Failure? {
    if let file = arguments.file, file != [UInt8(ascii: "-")] {
      return confinement.refusal(ofFile: file)
    }
    if arguments.output != nil { return confinement.refusal(of: "'--output'") }
    if arguments.procfs != nil { return confinement.refusal(of: "'--procfs'") }
    if arguments.replay != nil { return confinement.refusal(of: "'--replay'") }
    return nil
  }

  private static func script(_ arguments: Arguments) throws(Failure) -> ScriptOrigin {
    guard let file = arguments.file else {
      return arguments.queries.isEmpty ? .unsaid : .queries(arguments.queries)
    }
    guard arguments.queries.isEmpty else {
      let hint = file.contains(UInt8(ascii: "=")) ? "a parameter is given with -p" : nil
      throw .usage("-e and the file '\(visible(file))' cannot go together", hint: hint)
    }
    return file == [UInt8(ascii: "-")] ? .standardInput : .file(file)
  }

  private static func parameters(_ texts: [[UInt8]]) throws(Failure) -> [ParameterArgument] {
    var parameters: [ParameterArgument] = []
    for bytes in texts {
      guard let parameter = ParameterArgument(assignment: bytes) else {
        throw .usage("expected NAME=VALUE for a parameter, found '\(visible(bytes))'")
      }
      parameters.append(parameter)
    }
    return parameters
  }

  /// What the options say goes before the environment.
  private static func machine(_ arguments: Arguments) throws(Failure) -> MachineChoice {
    if arguments.replay?.isEmpty ?? false { throw .usage("'--replay' takes the name of a file") }
    switch (arguments.procfs, arguments.replay) {
    case (.some, .some): throw .usage("--procfs and --replay cannot go together")
    case (let root?, nil): return .root(root)
    case (nil, let file?): return try recording(file, arguments)
    case (nil, nil): break
    }
    switch (variable("PROCQ_PROCFS"), variable("PROCQ_REPLAY")) {
    case (.some, .some):
      throw .usage(
        "PROCQ_PROCFS and PROCQ_REPLAY are both set",
        hint: "--procfs or --replay says which is meant")
    case (let root?, nil): return .root(root)
    case (nil, let file?): return try recording(file, arguments)
    case (nil, nil): return .thisOne
    }
  }

  private static func recording(
    _ file: [UInt8], _ arguments: Arguments
  ) throws(Failure) -> MachineChoice {
    guard arguments.includesItself else { return .recording(file) }
    throw .usage(
      "--self cannot go together with a recording",
      hint: "whether procq was recorded itself was said when it was recorded")
  }

  /// A variable that is set but empty says nothing.
  private static func variable(_ name: String) -> [UInt8]? {
    getenv(name).map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
      .flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension Invocation {
  /// Somebody sits at a terminal and has not said what to run. Where neither results nor errors go
  /// to a terminal there is none to show the shell on; to wait in silence for statements would
  /// look as if it hung.
  func startsShell() throws(Failure) -> Bool {
    guard case .unsaid = script, !arguments.check, !arguments.quiet, isatty(STDIN_FILENO) == 1
    else {
      return false
    }
    if arguments.watch != nil {
      throw .usage("-w repeats a query, and there is none", hint: "a query stands after -e")
    }
    if isatty(STDOUT_FILENO) == 1 || isatty(STDERR_FILENO) == 1 { return true }
    throw .usage(
      "there is no terminal to show the shell on",
      hint: "a query stands after -e; '-' reads statements from standard input")
  }

  /// Where this machine's processes are.
  static let procPath = "/proc"

  /// What is read, or stands for it; nil where a recording is asked.
  var root: String? {
    switch machine {
    case .thisOne: Self.procPath
    case .root(let path): String(decoding: path, as: UTF8.self)
    case .recording: nil
    }
  }

  /// How the script is run.
  var scriptOptions: ScriptOptions {
    var script = ScriptOptions()
    script.format = format
    script.style = style
    script.hasFixedWidth = width != nil
    script.alwaysColours = colour == .always
    script.outputFile = arguments.output
    script.tellsNotes = !arguments.omitsNotes
    script.showsStatistics = arguments.stats
    script.isQuiet = arguments.quiet
    script.judgesRows = arguments.judgesRows
    script.timeout = timeout
    script.watchInterval = watchInterval
    script.checksOnly = arguments.check
    script.leave = scriptLeave
    script.confinement = confinement
    return script
  }

  /// What comes from standard input has nobody there to answer.
  private var scriptLeave: Leave {
    if arguments.isDryRun { return .dryRun }
    if let leave { return .granted(atMost: leave) }
    switch script {
    case .standardInput, .unsaid: return .none
    case .queries, .file:
      return isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 ? .asked : .none
    }
  }

  private var style: OutputStyle {
    var style = OutputStyle()
    style.isTerminal = isatty(STDOUT_FILENO) == 1
    style.width = (width ?? StandardStreams.terminalWidth).flatMap { $0 == 0 ? nil : $0 }
    style.isColoured = colour.colours(STDOUT_FILENO)
    style.isRaw = arguments.raw
    style.hasHeader = !arguments.omitsHeader
    style.deniedText = deniedText
    return style
  }

}

extension Confinement {
  /// The arguments ask for a file, which is not even looked for.
  func refusal(ofFile name: [UInt8]) -> Failure {
    .usage(
      message(refusing: "the file '\(visible(name))'"),
      hint: "a query stands after -e; '-' reads statements from standard input")
  }

  /// The arguments ask for something else that opens files.
  func refusal(of word: String) -> Failure { .usage(message(refusing: word)) }
}

/// The one of a few words that was meant.
func choice<Choice: CaseIterable & RawRepresentable<String>>(
  _ word: [UInt8], called name: String
) throws(Failure) -> Choice {
  if let choice = Choice(rawValue: String(decoding: word, as: UTF8.self)) { return choice }
  let words = Choice.words.joined(separator: ", ")
  throw .usage(
    "unknown \(name) '\(visible(word))'", hint: "it is one of \(words)")
}

private func count(
  _ text: [UInt8], for option: String, atLeast least: Int
) throws(Failure) -> Int {
  if let count = Int(String(decoding: text, as: UTF8.self)), count >= least { return count }
  throw .usage(
    "'\(option)' takes a whole number from \(least), "
      + "found '\(visible(text))'")
}

/// In nanoseconds, written as in a query: `2s`, `1m30s`. Nothing can be done in none.
private func duration(_ text: [UInt8], for option: String) throws(Failure) -> Int64 {
  let literal = literal(text)
  if case .duration(let nanoseconds)? = literal, nanoseconds > 0 { return nanoseconds }
  var hint: String?
  if case .integer(let number)? = literal, number > 0 {
    hint = "a duration needs its unit: \(number)s"
  }
  throw .usage("'\(option)' takes a duration such as 2s, found '\(visible(text))'", hint: hint)
}

private func literal(_ text: [UInt8]) -> Literal? {
  guard let expression = try? parseExpression(SourceText(bytes: text)),
    case .literal(let literal) = expression.kind
  else { return nil }
  return literal
}
