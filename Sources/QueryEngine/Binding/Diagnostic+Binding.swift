import QueryLanguage

// Everything that the binder has to say, so that it can be read in one place.
//
// Lower case, no full stop; what was expected stands before what was found; the user's words
// stand in single quotes; a hint stands only where it is likely right.

// MARK: - Names

extension Diagnostic {
  static func unknownColumn(_ name: Name, hint: String?) -> Diagnostic {
    Diagnostic("unknown column \(quote(name.text))", at: name.range, hint: hint)
  }

  static func unknownFunction(_ name: Name, hint: String?) -> Diagnostic {
    Diagnostic("unknown function \(quote(name.text))", at: name.range, hint: hint)
  }

  static func unknownSource(_ name: Name, hint: String?) -> Diagnostic {
    Diagnostic("unknown source \(quote(name.text))", at: name.range, hint: hint)
  }

  static func unknownGroup(_ name: Name, hint: String?) -> Diagnostic {
    Diagnostic("unknown group of columns \(quote(name.text))", at: name.range, hint: hint)
  }

  static func unknownMember(_ name: Name, of table: Table, after step: String?) -> Diagnostic {
    let row = step.map { quote($0) } ?? "the row outside"
    return Diagnostic(
      "\(row) has no column \(quote(name.text))", at: name.range,
      hint: suggestion(for: name.text, among: table.names).map(didYouMean))
  }

  static func notAFunction(_ name: Name, _ thing: String) -> Diagnostic {
    Diagnostic("\(quote(name.text)) is \(thing), not a function", at: name.range)
  }

  static func relationStar(_ name: Name, hint: String) -> Diagnostic {
    Diagnostic(
      "\(quote(name.text)) is a relation, not a group of columns", at: name.range, hint: hint)
  }

  static func noRowOutside(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "there is no row outside", at: range,
      hint: "'outer' stands inside an aggregate over a relation")
  }

  static func cycle(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("\(quote(name)) is defined by itself", at: range)
  }

  static func twoThingsOneName(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "two things would be named \(quote(name))", at: range, hint: "'as' gives one another name")
  }

  /// An entry is asked of what is no map.
  static func noEntries(_ name: Name, in type: ValueType, at range: SourceRange) -> Diagnostic {
    Diagnostic("\(type.words) has nothing named \(quote(name.text))", at: range)
  }

  static func noElement(
    of operand: OperandDescription, _ index: ValueType, hint: String?, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      operand.type.isCollection
        ? "\(operand.words) has no element at \(index.words)"
        : "\(quote(operand.text)) is \(operand.words), and has no elements",
      at: range, hint: hint)
  }
}

// MARK: - Rows

extension Diagnostic {
  static func manyRowsAlone(_ path: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "\(quote(path)) leads to many rows", at: range,
      hint: "it stands inside an aggregate, as in count(\(path))")
  }

  static func manyRowsTested(_ path: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("\(quote(path)) leads to many rows", at: range, hint: didYouMean("any(\(path))"))
  }

  static func rowAlone(_ path: String, example: String?, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "\(quote(path)) is a row, not a value", at: range,
      hint: example.map { "name a column of it, as in \(path).\($0)" })
  }

  static func severalPaths(_ paths: [String], at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "an aggregate is over one relation, found \(alternatives(paths.map { quote($0) }, "and"))",
      at: range)
  }
}

// MARK: - Types

extension Diagnostic {
  static func mismatch(
    _ operation: BinaryOperator, _ left: OperandDescription, _ right: OperandDescription,
    culprit: OperandDescription, hint: String?
  ) -> Diagnostic {
    Diagnostic(
      nonsense(operation, left, right, culprit: culprit), at: culprit.range, hint: hint)
  }

  private static func nonsense(
    _ operation: BinaryOperator, _ left: OperandDescription, _ right: OperandDescription,
    culprit: OperandDescription
  ) -> String {
    switch operation {
    case .and, .or: "'\(operation.spelling)' joins tests, not \(culprit.words)"
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      // What is equal or not may still have no order.
      Operators.comparable(left.type, right.type)
        ? "\(culprit.words) has no order" : "cannot compare \(left.words) with \(right.words)"
    case .contains: "cannot look for \(right.words) in \(left.words)"
    case .concatenate: "'||' joins text, not \(culprit.words)"
    case .like, .ilike, .glob, .match, .notMatch, .matchInsensitive, .notMatchInsensitive:
      "'\(operation.spelling)' matches text, not \(culprit.words)"
    case .add: "cannot add \(right.words) to \(left.words)"
    case .subtract: "cannot subtract \(right.words) from \(left.words)"
    case .multiply: "cannot multiply \(left.words) by \(right.words)"
    case .divide: "cannot divide \(left.words) by \(right.words)"
    case .remainder: "cannot take \(left.words) modulo \(right.words)"
    }
  }

  static func mapAlone(_ map: OperandDescription) -> Diagnostic {
    let noun = map.entry?.noun ?? "an entry"
    return Diagnostic(
      "\(quote(map.text)) is a map; name \(noun), as in \(map.text).\(map.entry?.example ?? "name")",
      at: map.range)
  }

  static func cannotNegate(
    _ operand: OperandDescription, hint: String?, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic("'-' stands before a number, not \(operand.words)", at: range, hint: hint)
  }

  static func notATest(
    _ operand: OperandDescription, after word: String, at range: SourceRange
  ) -> Diagnostic {
    if case .map = operand.type { return .mapAlone(operand) }
    return Diagnostic("'\(word)' takes a test, not \(operand.words)", at: range)
  }

  static func noOrder(_ operand: OperandDescription) -> Diagnostic {
    if case .map = operand.type { return .mapAlone(operand) }
    return Diagnostic(
      "\(operand.words) has no order", at: operand.range,
      hint: operand.type.isCollection ? "length(\(operand.text)) has one" : nil)
  }

  static func branchMismatch(
    _ branch: OperandDescription, expected: ValueType, hint: String?
  ) -> Diagnostic {
    Diagnostic(
      "expected \(expected.words) as in the branch before, found \(branch.words)",
      at: branch.range, hint: hint)
  }

  static func notACollection(_ operand: OperandDescription) -> Diagnostic {
    Diagnostic(
      "'in' takes values in parentheses, a list or a map, not \(operand.words)",
      at: operand.range, hint: operand.value == nil ? nil : didYouMean("in (\(operand.text))"))
  }

  static func notOneColumn(_ count: Int, at range: SourceRange) -> Diagnostic {
    Diagnostic("a query after 'in' has one column, found \(count)", at: range)
  }

  static func unreadableTime(_ text: Text, at range: SourceRange) -> Diagnostic {
    let isDuration = Value.reading(text.bytes, as: .duration) != nil
    return Diagnostic(
      "expected a time, found \(quote(text.bytes))", at: range,
      hint: isDuration
        ? "a duration is written without quotes: \(visible(text.bytes))"
        : "a time is written '2026-01-31 14:00'")
  }

  static func malformedPattern(_ message: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("malformed pattern: \(message)", at: range)
  }
}

// MARK: - Calls

extension Diagnostic {
  static func wrongArity(
    _ name: String, _ arity: ClosedRange<Int>, usage: String, found: Int, at range: SourceRange
  ) -> Diagnostic {
    let expected =
      switch (arity.lowerBound, arity.upperBound) {
      case (0, 0): "no arguments"
      case (1, 1): "1 argument"
      case (let least, let most) where least == most: "\(least) arguments"
      case (1, Function.manyArguments): "at least 1 argument"
      case (let least, Function.manyArguments): "at least \(least) arguments"
      case (let least, let most): "\(least) to \(most) arguments"
      }
    return Diagnostic("'\(name)' takes \(expected), found \(found)", at: range, hint: usage)
  }

  static func wrongArgument(
    _ name: String, _ expected: String, found argument: OperandDescription
  ) -> Diagnostic {
    Diagnostic("'\(name)' takes \(expected), not \(argument.words)", at: argument.range)
  }

  static func notAnAggregate(_ name: Name, word: String) -> Diagnostic {
    Diagnostic(
      "\(quote(name.text)) is a function; '\(word)' stands only in an aggregate", at: name.range)
  }

  static func starOutsideCount(_ name: Name) -> Diagnostic {
    Diagnostic("only 'count' takes '*', not \(quote(name.text))", at: name.range)
  }

  static func wrongConstant(
    _ name: String, _ expected: String, found: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic("'\(name)' takes \(expected), found \(quote(found))", at: range)
  }

  static func distinctWithoutValues(_ name: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "'distinct' tells values apart, not rows", at: range,
      hint: "name a column, as in \(name)(distinct …)")
  }

  /// An aggregate over bare rows that needs a value of each.
  static func relationWithoutColumn(
    _ name: String, path: String, _ expected: String, example: String?, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "'\(name)' takes \(expected), not rows", at: range,
      hint: example.map { "name a column, as in \(name)(\(path).\($0))" })
  }
}

// MARK: - Groups

extension Diagnostic {
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

  static func neitherKeyNorAggregate(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "\(quote(text)) is neither a key of the group nor inside an aggregate", at: range)
  }

  static func havingWithoutGroups(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "'having' tests groups, and there are none", at: range, hint: "'where' tests single rows")
  }

  static func distinctOrder(_ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "distinct rows are ordered by what they show, and \(quote(text)) is not selected", at: range)
  }

  static func noSuchOutput(
    _ number: Int64, count: Int, after clause: String, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "'\(clause) \(number)' means the column at that place, and there are \(count)", at: range)
  }
}

// MARK: - Constants, parameters, lets

extension Diagnostic {
  static func notACount(_ clause: String, _ text: String, at range: SourceRange) -> Diagnostic {
    Diagnostic("'\(clause)' takes a whole number, found \(text)", at: range)
  }

  static func notConstant(_ name: Name, after word: String) -> Diagnostic {
    Diagnostic("'\(word)' takes a constant, found \(quote(name.text))", at: name.range)
  }

  static func defaultNotConstant(at range: SourceRange) -> Diagnostic {
    Diagnostic("a parameter's default is one value, which needs no row", at: range)
  }

  static func unknownParameter(_ name: Name, known: [String], at range: SourceRange) -> Diagnostic {
    let near = suggestion(for: name.text, among: known).map { didYouMean("$" + $0) }
    return Diagnostic(
      "unknown parameter '$\(visible(name.text))'", at: range,
      hint: near ?? "'param \(visible(name.text)) = …' declares it")
  }

  static func parameterComesLater(_ name: Name, at range: SourceRange) -> Diagnostic {
    let shown = visible(name.text)
    return Diagnostic(
      "the parameter '$\(shown)' is used before it is declared", at: range,
      hint: "move 'param \(shown) …' up, before this statement")
  }

  static func unknownHandedParameter(_ name: String, known: [String]) -> Diagnostic {
    Diagnostic(
      "there is no parameter \(quote(name))", at: .nowhere,
      hint: suggestion(for: name, among: known).map(didYouMean))
  }

  static func parameterTwice(_ name: Name) -> Diagnostic {
    Diagnostic("the parameter \(quote(name.text)) is declared twice", at: name.range)
  }

  static func parameterMissing(_ name: Name) -> Diagnostic {
    Diagnostic(
      "the parameter \(quote(name.text)) has no default and was not given", at: name.range,
      hint: "\(visible(name.text))=VALUE gives it")
  }

  /// The value handed in is no literal of the type of the default.
  static func wrongParameterValue(
    _ name: Name, _ value: [UInt8], expected: ValueType, hint: String?
  ) -> Diagnostic {
    Diagnostic(
      "the parameter \(quote(name.text)) takes \(expected.words), found \(quote(value))",
      at: name.range, hint: hint)
  }

  static func unreadableParameter(
    _ parameter: String, _ text: Text, expected: ValueType, at range: SourceRange
  ) -> Diagnostic {
    Diagnostic(
      "expected \(expected.words), found \(quote(text.bytes)) as the value of '\(parameter)'",
      at: range)
  }

  static func queryAsValue(_ name: Name) -> Diagnostic {
    Diagnostic(
      "\(quote(name.text)) is a query, not a value", at: name.range,
      hint: "it is a source: from \(visible(name.text))")
  }

  static func expressionAsSource(_ name: Name) -> Diagnostic {
    Diagnostic("\(quote(name.text)) is an expression, not a source", at: name.range)
  }

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
  static func nestedTooDeep(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "nested too deeply, with what its names stand for: at most \(BindingBudget.height) operators",
      at: range)
  }

  static func queriesTooDeep(at range: SourceRange) -> Diagnostic {
    Diagnostic(
      "queries from queries: at most \(Limits.nesting) levels", at: range)
  }

  static func tooMuchWork(at range: SourceRange) -> Diagnostic {
    Diagnostic("the script comes to too many expressions", at: range)
  }

  /// `a`, `a and b`, `a, b and c`.
  private static func alternatives(_ words: [String], _ last: String) -> String {
    words.count < 2
      ? words.joined()
      : words.dropLast().joined(separator: ", ") + " \(last) " + (words.last ?? "")
  }
}
