import Glibc
import QueryLanguage

/// A command of the system that reads results: of `\o | COMMAND` until it is told to end, of
/// `\g | COMMAND` one.
struct OutputCommand: Sendable {
  /// The command, without what it reads.
  let job: Job
  /// Its standard input. It ends once nobody holds it.
  let input: OutputFile
  /// It has the terminal, so that what is pressed is for it.
  let hasTerminal: Bool

  /// A command that was started.
  struct Job: Sendable {
    /// The line that the system's shell was given.
    let line: String
    /// The system's shell.
    let process: ChildProcess
  }

  /// Starts it. One without the terminal reads on whatever is pressed: Ctrl-C is for the line that is
  /// typed meanwhile, or for the statement that runs.
  init(_ line: String, hasTerminal: Bool) throws(CommandFailure) {
    guard line.contains(where: { !$0.isWhitespace }) else {
      throw CommandFailure("a command stands after '|'")
    }
    let precaution = hasTerminal ? "" : "trap '' INT QUIT; "
    guard let (process, input) = ChildProcess.reading(shellLine: precaution + line) else {
      throw CommandFailure("cannot start '\(visible(line))': \(systemReason(errno))")
    }
    job = Job(line: line, process: process)
    self.input = OutputFile(pipe: input)
    self.hasTerminal = hasTerminal
  }
}

/// Where results go instead of the output.
enum Redirection: Sendable {
  case file(OutputFile)
  case command(OutputCommand)

  /// What results are written to.
  var file: OutputFile {
    switch self {
    case .file(let file): file
    case .command(let command): command.input
    }
  }

  /// Where it writes.
  var descriptor: CInt { file.descriptor }

  /// Where it is a command, that.
  var command: OutputCommand? {
    switch self {
    case .file: nil
    case .command(let command): command
    }
  }
}
