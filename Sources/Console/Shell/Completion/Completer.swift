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
    let values = ValueCandidates(shell: shell, scope: scope)
    if let quotation = context.quotation {
      let mark = text[context.range.lower - 1]
      if context.expectations.contains(.slot(.file)) {
        guard !shell.confinement.isReadOnly else { return [] }
        return FileCandidates.texts(
          typed: Array(text[context.range.lower..<context.range.upper]), in: mark,
          closed: next == mark)
      }
      if !context.setting.isEmpty {
        return actions.words(
          of: context.setting, begunBy: context.word, endedBy: next == mark ? nil : mark)
      }
      return values.candidates(
        for: quotation, typed: Array(text[context.range.lower..<context.range.upper]), in: mark,
        closed: next == mark)
    }
    if !context.path.isEmpty {
      if context.expectations.contains(.slot(.setting)) {
        return actions.entries(of: context.path[0]).fitting(context.word)
      }
      return memberCandidates(context, scope).fitting(context.word)
    }
    if !context.setting.isEmpty, context.expectations.contains(.slot(.literal)) {
      return actions.values(of: context.setting, begunBy: context.word)
        + candidates(for: .parameter, scope).fitting(context.word)
    }
    return context.word.isEmpty
      ? nextCandidates(context, scope, values) : begunCandidates(context, scope, values)
  }

  /// What may stand where no word has begun: beside a comparison a value, if there are some.
  private func nextCandidates(
    _ context: CompletionContext, _ scope: NameScope, _ values: ValueCandidates
  ) -> [Candidate] {
    let quoted = values.literals(comparedWith: context.compared)
    guard quoted.isEmpty else { return quoted }
    let changing = changingColumns(context, scope)
    guard changing.isEmpty else { return changing.fitting("") }
    return durations(context) + wordCandidates(context, scope).fitting("")
  }

  /// What may stand where a word has begun. Values have their quotes, which need not be typed.
  private func begunCandidates(
    _ context: CompletionContext, _ scope: NameScope, _ values: ValueCandidates
  ) -> [Candidate] {
    let word = context.word
    let changing = changingColumns(context, scope).fitting(word)
    guard changing.isEmpty else { return changing }
    let words = wordCandidates(context, scope)
    let found =
      values.words(comparedWith: context.compared).beginning(with: "'" + word)
      + durations(context).beginning(with: word) + words.fitting(word).beginning(with: word)
    guard found.isEmpty else { return found }
    let quoted = values.literals(comparedWith: context.compared).beginning(with: "'" + word)
    return quoted.isEmpty ? words.fitting(word) : quoted
  }

  /// Where a duration and nothing else may stand, some that are often meant, the shortest first.
  private func durations(_ context: CompletionContext) -> [Candidate] {
    context.expectations.contains(.slot(.interval)) ? Candidate.durations : []
  }

  /// In the argument of a function of a window, the columns that it is of: of `rate`, counters.
  private func changingColumns(_ context: CompletionContext, _ scope: NameScope) -> [Candidate] {
    guard context.expectations.contains(.slot(.column)), let fits = filter(context) else {
      return []
    }
    return scope.columns.filter(fits).flatMap(Candidate.candidates)
  }

  /// Which columns may stand in the function around the cursor; nil where it takes any.
  private func filter(_ context: CompletionContext) -> ((ColumnSchema) -> Bool)? {
    guard let name = context.function,
      let function = shell.schema.scalarFunctions.map(\.schema).first(where: {
        $0.name.isSame(as: name)
      })
    else { return nil }
    switch function.evaluation {
    case .rate: return { $0.kind == .counter }
    case .delta: return { ParameterSchema.measure.accepts($0.type) && $0.derivation == nil }
    case .plain, .ofSnapshot, .coalesce, .choice, .bar: return nil
    }
  }

  // MARK: - Members

  private func memberCandidates(_ context: CompletionContext, _ scope: NameScope) -> [Candidate] {
    switch scope.resolve(context.path) {
    case .table(let table):
      let fits = filter(context) ?? { _ in true }
      return table.columns.filter(fits).flatMap(Candidate.candidates)
        + table.relations.map(Candidate.init)
    case .past(let table):
      return table.columns.filter { $0.derivation == nil }.flatMap(Candidate.candidates)
    case .map:
      let keys = ValueCandidates(shell: shell, scope: scope).keys(of: context.path)
      return context.isInBackticks
        ? keys.map { Candidate(visible($0), suffix: "`") }
        : keys.map { visible($0) }.filter(\.isName).map { Candidate($0) }
    case .group(let name):
      return [Candidate("*", summary: "Every column of the group '\(name)'.")]
        + recordedEntries(of: name, scope)
    case nil:
      return context.path.count == 1 ? recordedEntries(of: context.path[0], scope) : []
    }
  }

  /// The entries of a map that were recorded as columns of their own.
  private func recordedEntries(of map: String, _ scope: NameScope) -> [Candidate] {
    guard shell.schema.unrecorded != nil else { return [] }
    return scope.columns.compactMap { column in
      column.entry(of: map).map {
        Candidate($0.isName ? $0 : "`\($0)`", kind: column.type.name, summary: column.summary)
      }
    }
  }

  // MARK: - Words

  private func wordCandidates(_ context: CompletionContext, _ scope: NameScope) -> [Candidate] {
    let isUpper =
      context.word.contains { $0.isLetter } && context.word == context.word.uppercased()
    if context.expectations.isOfSigns, context.expectations.contains(.symbol(.equal)) {
      return [Candidate("=", suffix: " ")]
    }
    return context.expectations.members.flatMap { expectation -> [Candidate] in
      switch expectation {
      case .slot(.signal): return actions.signals(begunBy: context.word)
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
        + shell.session.letNames.map { Candidate($0, kind: "let") }
        + (scope.hasPast ? [Candidate.past] : [])
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
    case .setting:
      return actions.settings
    case .member, .newName, .literal, .interval, .file, .signal:
      return []
    }
  }

  private var actions: ActionCandidates { ActionCandidates(shell.session.actions) }
}

extension ExpectationSet {
  /// Whether no word may stand here.
  fileprivate var isOfSigns: Bool {
    members.allSatisfy { if case .symbol = $0 { true } else { false } }
  }
}

extension Candidate {
  /// Durations that are often meant, the shortest first.
  static let durations = ["1s", "2s", "5s", "10s", "30s", "1m", "5m", "10m", "1h"]
    .map { Candidate($0, suffix: " ", kind: "duration") }

  /// What leads to a row as it was.
  fileprivate static let past = Candidate(
    "before", suffix: ".", kind: "row", summary: "The row as it was at the beginning of the window."
  )

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
