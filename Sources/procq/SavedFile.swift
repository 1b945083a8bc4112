import Console
import QueryLanguage

/// What `procq FILE --help` shows: what the file is for, and what may be given to it.
struct SavedFile {
  private let source: SourceText
  /// The word that the file was called by.
  private let name: String

  /// Throws if the file's form is wrong. What its names mean is not looked at: for that the machine
  /// would have to be.
  init(_ source: SourceText, calledAs name: [UInt8]) throws(Failure) {
    self.source = source
    self.name = visible(name)
    if let error = parseReportingAll(source.withoutCommands).diagnostics.first {
      throw Failure(error, in: source)
    }
  }

  /// The parameters, one to a line, as `name=` and the default if there is one.
  var parameterLines: String {
    outline.parameters.map { "\($0.name)=\($0.value ?? "")" }.joined(separator: "\n")
  }

  private var outline: QueryOutline {
    QueryOutline(name: name, text: source.withoutCommands.bytes)
  }

  /// The text, ready to be printed.
  var help: String {
    let outline = outline
    let reason = outline.reason.isEmpty ? "" : "Why: \(outline.reason)"
    let head = [outline.title.isEmpty ? name : outline.title, reason]
      .filter { !$0.isEmpty }
      .map { wrapped(visible($0), width: 80).joined(separator: "\n") }
    let values = outline.parameters.isEmpty ? "" : " [NAME=VALUE …]"
    return
      (head + ["USAGE:\n  procq [OPTION …] \(name)\(values)"] + parameters(outline)
      + actions(outline) + recordings(outline)
      + ["'procq --help' explains the options."]).joined(separator: "\n\n")
  }

  /// The statements that act, as the language prints them.
  private func actions(_ outline: QueryOutline) -> [String] {
    let statements = outline.actions
    guard !statements.isEmpty else { return [] }
    let lines = statements.flatMap { wrapped(visible($0), after: "  ", width: 80) }
    let leave =
      "At a terminal it asks before it acts; elsewhere --yes gives leave. --dry-run shows the rows."
    return [
      (["ACTS:"] + lines).joined(separator: "\n"),
      wrapped(leave, width: 80).joined(separator: "\n"),
    ]
  }

  /// The statements that record, likewise.
  private func recordings(_ outline: QueryOutline) -> [String] {
    let statements = outline.recordings
    guard !statements.isEmpty else { return [] }
    let lines = statements.flatMap { wrapped(visible($0), after: "  ", width: 80) }
    return [
      (["RECORDS:"] + lines).joined(separator: "\n"),
      "It runs until Ctrl-C or SIGTERM. 'procq --replay FILE' asks what was recorded.",
    ]
  }

  private func parameters(_ outline: QueryOutline) -> [String] {
    guard !outline.parameters.isEmpty else { return [] }
    let width = outline.parameters.map { $0.name.utf8.count }.max() ?? 0
    let lines = outline.parameters.map { parameter in
      let gap = String(repeating: " ", count: width - parameter.name.utf8.count + 2)
      let value = parameter.value.map { "\(visible($0)) if not given" } ?? "must be given"
      let type = parameter.type.map { "\($0), " } ?? ""
      return "  \(parameter.name)\(gap)\(type)\(value)"
    }
    return [(["PARAMETERS:"] + lines).joined(separator: "\n")]
  }
}
