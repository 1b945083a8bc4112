import CEditLine
import Glibc
import QueryLanguage

/// The commands that send results elsewhere, and those that start programs of the system's.
extension ShellSession {
  // MARK: - For good

  /// `\o`: sends results into a file or a command, or to the terminal again.
  func redirect(_ words: [String]) throws(CommandFailure) {
    endRedirection()
    guard let word = words.first else { return }
    redirection = try open(word, hasTerminal: false)
  }

  /// Results go to the output again. A command that has read them until now is waited for.
  func endRedirection() {
    let job = redirection?.command?.job
    // Nobody holds its input any more.
    redirection = nil
    guard let job else { return }
    let wait = { job.process.waitUnlessInterrupted() }
    let status = streams.terminal.map { $0.lent(to: wait) } ?? wait()
    guard status == nil else { return tell(status: status, of: job) }
    job.process.end()
    if signals_came(SIGINT) != 0 {
      signals_forget(SIGINT)
      streams.complain("interrupted; '\(visible(job.line))' is not waited for")
    }
  }

  /// A command that reads no more is told of, and results go to the output again.
  func endRedirectionIfUnread() {
    guard let command = redirection?.command, !command.hasTerminal, command.job.process.hasEnded
    else { return }
    redirection = nil
    let status = command.job.process.wait()
    tell(notes: [
      "'\(command.job.line)' has ended with status \(status); results come here again"
    ])
  }

  private func open(_ word: String, hasTerminal: Bool) throws(CommandFailure) -> Redirection {
    if word.hasPrefix("|") {
      return .command(
        try OutputCommand(
          String(decoding: Array(word.utf8.dropFirst()).trimmed, as: UTF8.self),
          hasTerminal: hasTerminal))
    }
    let path = withHome(word)
    do throws(SystemError) {
      return .file(
        try FileWork(verb: "open", path: path).run { () throws(SystemError) in
          try OutputFile(path)
        })
    } catch {
      throw CommandFailure(error)
    }
  }

  // MARK: - Once

  /// `\g`, `\gx`: runs what was typed before it, else the last query again; its result goes into a
  /// file or a command, if one is named, and has a form of its own, if one is given.
  func runAgain(_ words: [String], as format: OutputFormat? = nil) throws(CommandFailure) {
    let typed = takeTyped()
    if typed == nil, lastQuery == nil {
      throw CommandFailure("there is no query to run again yet")
    }
    let before = settings
    defer { settings = before }
    if let format { settings.format = format }
    let run = { if let typed { self.carryOut(typed) } else { self.runLastQuery() } }
    guard let word = words.first else { return run() }
    try redirected(to: word, run)
  }

  private func redirected(to word: String, _ body: () -> Void) throws(CommandFailure) {
    let before = redirection
    let loan = word.hasPrefix("|") ? streams.terminal?.lend() : nil
    defer { if let loan { streams.terminal?.takeBack(loan) } }
    redirection = try open(word, hasTerminal: true)
    body()
    let job = redirection?.command?.job
    redirection = before
    guard let job else { return }
    if ending != nil { kill(job.process.pid, SIGTERM) }
    let status = job.process.wait()
    heldReports.forEach(tell)
    heldReports = []
    tell(status: status, of: job)
  }

  // MARK: - Programs

  /// `\!`: runs a command of the system, or the user's shell.
  func runSystemCommand(_ words: [String]) throws(CommandFailure) {
    let line = words.first ?? "exec \"${SHELL:-/bin/sh}\""
    let start = { ChildProcess(shellLine: line).map { ($0, $0.wait()) } }
    guard let (process, status) = streams.terminal.map({ $0.lent(to: start) }) ?? start() else {
      throw CommandFailure("cannot start '\(visible(line))': \(systemReason(errno))")
    }
    // The status of a shell is that of the last command in it.
    if !words.isEmpty { tell(status: status, of: OutputCommand.Job(line: line, process: process)) }
  }

  /// A status of 0 is what is expected.
  private func tell(status: CInt?, of job: OutputCommand.Job) {
    guard let status, status != 0 else { return }
    tell(notes: ["'\(job.line)' has ended with status \(status)"])
  }

  /// `\cd`: goes to a folder.
  func changeFolder(_ words: [String]) throws(CommandFailure) {
    guard let path = words.first.map(withHome) ?? folders.home else {
      throw CommandFailure("there is no home to go to: HOME is not set")
    }
    do throws(SystemError) {
      try FileWork(verb: "go to", path: path).run { () throws(SystemError) in
        guard chdir(path) == 0 else { throw SystemError("go to", path) }
      }
    } catch {
      throw CommandFailure(error)
    }
  }

  /// The settings, fitted to where results go now.
  var currentSettings: ShellSettings {
    var settings = settings
    if let redirection {
      // Such as /dev/tty.
      settings.style.isTerminal = isatty(redirection.descriptor) == 1
      settings.style.isColoured = false
      settings.style.hasFooter = false
      if !settings.hasFixedWidth { settings.style.width = nil }
      settings.description = nil
    } else if let terminal = streams.watchedTerminal, !settings.hasFixedWidth {
      settings.style.width = terminal.width
    }
    return settings
  }
}
