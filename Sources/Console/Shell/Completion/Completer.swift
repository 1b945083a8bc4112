import Binding
import Execution
import QueryLanguage
import Schema
import Values

/// Completes the word at the cursor: in a statement from what the parser expects and the schema
/// names, after a backslash from the list of commands.
struct Completer {
  private let shell: ShellSession

  init(_ shell: ShellSession) {
    self.shell = shell
  }

  /// What may stand at the cursor of a line.
  func complete(_ request: CompletionRequest) -> Completion {
    let pending = shell.pendingText
    let before = Array(request.line[..<request.cursor])
    if before.first(where: { !$0.isSpace }) == UInt8(ascii: "\\"),
      pending.isEmpty || !SourceText(bytes: pending).endsWithinText
    {
      return CommandCompleter(shell: shell).complete(before)
    }
    let start = pending.isEmpty ? 0 : pending.count + 1
    let text = (pending.isEmpty ? [] : pending + [UInt8(ascii: "\n")]) + request.line
    let context = expectations(in: text, at: start + request.cursor)
    // A word that began in an earlier line can no longer be changed.
    guard context.range.lower >= start else { return Completion(start: 0, candidates: []) }
    let next = request.line[request.cursor...].first
    return Completion(
      start: context.range.lower - start, candidates: candidates(context, in: text, next: next))
  }

  private func candidates(
    _ context: CompletionContext, in text: [UInt8], next: UInt8?
  ) -> [Candidate] {
    let scope = NameScope(context, in: shell, text: text)
    if let quotation = context.quotation {
      let mark = text[context.range.lower - 1]
      let values = ValueCandidates(shell: shell, scope: scope)
      return values.candidates(
        for: quotation, typed: Array(text[context.range.lower..<context.range.upper]), in: mark,
        closed: next == mark)
    }
    if !context.path.isEmpty {
      return memberCandidates(context, scope).fitting(context.word)
    }
    let words = ValueCandidates(shell: shell, scope: scope).words(comparedWith: context.compared)
    return words.isEmpty ? wordCandidates(context, scope).fitting(context.word) : words
  }

  // MARK: - Members

  private func memberCandidates(_ context: CompletionContext, _ scope: NameScope) -> [Candidate] {
    switch scope.resolve(context.path) {
    case .table(let table):
      return table.columns.flatMap(Candidate.candidates) + table.relations.map(Candidate.init)
    case .map:
      let keys = ValueCandidates(shell: shell, scope: scope).keys(of: context.path)
      return context.isInBackticks
        ? keys.map { Candidate(visible($0), suffix: "`") }
        : keys.map { visible($0) }.filter(\.isName).map { Candidate($0) }
    case .group(let name):
      return [Candidate("*", summary: "Every column of the group '\(name)'.")]
    case nil:
      return []
    }
  }

  // MARK: - Words

  private func wordCandidates(_ context: CompletionContext, _ scope: NameScope) -> [Candidate] {
    let isUpper =
      context.word.contains { $0.isLetter } && context.word == context.word.uppercased()
    return context.expectations.members.flatMap { expectation -> [Candidate] in
      switch expectation {
      case .slot(let slot): return candidates(for: slot, scope)
      case .keyword(let keyword): return [Candidate(keyword, isUpper: isUpper)]
      case .symbol: return []
      }
    }
  }

  private func candidates(for slot: NameSlot, _ scope: NameScope) -> [Candidate] {
    switch slot {
    case .column:
      return scope.columns.flatMap(Candidate.candidates)
        + shell.session.letNames.map {
          Candidate($0, kind: "let")
        }
    case .relation:
      return scope.relations.map(Candidate.init)
    case .function:
      return shell.schema.scalarFunctions.map(\.schema).map(Candidate.init)
        + AggregateFunction.standard.map { Candidate($0.schema) }
        + shell.schema.constants.map { Candidate($0.name, kind: "constant", summary: $0.summary) }
    case .columnGroup:
      return scope.groups.map {
        Candidate("\($0).*", kind: "group", summary: "Every column of the group '\($0)'.")
      }
    case .source:
      return shell.schema.tables.map {
        Candidate($0.name, suffix: " ", kind: "source", summary: $0.summary)
      } + shell.session.letNames.map { Candidate($0, suffix: " ", kind: "let") }
    case .parameter:
      return shell.parameters.map { Candidate("$" + $0.name, kind: "parameter") }
    case .moment:
      return shell.schema.scalarFunctions.map(\.schema).filter { $0.name == AtClause.function }
        .map(Candidate.init)
    case .member, .newName, .literal, .interval:
      return []
    }
  }
}

extension [Candidate] {
  /// Those that begin with the word, in any case, each once and by name; names that are another
  /// name for a column only where nothing else fits.
  fileprivate func fitting(_ word: String) -> [Candidate] {
    let word = word.folded
    var seen: Set<String> = []
    let fitting = filter { candidate in
      candidate.label.folded.hasPrefix(word) && seen.insert(candidate.label).inserted
    }
    let proper = fitting.filter { !$0.isAlias }
    return (proper.isEmpty ? fitting : proper).sorted { $0.label < $1.label }
  }
}

extension Candidate {
  /// The column by its name, and by its others.
  fileprivate static func candidates(_ column: ColumnSchema) -> [Candidate] {
    ([column.name] + column.aliases).map { name in
      var candidate = Candidate(name, kind: column.type.name, summary: column.summary)
      candidate.isAlias = name != column.name
      return candidate
    }
  }

  fileprivate init(_ relation: RelationSchema) {
    self.init(relation.name, kind: "relation", summary: relation.summary)
  }

  fileprivate init(_ function: FunctionSchema) {
    let suffix = function.arity == 0...0 ? "()" : "("
    self.init(function.name, suffix: suffix, kind: "function", summary: function.summary)
  }

  fileprivate init(_ aggregate: AggregateSchema) {
    self.init(aggregate.name, suffix: "(", kind: "aggregate", summary: aggregate.summary)
  }

  fileprivate init(_ keyword: Keyword, isUpper: Bool) {
    let words =
      switch keyword {
      case .group, .order: keyword.rawValue + " by"
      default: keyword.rawValue
      }
    self.init(
      isUpper ? words.uppercased() : words, suffix: " ", kind: "keyword", summary: keyword.summary)
  }
}
