import QueryLanguage
import Schema
import Values

// What the binder has to say, so that it can be read in one place; of types and calls in
// Diagnostic+Typing.swift.
//
// Lower case, no full stop; what was expected stands before what was found; the user's words
// stand in single quotes; a hint stands only where it is likely right.

// MARK: - Names

extension Diagnostic {
  /// Nothing is called so, where a value is wanted.
  static func unknownColumn(_ name: Name, hint: String?) -> Diagnostic {
    Diagnostic("unknown column \(quote(name.text))", at: name.range, hint: hint)
  }

  /// Nothing is called so, where arguments follow.
  static func unknownFunction(_ name: Name, hint: String?) -> Diagnostic {
    Diagnostic("unknown function \(quote(name.text))", at: name.range, hint: hint)
  }

  /// Nothing is called so, after `from` or `describe`.
  static func unknownSource(_ name: Name, hint: String?) -> Diagnostic {
    Diagnostic("unknown source \(quote(name.text))", at: name.range, hint: hint)
  }

  /// No columns of the row have this group: `NAME.*`.
  static func unknownGroup(_ name: Name, hint: String?) -> Diagnostic {
    Diagnostic("unknown group of columns \(quote(name.text))", at: name.range, hint: hint)
  }

  /// A row that is there has no such column or relation.
  static func unknownMember(
    _ name: Name, of table: TableSchema, after step: String?, hint: String?
  ) -> Diagnostic {
    let row = step.map { quote($0) } ?? "the row outside"
    return Diagnostic(
      "\(row) has no column \(quote(name.text))", at: name.range,
      hint: hint ?? suggestion(for: name.text, among: table.names).map(didYouMean))
  }

  /// Arguments follow the name of something else.
  static func notAFunction(_ name: Name, _ thing: String, hint: String? = nil) -> Diagnostic {
    Diagnostic("\(quote(name.text)) is \(thing), not a function", at: name.range, hint: hint)
  }

  /// `*` follows the name of a relation.
  static func relationStar(_ name: Name, hint: String) -> Diagnostic {
    Diagnostic(
      "\(quote(name.text)) is a relation, not a group of columns", at: name.range, hint: hint)
  }

  /// `outer` stands where no row is around the one at hand.
  static func noRowOutside(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "there is no row outside", at: range,
      hint: "'outer' stands inside an aggregate over a relation")
  }

  /// A name given by `as` leads back to itself.
  static func cycle(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("\(quote(name)) is defined by itself", at: range)
  }

  /// Two columns of the result have one name and are not the same.
  static func twoThingsOneName(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "two things would be named \(quote(name))", at: range, hint: "'as' gives one another name")
  }

  /// An entry is asked of what is no map.
  static func noEntries(_ name: Name, in type: ValueType, at range: SourceRange) -> Diagnostic {
    Diagnostic("\(type.words) has nothing named \(quote(name.text))", at: range)
  }

  /// An index follows what is no collection, or is none of its.
  static func noElement(
    of operand: OperandDescription, _ index: ValueType, hint: String?, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      operand.type.isNullOrCollection
        ? "\(operand.words) has no element at \(index.words)"
        : "\(quote(operand.text)) is \(operand.words), and has no elements",
      at: range, hint: hint)
  }
}

// MARK: - Rows

extension Diagnostic {
  /// A path to many rows stands where one value is wanted.
  static func manyRowsAlone(_ path: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "\(quote(path)) leads to many rows", at: range,
      hint: "it stands inside an aggregate, as in count(\(path))")
  }

  /// A path to many rows stands in a test.
  static func manyRowsInTest(_ path: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "\(quote(path)) leads to many rows", at: range,
      hint: "their number is count(\(path)); any(\(path) where …) asks for one that is so")
  }

  /// A column of many rows is tested.
  static func manyRowsCompared(
    _ path: String, relation: String, column: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "\(quote(path)) leads to many rows", at: range,
      hint: "whether one of them is so is asked by any(\(relation) where \(column) …)")
  }

  /// `exists` and its kin follow a path to many rows.
  static func manyRowsTested(
    _ path: String, column: String?, _ test: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "\(quote(path)) leads to many rows", at: range,
      hint: didYouMean(column.map { "any(\(path) where \($0) \(test))" } ?? "any(\(path))"))
  }

  /// A path ends at a row where a value is wanted.
  static func rowAlone(_ path: String, example: String?, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "\(quote(path)) is a row, not a value", at: range,
      hint: example.map { "name a column of it, as in \(path).\($0)" })
  }

  /// The argument of an aggregate leads to the rows of more than one relation.
  static func severalPaths(_ paths: [String], at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "an aggregate is over one relation, found \(alternatives(paths.map { quote($0) }, "and"))",
      at: range)
  }
}

// MARK: - Groups

extension Diagnostic {
  /// An aggregate over the group stands where there is no group, or none yet.
  static func aggregateMisplaced(_ place: ExpressionPlace, at range: SourceRange) -> Diagnostic {
    switch place {
    case .filter:
      Diagnostic(
        "'where' tests single rows, an aggregate is of a group", at: range,
        hint: "use 'having', which tests groups")
    case .groupKey:
      Diagnostic("an aggregate cannot be a key of the group that it is of", at: range)
    case .aggregate:
      Diagnostic("an aggregate over the group cannot stand inside another", at: range)
    case .relation:
      Diagnostic(
        "an aggregate over the group cannot stand inside one over a relation", at: range)
    case .constant(let word):
      Diagnostic("'\(word)' takes a constant, not an aggregate", at: range)
    case .select, .having, .order, .definition:
      Diagnostic("an aggregate over the group cannot stand here", at: range)
    }
  }

  /// What only a single row can tell is asked of a group.
  static func neitherKeyNorAggregate(
    _ text: String, hint: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "\(quote(text)) is neither a key of the group nor inside an aggregate", at: range, hint: hint)
  }

  /// `having` stands in a query that makes no groups.
  static func havingWithoutGroups(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "'having' tests groups, and there are none", at: range, hint: "'where' tests single rows")
  }

  /// Distinct rows are ordered by what they do not show.
  static func distinctOrder(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "distinct rows are ordered by what they show, and \(quote(text)) is not selected", at: range)
  }

  /// `order by 7`, where the result has fewer columns.
  static func noSuchOutput(
    _ number: Int64, count: Int, after clause: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "'\(clause) \(number)' means the column at that place, and there are \(count)", at: range)
  }
}

// MARK: - Constants, parameters, lets

extension Diagnostic {
  /// `limit` and `offset` are not followed by a whole number.
  static func notACount(_ clause: String, _ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("'\(clause)' takes a whole number, found \(text)", at: range)
  }

  /// What differs from row to row stands where no row is known: a name, or what holds one. What `set` takes is
  /// the same for all, unless something else was meant.
  static func notConstant(
    _ text: String, after word: String, at range: SourceRange, hint: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      "'\(word)' takes a constant, found \(quote(text))", at: range,
      hint: hint ?? (word == Keyword.set.rawValue ? Hint.sameForAll : nil))
  }

  /// `$name`, which nobody has declared.
  static func unknownParameter(_ name: Name, known: [String], at range: SourceRange) -> Diagnostic {
    let near = suggestion(for: name.text, among: known).map { didYouMean("$" + $0) }
    return Diagnostic(
      "unknown parameter '$\(visible(name.text))'", at: range,
      hint: near ?? "'param \(visible(name.text)) = …' declares it")
  }

  /// `$name`, which is declared further on.
  static func parameterComesLater(_ name: Name, at range: SourceRange) -> Diagnostic {
    let shown = visible(name.text)
    return Diagnostic(
      "the parameter '$\(shown)' is used before it is declared", at: range,
      hint: "move 'param \(shown) …' up, before this statement")
  }

  /// A value was given from outside for a parameter that is not there.
  static func unknownArgument(_ name: String, known: [String]) -> Diagnostic {
    Diagnostic(
      "there is no parameter \(quote(name))", at: .nowhere,
      hint: suggestion(for: name, among: known).map(didYouMean))
  }

  /// A script declares a parameter again.
  static func parameterTwice(_ name: Name) -> Diagnostic {
    Diagnostic("the parameter \(quote(name.text)) is declared twice", at: name.range)
  }

  /// A parameter without a default was given no value.
  static func parameterMissing(_ name: Name) -> Diagnostic {
    Diagnostic(
      "the parameter \(quote(name.text)) has no default and was not given", at: name.range,
      hint: "\(visible(name.text))=VALUE gives it")
  }

  /// The value arguments in is no literal of the type of the default.
  static func wrongParameterValue(
    _ name: Name, _ value: [UInt8], expected: ValueType, hint: String?
  ) -> Diagnostic {
    Diagnostic(
      "the parameter \(quote(name.text)) takes \(expected.words), found \(quote(value))",
      at: name.range, hint: hint)
  }

  /// A parameter's text is no literal of what it stands beside.
  static func unreadableParameter(
    _ parameter: String, _ text: Text, expected: ValueType, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "expected \(expected.words), found \(quote(text.bytes)) as the value of '\(parameter)'",
      at: range)
  }

  /// A let that is a query stands where a value is wanted.
  static func queryAsValue(_ name: Name) -> Diagnostic {
    Diagnostic(
      "\(quote(name.text)) is a query, not a value", at: name.range,
      hint: "it is a source: from \(visible(name.text))")
  }

  /// A let that is an expression stands where a source is wanted.
  static func expressionAsSource(_ name: Name) -> Diagnostic {
    Diagnostic("\(quote(name.text)) is an expression, not a source", at: name.range)
  }

  /// A let takes the name of a source, which would always be meant.
  static func letHidden(_ name: Name) -> Diagnostic {
    Diagnostic("\(quote(name.text)) is a source already", at: name.range)
  }

  /// The let means something, but not here.
  static func letNotUsable(_ name: Name, _ reason: Diagnostic) -> Diagnostic {
    Diagnostic(
      "\(quote(name.text)) means nothing here: \(reason.message)", at: name.range,
      hint: reason.hint)
  }
}

// MARK: - Limits

extension Diagnostic {
  /// Evaluating the expression would take too much of the stack.
  static func nestedTooDeep(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "nested too deeply, with what its names stand for: at most \(BindingBudget.height) operators",
      at: range)
  }

  /// Too many queries stand inside one another, by their names too.
  static func queriesTooDeep(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "queries from queries: at most \(Limits.nesting) levels", at: range)
  }

  /// The names of a short text stand for more than can be bound in time.
  static func tooMuchWork(at range: SourceRange) -> Diagnostic {
    Diagnostic("the script comes to too many expressions", at: range)
  }

  /// `a`, `a and b`, `a, b and c`.
  static func alternatives(_ words: [String], _ last: String) -> String {
    words.count < 2
      ? words.joined()
      : words.dropLast().joined(separator: ", ") + " \(last) " + (words.last ?? "")
  }
}
