import Binding
import Execution
import QueryLanguage
import Schema
import Values

/// What `\h` can explain, each in the sentence of the list that declares it.
struct HelpTopics {
  let topics: [Topic]

  /// Something that has a name and a sentence.
  struct Topic {
    let name: String
    var otherNames: [String] = []
    /// What it is: `size, a column of processes, from smaps_rollup`.
    let kind: String
    /// The same, as short as it can be told.
    let shortKind: String
    let summary: String
    /// What a column's values are taken from; nil where any may come.
    var vocabulary: Vocabulary?
    /// A group of columns that it belongs to.
    var group = ""
    /// How it is written; nil where its name or its kind says that.
    var form: LanguageForm?
    /// What is said of how it is set, or of how it acts; nil of what does neither.
    var setting: String?
  }

  /// `capabilities` decide which access of several a column is told to come from, `actions` what can be
  /// sent and set.
  init(
    _ schema: Schema, _ capabilities: Capabilities = Capabilities(),
    _ actions: ActionHelp = ActionHelp(.refused(because: ""))
  ) {
    var topics = Keyword.allCases.map { keyword in
      let remark = ActionHelp.sentence(on: keyword)
      return Topic(
        name: keyword.rawValue, otherNames: remark == nil ? [] : ActionHelp.names,
        kind: "keyword", shortKind: "keyword", summary: keyword.summary, setting: remark)
    }
    topics += schema.tables.map {
      Topic(name: $0.name, kind: "source", shortKind: "source", summary: $0.summary)
    }
    topics += schema.tables.flatMap { Self.parts(of: $0, capabilities, actions) }
    topics += schema.scalarFunctions.map(\.schema).map {
      Topic(
        name: $0.name, kind: "function \($0.usage)", shortKind: "function", summary: $0.summary)
    }
    topics += AggregateFunction.standard.map(\.schema).map {
      Topic(
        name: $0.name, kind: "aggregate \($0.usage)", shortKind: "aggregate", summary: $0.summary)
    }
    topics += schema.constants.map {
      Topic(name: $0.name, kind: "constant", shortKind: "constant", summary: $0.summary)
    }
    self.topics =
      Self.withForms(topics) + actions.topics
      + ShellCommand.all.map {
        Topic(
          name: "\\" + $0.name, otherNames: [$0.name], kind: "command \($0.heading)",
          shortKind: "command", summary: $0.summary)
      }
  }

  /// What a form is about has it; a form about nothing else is a topic itself.
  private static func withForms(_ topics: [Topic]) -> [Topic] {
    var topics = topics
    for form in LanguageForm.all {
      let owner = topics.firstIndex { topic in
        form.names.first == topic.name && ["keyword", "aggregate"].contains(topic.shortKind)
      }
      if let owner {
        topics[owner].form = form
        topics[owner].otherNames += form.names.dropFirst()
      } else {
        topics.append(
          Topic(
            name: form.names.first ?? "", otherNames: Array(form.names.dropFirst()),
            kind: form.kind.rawValue, shortKind: form.kind.rawValue, summary: form.summary,
            form: form))
      }
    }
    return topics
  }

  private static func parts(
    of table: TableSchema, _ capabilities: Capabilities, _ actions: ActionHelp
  ) -> [Topic] {
    table.columns.map { column in
      let names = column.aliases.isEmpty ? "" : " (also \(column.aliases.joined(separator: ", ")))"
      let source = capabilities.cheapestSource(of: column)
      let origin = source.map { ", from \($0.access.name)" } ?? ""
      return Topic(
        name: column.name, otherNames: column.aliases,
        kind: "\(column.type.name), a column of \(table.name)\(names)\(origin)",
        shortKind: "column of \(table.name)",
        summary: column.summary, vocabulary: column.vocabulary, group: column.group,
        setting: actions.sentence(on: column, of: table))
    }
      + table.relations.map { relation in
        Topic(
          name: relation.name, kind: "relation from \(table.name) to \(relation.table)",
          shortKind: "relation of \(table.name)", summary: relation.summary)
      }
  }

  /// The topic of the keys, which are no names of the language.
  static let keys = "keys"
  /// The topic of all signals.
  static let signals = "signals"
  /// The topic of all that can be set.
  static let settings = "settings"

  /// Every name that can be asked for, each once, by name.
  var names: [String] {
    Set(topics.map(\.name) + [Self.keys, Self.signals, Self.settings]).sorted()
  }

  /// What there is to tell of these words: an overview where there are none; what has the name; else
  /// what speaks of them. It is thrown that nothing does.
  static func lines(
    on words: [String], in schema: Schema, _ capabilities: Capabilities,
    _ actions: @autoclosure () -> OfferedActions, width: Int?
  ) throws(CommandFailure) -> [String] {
    guard !words.isEmpty else { return overview(width: width) }
    if words.count == 1, words[0].isSame(as: keys) { return KeyBinding.help(width: width) }
    let actions = ActionHelp(actions())
    if let lines = list(words, actions, width: width) { return lines }
    let topics = HelpTopics(schema, capabilities, actions)
    let name = words.joined(separator: " ").folded
    let named = topics.topics.filter { $0.name == name || $0.otherNames.contains(name) }
    if named.isEmpty, let failure = schema.unrecordedFailure(of: name) { throw failure }
    // A source is often called what its columns are about, elsewhere, too.
    let others =
      named.isEmpty || named.contains { $0.shortKind == "source" }
      ? HelpSearch(words).found(in: topics.topics).filter { topic in
        !named.contains { $0.name == topic.name && $0.kind == topic.kind }
      } : []
    guard !named.isEmpty || !others.isEmpty else {
      guard let row = schema.foreignRow(of: name) else { throw topics.nothing(called: name) }
      return topics.lines(on: row, calledSo: name, width: width)
    }
    return named.flatMap { $0.lines(width: width) } + HelpSearch.lines(others, width: width)
  }

  /// All signals, all that can be set, or one such thing by its whole name, where that is asked for and
  /// there are some.
  private static func list(
    _ words: [String], _ actions: ActionHelp, width: Int?
  ) -> [String]? {
    let asked = words.count == 2 && words[0].isSame(as: Keyword.set.rawValue) ? words[1] : words[0]
    guard words.count == 1 || asked != words[0] else { return nil }
    let rows =
      switch asked.folded {
      case signals: actions.signals
      case settings: actions.settings
      case _ where asked.utf8.contains(UInt8(ascii: ".")) || words.count == 2:
        actions.settings(called: asked)
      case _: [(name: String, meaning: String)]()
      }
    return rows.isEmpty ? nil : DefinitionList.lines(rows, width: width)
  }

  /// What another program calls so, with what there is to tell of what is meant.
  private func lines(
    on row: ForeignNames.Row, calledSo name: String, width: Int?
  ) -> [String] {
    let meant = topics.filter { row.meanings.contains($0.name) }
    return wrapped(row.hint ?? "", after: "\(visible(name)): ", width: width)
      + meant.flatMap { $0.lines(width: width) }
  }

  private func nothing(called name: String) -> CommandFailure {
    let similar = suggestion(for: name, among: names).map { "; did you mean '\($0)'?" }
    return CommandFailure("nothing is called '\(visible(name))'\(similar ?? "")", word: 0)
  }

  /// A query's clauses in their order, and where more is to be had.
  static func overview(width: Int?) -> [String] {
    let clauses: [Keyword] = [
      .select, .from, .at, .over, .where, .group, .having, .order, .limit, .offset,
    ]
    let statements: [Keyword] = [
      .let, .param, .describe, .explain, .watch, .changes, .wait, .kill, .set,
    ]
    let beginning =
      "A query has one of these clauses or more, in this order, and ends with ';' or Enter:"
    let end = """
      'kill' and 'set' end with ';' alone. \
      '\\d' lists the sources, '\\d SOURCE' their columns, '\\df' the functions, '\\?' the commands; \
      '\\h NAME' explains any of their names. Tab completes, Ctrl-R searches what was typed before, \
      'exit' leaves.
      """
    return wrapped(beginning, width: width) + rows(clauses, width) + ["Other statements:"]
      + rows(statements, width) + wrapped(end, width: width)
  }

  private static func rows(_ keywords: [Keyword], _ width: Int?) -> [String] {
    DefinitionList.lines(keywords.map { ($0.rawValue, $0.summary) }, width: width)
  }
}

extension Schema {
  /// The same that a query with this name is told, where the machine has it and the recording does not.
  fileprivate func unrecordedFailure(of text: String) -> CommandFailure? {
    let name = Name(text, at: .nowhere)
    guard let wrong = unrecorded([name]) ?? unrecordedSource(name) else { return nil }
    return CommandFailure(wrong.message + (wrong.hint.map { "; \($0)" } ?? ""), word: 0)
  }

  /// What is meant by a name of another program: a column, a source or a function.
  fileprivate func foreignRow(of name: String) -> ForeignNames.Row? {
    tables.lazy.compactMap { foreign.columns(of: $0.name)?.row(of: name) }.first
      ?? foreign.sources.row(of: name) ?? ForeignNames.functions.row(of: name)
  }
}

extension HelpTopics.Topic {
  /// All that there is to tell of it.
  fileprivate func lines(width: Int?) -> [String] {
    var texts = [summary]
    if let words = vocabulary?.sentence { texts.append(words) }
    if let setting { texts.append(setting) }
    if let form {
      texts.append("Form: " + form.form)
      texts.append("Example: " + form.example.split(separator: "\n").joined(separator: " "))
    }
    return wrapped(kind, after: name + ": ", width: width)
      + texts.flatMap { wrapped($0, after: "  ", width: width) }
  }
}

extension Vocabulary {
  /// Its words, whole; nil where there are none.
  package var sentence: String? {
    let words = words.joined(separator: ", ")
    return switch self {
    case .closed: "Values: \(words)."
    case .open: "Values: \(words), and what a newer kernel adds."
    case .names, .numbers: nil
    }
  }
}

extension ShellSession {
  /// `\h`: an overview, or what there is to tell of these words.
  func showHelp(on words: [String]) throws(CommandFailure) {
    streams.show(
      try HelpTopics.lines(
        on: words, in: schema, session.capabilities, session.actions, width: streams.columns))
  }

  /// `\?`: every command with its sentence.
  func showCommands() {
    streams.show(
      DefinitionList.lines(
        ShellCommand.all.map { ($0.heading, $0.summary) }, width: streams.columns))
  }
}
