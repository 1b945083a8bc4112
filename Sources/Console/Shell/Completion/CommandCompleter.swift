import Binding
import QueryLanguage
import Schema

/// Completes the shell's own commands and what they take.
struct CommandCompleter {
  /// The shell whose sources, saved queries and parameters are offered.
  let shell: ShellSession

  /// `line` is what stands before the cursor; its first character is a backslash.
  func complete(_ line: [UInt8]) -> Completion {
    let start = line.firstIndex(of: UInt8(ascii: "\\")) ?? 0
    let nameEnd = CommandCall.endOfName(in: line[...], from: start + 1)
    let name = String(decoding: line[(start + 1)..<nameEnd], as: UTF8.self)
    if nameEnd == line.endIndex, name != "!" {
      return Completion(start: start, candidates: commands(name))
    }
    guard let command = ShellCommand.all.first(where: { $0.name == name }) else {
      return Completion(start: start, candidates: [])
    }
    var words = CommandCall.words(in: line[nameEnd...])
    let isNew = words.last?.range.upperBound != line.endIndex
    let word = isNew ? nil : words.popLast()
    var completion = Completion(start: word?.range.lowerBound ?? line.endIndex, candidates: [])
    if let argument = command.argument(at: words.count) {
      completion.candidates = candidates(
        for: argument, typed: word?.text ?? "", openQuote: word?.openQuote, before: words)
    }
    return completion
  }

  private func commands(_ name: String) -> [Candidate] {
    ShellCommand.all.filter { $0.name.hasPrefix(name) }.map { command in
      Candidate(
        "\\" + command.name, suffix: command.arguments.isEmpty ? "" : " ", kind: command.usage,
        summary: command.summary)
    }
  }

  private func candidates(
    for argument: ShellCommand.Argument, typed: String, openQuote: UInt8?,
    before: [CommandCall.Word]
  ) -> [Candidate] {
    switch argument {
    case .file, .destination, .shellLine:
      guard !shell.confinement.isReadOnly else { return [] }
      return FileCandidates.candidates(typed: typed, openQuote: openQuote)
    case .recording:
      guard !shell.confinement.isReadOnly else { return [] }
      let off = shell.recording == nil ? [] : [Candidate(ShellSession.offWord)]
      return off.matching(typed)
        + FileCandidates.candidates(typed: typed, openQuote: openQuote)
    case .source:
      let tables = shell.schema.tables.map {
        Candidate($0.name, suffix: " ", kind: "source", summary: $0.summary)
      }
      return tables.matching(typed)
    case .topic:
      return HelpTopics(shell.schema).names.map { Candidate($0) }.matching(typed)
    case .format:
      return OutputFormat.allCases.map { Candidate($0.rawValue, summary: $0.summary) }
        .matching(typed)
    case .choice(let words):
      return words.map { Candidate($0) }.matching(typed)
    case .savedQuery:
      return savedQueries { $0.calls().map { ($0.name(for: typed), $0.title) } }.matching(typed)
    case .ownQuery:
      return savedQueries { $0.outlines().map { ($0.name, $0.title) } }.matching(typed)
    case .setParameter:
      return (shell.parameters.map(\.name) + [ShellSession.multiline])
        .map { Candidate($0, suffix: " ") }.matching(typed)
    case .queryParameter:
      return parameters(ofQuery: before.first?.text ?? "").matching(typed)
    case .number:
      return Candidate.durations.matching(typed)
    case .free:
      let isSetting = before.count == 1 && before[0].text.isSame(as: ShellSession.multiline)
      return isSetting ? ["on", "off"].map { Candidate($0) }.matching(typed) : []
    }
  }

  private func savedQueries(
    _ list: @escaping @Sendable (SavedQueries) -> [(name: String, title: String)]
  ) -> [Candidate] {
    guard let queries = shell.folders.savedQueries else { return [] }
    let found = FileWork(verb: "read", path: queries.path).offer { list(queries) } ?? []
    return found.map { Candidate($0.name, suffix: " ", summary: $0.title) }
  }

  /// The text of a saved query.
  private func text(ofQuery name: String) -> [UInt8]? {
    guard let queries = shell.folders.savedQueries else { return nil }
    let work = FileWork(verb: "read", path: name)
    return work.offer { () throws(SystemError) in
      try queries.path(ofQuery: name).map { path throws(SystemError) in
        try contents(ofFile: path)
      }
    } ?? nil
  }

  /// What a saved query asks for.
  private func parameters(ofQuery name: String) -> [Candidate] {
    guard let bytes = text(ofQuery: name) else { return [] }
    return QueryOutline.parameters(of: bytes).map { parameter in
      Candidate("\(parameter.name)=", summary: parameter.value.map { "else \($0)" } ?? "")
    }
  }
}

extension ShellCommand {
  /// What its word at this index may be; the last argument stands for all that follow.
  fileprivate func argument(at index: Int) -> Argument? {
    index < arguments.count ? arguments[index] : mostWords == nil ? arguments.last : nil
  }
}
