import Console
import Execution
import Glibc
import ProcFS
import ProcessCatalog
import QueryLanguage

/// From the words of the command line to an exit status.
struct Tool {
  private let output: OutputBuffer
  private let errors: OutputBuffer

  init() {
    StandardStreams.secure()
    Signals.prepare()
    ReadingThreads.shareMemory()
    DescriptorLimit.raise()
    output = OutputBuffer(
      DescriptorSink(STDOUT_FILENO), pace: isatty(STDOUT_FILENO) == 1 ? .everyRow : .together)
    errors = OutputBuffer(DescriptorSink(STDERR_FILENO), pace: .everyRow)
    errors.columns = WindowSize(of: STDERR_FILENO)?.columns
    errors.isColoured = ColourChoice.auto.colours(STDERR_FILENO)
  }

  /// Carries the command line out; everything has been written when it returns.
  func run(_ words: [[UInt8]]) -> ExitStatus {
    do throws(Failure) {
      return finish(try carryOut(words))
    } catch {
      errors.tell(error.lines)
      return error.status
    }
  }

  /// Flushes and closes the output, which is when some errors appear.
  private func finish(_ status: ExitStatus) -> ExitStatus {
    do throws(ResultFailure) {
      try output.flush()
      try StandardStreams.closeOutput()
      return status
    } catch {
      return errors.tell(error)
    }
  }

  private func carryOut(_ words: [[UInt8]]) throws(Failure) -> ExitStatus {
    let arguments = try ArgumentReader.read(words)
    if let colour = ColourChoice(rawValue: String(decoding: arguments.color, as: UTF8.self)) {
      errors.isColoured = colour.colours(STDERR_FILENO)
    }
    let confinement = Confinement(isAsked: arguments.isReadOnly)
    confinement.forgetVariables()
    if let request = arguments.request {
      if confinement.isReadOnly { try require(request, arguments, confinement) }
      let answer = try answer(to: request, arguments)
      output.bytes.append(contentsOf: (answer.isEmpty ? "" : "\(answer)\n").utf8)
      return .done
    }
    let invocation = try Invocation(arguments, under: confinement)
    if try invocation.startsShell() { return try runShell(invocation) }
    let watchdog = invocation.arguments.check ? nil : Signals.startWatchdog(output, errors)
    return try run(invocation, sources(of: invocation), watchdog)
  }

  /// What is asked for opens no file.
  private func require(
    _ request: Arguments.Request, _ arguments: Arguments, _ confinement: Confinement
  ) throws(Failure) {
    switch request {
    case .help:
      if let file = arguments.file { throw confinement.refusal(ofFile: file) }
    case .queries: throw confinement.refusal(of: "'--list-queries'")
    case .parameters: throw confinement.refusal(of: "'--list-parameters'")
    case .version, .completionScript, .manualPage: break
    }
  }

  private func answer(
    to request: Arguments.Request, _ arguments: Arguments
  ) throws(Failure) -> String {
    switch request {
    case .help: return try savedFile(arguments)?.help ?? HelpText.whole
    case .queries:
      let calls = UserFolders(samples: InstalledFiles.samples).savedQueries?.calls() ?? []
      return calls.map { call in
        ([call.name, call.title] + (call.longName.map { [$0] } ?? [])).map { visible($0) }
          .joined(separator: "\t")
      }.joined(separator: "\n")
    case .parameters:
      guard let file = try savedFile(arguments) else {
        throw .usage("'--list-parameters' needs the name of a file")
      }
      return file.parameterLines
    case .version: return "procq \(version)"
    case .completionScript(let shell):
      let script: CompletionScript = try choice(shell, called: "shell")
      return script.text
    case .manualPage(let section):
      let page: ManualPage = try choice(section, called: "section")
      return page.text
    }
  }

  /// Nil where no file was said.
  private func savedFile(_ arguments: Arguments) throws(Failure) -> SavedFile? {
    guard let name = arguments.file, arguments.queries.isEmpty, name != [UInt8(ascii: "-")] else {
      return nil
    }
    return try SavedFile(.file(name) { _ in }, calledAs: name)
  }

  private func sources(of invocation: Invocation) throws(Failure) -> [SourceText] {
    let tellsNotes = !invocation.arguments.omitsNotes
    switch invocation.script {
    case .queries(let queries): return queries.map { SourceText(bytes: $0) }
    case .file(let name):
      return [try .file(name) { if tellsNotes { errors.tell(["note: \($0)"]) } }]
    case .standardInput, .unsaid: return [try .standardInput()]
    }
  }

  /// A file that all results of the shell go into, until it is told otherwise.
  private func shellOutput(_ name: [UInt8]) throws(Failure) -> OutputFile {
    do throws(SystemError) {
      return try OutputFile(String(decoding: name, as: UTF8.self))
    } catch {
      throw Failure(message: error.message, hint: nil, status: .failed)
    }
  }

  private func run(
    _ invocation: Invocation, _ sources: [SourceText], _ watchdog: Watchdog?
  ) throws(Failure) -> ExitStatus {
    // To open what is asked takes its time, too.
    let observer = invocation.root.map { ProcessSource.observeWaits(below: $0) }
    watchdog?.begin(observer, TimeLimit(invocation.timeout))
    var runner = ScriptRunner(
      session: Session(try source(of: invocation)), options: invocation.scriptOptions,
      standardOutput: output, standardError: errors, watchdog: watchdog)
    return runner.run(sources, parameters: invocation.parameters)
  }

  private func runShell(_ invocation: Invocation) throws(Failure) -> ExitStatus {
    // Until the shell takes the signals over, no other thread hears them.
    Signals.makeFatal()
    var configuration = try shell(of: invocation)
    configuration.options.style.hasFooter = configuration.options.style.isTerminal
    configuration.coloursErrors = errors.isColoured
    configuration.parameters = invocation.parameters
    configuration.output = try invocation.arguments.output.map { name throws(Failure) in
      try shellOutput(name)
    }
    configuration.folders = UserFolders(samples: InstalledFiles.samples)
    configuration.readsStartUpFile = !invocation.arguments.omitsStartUpFile
    let mode = invocation.confinement.isReadOnly ? ", read-only" : ""
    configuration.greeting =
      "procq \(version)\(mode) ('\\?' lists the commands, '\\h' explains, '\\q' leaves)"
    return Shell.run(configuration)
  }

  /// What the shell asks, and what it can go back to.
  private func shell(of invocation: Invocation) throws(Failure) -> ShellConfiguration {
    let options = invocation.scriptOptions
    let opener = MachineOpener(invocation)
    switch invocation.machine {
    case .thisOne, .root:
      return ShellConfiguration(asking: try source(of: invocation), options: options)
    case .recording(let file):
      let live = LiveMachine { () throws(LiveMachine.Unavailable) in
        do throws(Failure) {
          return try opener.root(Invocation.procPath)
        } catch {
          throw LiveMachine.Unavailable(error.message)
        }
      }
      let recording = AskedRecording(
        String(decoding: file, as: UTF8.self), try opener.recording(file))
      return ShellConfiguration(asking: recording, live: live, options: options)
    }
  }

  private func source(of invocation: Invocation) throws(Failure) -> any Source {
    let opener = MachineOpener(invocation)
    if case .recording(let file) = invocation.machine { return try opener.recording(file) }
    return try opener.root(invocation.root ?? Invocation.procPath)
  }
}
