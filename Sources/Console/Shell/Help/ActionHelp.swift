import QueryLanguage
package import Schema

/// What help and the reference tell of the signals that can be sent and of what can be set.
package struct ActionHelp {
  private let schema: ActionSchema?

  /// Where a source lets nothing be done there is nothing to tell.
  package init(_ actions: OfferedActions) {
    schema =
      switch actions {
      case .offered(let schema): schema
      case .refused: nil
      }
  }

  /// Each signal's name, other names and number, and its sentence; those that are told alike and follow
  /// each other share a line.
  package var signals: [(name: String, meaning: String)] {
    var lines: [(first: SignalSchema, last: SignalSchema)] = []
    for signal in schema?.signals ?? [] {
      if let line = lines.last, line.last.summary == signal.summary {
        lines[lines.count - 1].last = signal
      } else {
        lines.append((signal, signal))
      }
    }
    return lines.map { first, last in
      let names = ([first.name] + first.synonyms).joined(separator: ", ")
      return first.number == last.number
        ? ("\(names) (\(first.number))", first.summary)
        : ("\(first.name) to \(last.name) (\(first.number) to \(last.number))", first.summary)
    }
  }

  /// What can be set, by the name that `set` takes, with its sentence and the values that it takes.
  package var settings: [(name: String, meaning: String)] {
    schema?.settings.map { ($0.path, "\($0.summary) \($0.domain.sentence)") } ?? []
  }

  /// What can be set by this name: `limits.nofile`.
  func settings(called name: String) -> [(name: String, meaning: String)] {
    settings.filter { $0.name.isSame(as: name) }
  }

  /// What is said of the verb besides its form: where what it takes is listed, and how leave is given.
  static func sentence(on verb: Keyword) -> String? {
    switch verb {
    case .kill: "'\\h \(HelpTopics.signals)' lists the signals. \(leave)"
    case .set: "'\\h \(HelpTopics.settings)' lists what can be set. \(leave)"
    case _: nil
    }
  }

  /// By which words both verbs are asked for.
  static let names = ["action", "actions", "acting"]

  private static let leave =
    "At a terminal it shows the rows and asks; a script needs '--yes' on the command line."

  /// The signals as topics, each by its own name.
  var topics: [HelpTopics.Topic] {
    schema?.signals.map { signal in
      HelpTopics.Topic(
        name: signal.name,
        otherNames: ([signal.name, "sig" + signal.name, String(signal.number)] + signal.synonyms)
          .map(\.folded),
        kind: "signal \(signal.number)", shortKind: "signal", summary: signal.summary)
    } ?? []
  }

  /// What is said of a column that can be set, or of one whose entries can be; nil of any other.
  func sentence(on column: ColumnSchema, of table: TableSchema) -> String? {
    guard let schema, schema.table == table.name else { return nil }
    let settings = schema.settings.filter { $0.column == column.name }
    guard let first = settings.first else { return nil }
    guard first.entry != nil else {
      return "Can be set: set \(column.name) = … where …. \(first.domain.sentence)"
    }
    let names = settings.map(\.path).joined(separator: ", ")
    return "Can be set: \(names)."
  }
}

extension SettingSchema.Domain {
  /// Which values it takes, as a sentence: `A whole number from -20 to 19.`
  package var sentence: String {
    switch self {
    case .words(let words): "One of \(words.joined(separator: ", "))."
    // Of which numbers differs from machine to machine.
    case .members: "A list, as in [0, 1]."
    case .integers, .limit: phrase.prefix(1).uppercased() + phrase.dropFirst() + "."
    }
  }
}
