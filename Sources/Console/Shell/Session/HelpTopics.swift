import Execution
import QueryLanguage
import Schema
import Values

/// What `\h` can explain, each in the sentence of the list that declares it.
struct HelpTopics {
  private let topics: [Topic]

  private struct Topic {
    let name: String
    var otherNames: [String] = []
    /// What it is: `size, a column of processes, from smaps_rollup`.
    let kind: String
    let summary: String
    /// What a column's values are taken from; nil where any may come.
    var vocabulary: Vocabulary?
  }

  /// `capabilities` decide which access of several a column is told to come from.
  init(_ schema: Schema, _ capabilities: Capabilities = Capabilities()) {
    var topics = Keyword.allCases.map {
      Topic(name: $0.rawValue, kind: "keyword", summary: $0.summary)
    }
    topics += schema.tables.map { Topic(name: $0.name, kind: "source", summary: $0.summary) }
    topics += schema.tables.flatMap { Self.parts(of: $0, capabilities) }
    topics += schema.scalarFunctions.map(\.schema).map {
      Topic(name: $0.name, kind: "function \($0.usage)", summary: $0.summary)
    }
    topics += AggregateFunction.standard.map(\.schema).map {
      Topic(name: $0.name, kind: "aggregate \($0.usage)", summary: $0.summary)
    }
    topics += schema.constants.map {
      Topic(name: $0.name, kind: "constant", summary: $0.summary)
    }
    topics += ShellCommand.all.map {
      Topic(
        name: "\\" + $0.name, otherNames: [$0.name], kind: "command \($0.heading)",
        summary: $0.summary)
    }
    self.topics = topics
  }

  private static func parts(of table: TableSchema, _ capabilities: Capabilities) -> [Topic] {
    table.columns.map { column in
      let names = column.aliases.isEmpty ? "" : " (also \(column.aliases.joined(separator: ", ")))"
      let source = capabilities.cheapestSource(of: column)
      let origin = source.map { ", from \($0.access.name)" } ?? ""
      return Topic(
        name: column.name, otherNames: column.aliases,
        kind: "\(column.type.name), a column of \(table.name)\(names)\(origin)",
        summary: column.summary, vocabulary: column.vocabulary)
    }
      + table.relations.map { relation in
        Topic(
          name: relation.name, kind: "relation from \(table.name) to \(relation.table)",
          summary: relation.summary)
      }
  }

  /// Every name that can be asked for, each once, by name.
  var names: [String] { Set(topics.map(\.name)).sorted() }

  /// What there is to tell of a name, in any case; nil if it is none.
  func lines(on name: String, width: Int?) -> [String]? {
    let name = name.folded
    let found = topics.filter { $0.name == name || $0.otherNames.contains(name) }
    guard !found.isEmpty else { return nil }
    return found.flatMap { topic in
      wrapped(topic.kind, after: topic.name + ": ", width: width)
        + wrapped(topic.summary, after: "  ", width: width)
        + (topic.vocabulary?.sentence.map { wrapped($0, after: "  ", width: width) } ?? [])
    }
  }

  /// A query's clauses in their order, and where more is to be had.
  static func overview(width: Int?) -> [String] {
    let clauses: [Keyword] = [
      .select, .from, .at, .over, .where, .group, .having, .order, .limit, .offset,
    ]
    let statements: [Keyword] = [.let, .param, .describe, .explain, .watch, .changes, .wait]
    let beginning =
      "A query has one of these clauses or more, in this order, and ends with ';' or Enter:"
    let end = """
      '\\d' lists the sources, '\\d SOURCE' their columns, '\\df' the functions, '\\?' the commands; \
      '\\h NAME' explains any of their names. Tab completes, Ctrl-R searches what was typed before.
      """
    return wrapped(beginning, width: width) + rows(clauses, width) + ["Other statements:"]
      + rows(statements, width) + wrapped(end, width: width)
  }

  private static func rows(_ keywords: [Keyword], _ room: Int?) -> [String] {
    let width = keywords.map(\.rawValue.count).max() ?? 0
    return keywords.flatMap { keyword in
      let label = "  \(keyword.rawValue)\(padding(width - keyword.rawValue.count + 2))"
      return wrapped(keyword.summary, after: label, width: room)
    }
  }
}

extension Vocabulary {
  /// Its words, whole; nil where there are none.
  fileprivate var sentence: String? {
    let words = words.joined(separator: ", ")
    return switch self {
    case .closed: "Values: \(words)."
    case .open: "Values: \(words), and what a newer kernel adds."
    case .names, .numbers: nil
    }
  }
}

extension ShellSession {
  /// `\h`: an overview, or what there is to tell of a name.
  func showHelp(on words: [String]) throws(CommandFailure) {
    let width = streams.columns
    guard let name = words.first else { return streams.say(HelpTopics.overview(width: width)) }
    let topics = HelpTopics(schema, session.capabilities)
    guard let lines = topics.lines(on: name, width: width) else {
      let similar = suggestion(for: name, among: topics.names).map { "; did you mean '\($0)'?" }
      throw CommandFailure("nothing is called '\(visible(name))'\(similar ?? "")")
    }
    streams.say(lines)
  }

  /// `\?`: every command with its sentence.
  func showCommands() {
    let width = ShellCommand.all.map { displayWidth(of: $0.heading) }.max() ?? 0
    streams.say(
      ShellCommand.all.flatMap { command in
        let gap = padding(width - displayWidth(of: command.heading) + 2)
        let label = "  \(command.heading)\(gap)"
        return wrapped(command.summary, after: label, width: streams.columns)
      })
  }
}
