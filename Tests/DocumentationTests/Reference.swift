import Binding
import Console
import Execution
import LanguageSupport
import ProcFS
import ProcessCatalog
import QueryLanguage
import Schema
import Values

/// The reference page: every name of the language, from the lists that declare them.
struct Reference {
  /// What can be asked of any machine.
  let schema: Schema
  /// What can be done to the rows of a live one.
  let actions: ActionHelp
  /// What the program says of its options.
  let help: String

  var text: String {
    ([heading] + schema.tables.map(source) + [acting, functions, operators, forms, words, program])
      .joined(separator: "\n\n") + "\n"
  }

  private var heading: String {
    """
    # Reference

    Every source, column, function, operator, option and command of procq. This page is written by
    `make docs` from the lists that declare them; `describe`, `describe SOURCE`, `describe
    functions` and `describe keywords` tell the same of the procq at hand. How it all goes together:
    [README](README.md).

    A source is what may stand after `from`; without one, processes are asked. *From* is the file
    of `/proc` that a column is read from; of several, the one that is read anyway, else the first.
    `listing` and `owner` open no file. A relation leads from a row to others: a path where there is
    one (`parent.name`), inside an aggregate where there are many (`count(children)`).
    """
  }

  private func source(_ table: TableSchema) -> String {
    let columns = table.columns.map { column in
      [
        code(column.name), typeName(column.type), column.group,
        column.accessesByCost.map(\.name).joined(separator: ", "),
        column.summary, column.aliases.map(code).joined(separator: " "),
      ]
    }
    let relations = table.relations.map { relation in
      [code(relation.name), code(relation.table), relation.access.name, relation.summary]
    }
    let grid = markdown(["column", "type", "group", "from", "what it is", "also"], columns)
    let steps =
      relations.isEmpty
      ? "" : "\n\n" + markdown(["relation", "to", "from", "what it is"], relations)
    let words = table.columns.compactMap(Self.words).map { "\n\n" + $0 }.joined()
    let star = table.summaryColumns.map(code).joined(separator: ", ")
    return "## \(table.name)\n\n\(table.summary) `*` is \(star).\n\n\(grid)\(words)\(steps)"
  }

  /// What a column's values are taken from; nil where any may come.
  private static func words(of column: ColumnSchema) -> String? {
    guard let vocabulary = column.vocabulary, !vocabulary.words.isEmpty else { return nil }
    let rest = if case .open = vocabulary { ", and what a newer kernel adds" } else { "" }
    let verb = column.type.isList ? "holds" : "is"
    return "`\(column.name)` \(verb) "
      + vocabulary.words.map { "`\($0)`" }.joined(separator: ", ") + "\(rest)."
  }

  private var acting: String {
    """
    ## What can be set

    By `set NAME = VALUE where …`, of processes. `null` is no limit; the hard limits stay as they are.

    \(markdown(["name", "what it is"], actions.settings.map { [code($0.name), $0.meaning] }))

    ## Signals

    By `kill [SIGNAL] where …`: by name, with or without `SIG`, or by number. What is told is what it does
    to a program that does nothing about it.

    \(markdown(["signal", "what it does"], actions.signals.map { [$0.name, $0.meaning] }))
    """
  }

  private var functions: String {
    let rows = schema.scalarFunctions.map(\.schema).map { [code($0.usage), $0.summary] }
    let aggregates = AggregateFunction.standard.map(\.schema).map { [code($0.usage), $0.summary] }
    let constants = schema.constants.map { [code($0.name), $0.summary] }
    return """
      ## Functions

      Of null they are null and of denied denied, unless their sentence says otherwise.

      \(markdown(["function", "what it gives"], rows))

      ## Aggregates

      Over a group, or over a relation that stands in the argument; each takes a `where` of its own
      inside the parentheses.

      \(markdown(["aggregate", "what it gives"], aggregates))

      ## Constants

      \(markdown(["constant", "what it says"], constants))
      """
  }

  private var operators: String {
    let levels = OperatorTable.spellingsByLevel.enumerated().map { level, spellings in
      ["\(level + 1)", spellings.map(code).joined(separator: " ")]
    }
    let units = Unit.all.map { unit in
      switch unit.quantity {
      case .size: [code(unit.spelling), "size", "\(unit.scale) bytes"]
      case .duration: [code(unit.spelling), "duration", "\(unit.scale / 1_000_000) ms"]
      }
    }
    return """
      ## Operators

      The loosest first; within a row, from left to right. Comparisons do not chain.

      \(markdown(["level", "operators"], levels))

      ## Units

      Directly after a number, without a space: `100M`, `2h13m`.

      \(markdown(["unit", "of", "how much"], units))
      """
  }

  private var forms: String {
    let rows = LanguageForm.all.map { form in
      [
        form.names.first.map(code) ?? "", code(form.form), form.summary,
        code(form.example.split(separator: "\n").joined(separator: " ")),
      ]
    }
    return """
      ## Forms

      How clauses, statements and operators are written; words in capitals stand for others, and what
      stands in brackets may be left out.

      \(markdown(["of", "form", "what it does", "example"], rows))
      """
  }

  private var words: String {
    let rows = Keyword.allCases.map { [code($0.rawValue), $0.summary] }
    return "## Keywords\n\n\(markdown(["keyword", "what it does"], rows))"
  }

  private var program: String {
    let formats = OutputFormat.allCases.map { [code($0.rawValue), $0.summary] }
    let commands = ShellCommand.all.map {
      [code($0.heading), $0.standsInScripts ? "yes" : "", $0.summary]
    }
    let keys = KeyBinding.all.filter { !$0.summary.isEmpty }.map { [$0.name, $0.summary] }
    return """
      ## Formats

      \(markdown(["format", "what it is"], formats))

      ## Commands

      All stand in the shell and in the files that it runs by `\\i`; some in scripts, too.

      \(markdown(["command", "in scripts", "what it does"], commands))

      ## Keys of the shell

      `\\h keys` lists them. `bind -v` in `~/.editrc` chooses vi's keys, and any other line of it is
      carried out too: editrc(5). Text that is pasted is not run before Enter, however many lines it
      has.

      \(markdown(["key", "what it does"], keys))

      ## Options

      ```
      \(help)
      ```
      """
  }
}

/// A list says what it is a list of.
private func typeName(_ type: ValueType) -> String {
  switch type {
  case .list, .map: String(type.words.dropFirst(2))
  case .null, .boolean, .integer, .real, .size, .duration, .time, .address, .text, .byteRate,
    .countRate:
    type.name
  }
}

private func code(_ text: String) -> String { "`\(text)`" }

private func markdown(_ headings: [String], _ rows: [[String]]) -> String {
  let lines = [headings, headings.map { _ in "---" }] + rows.map { $0.map(escaped) }
  return lines.map { "| " + $0.joined(separator: " | ") + " |" }.joined(separator: "\n")
}

/// What Markdown would take for its own.
private func escaped(_ cell: String) -> String {
  let withBars = cell.replacing("|", with: "\\|")
  return cell.contains("`") ? withBars : withBars.replacing("*", with: "\\*")
}
