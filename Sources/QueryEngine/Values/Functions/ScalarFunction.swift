import QueryLanguage
package import Schema

/// One thing that a query can do to values: what the binder needs to know of it, and what it does.
///
/// The body is called with values of the types that the signature promised, none of them null or
/// denied unless the function is not strict. A function that needs the snapshot has no body: the
/// source evaluates it.
package struct ScalarFunction: Sendable {
  /// What the binder needs to know.
  package let schema: FunctionSchema
  private let body: Body?

  /// What it does, as a part of a statement, which bears what its patterns cost.
  package typealias Body = @Sendable ([Value], StatementPatterns) -> Value

  /// Without a body it is a function of the snapshot.
  package init(_ schema: FunctionSchema, body: Body? = nil) {
    self.schema = schema
    self.body = body
  }

  /// As it is called, in lower case.
  package var name: String { schema.name }

  /// The value of arguments that the signature promised. Null of a function without a body.
  package func evaluate(_ values: [Value], in statement: StatementPatterns) -> Value {
    body?(values, statement) ?? .null
  }

  /// The value of any arguments, null and denied among them: a strict function of a denied argument
  /// is denied, else of a null one null.
  package func call(_ values: [Value], in statement: StatementPatterns) -> Value {
    strictly(values) { evaluate($0, in: statement) }
  }

  /// What `body` makes of the arguments, unless a strict function is not to be called for them.
  package func strictly(_ values: [Value], _ body: ([Value]) -> Value) -> Value {
    if schema.isStrict {
      if let denied = values.first(where: \.isDenied) { return denied }
      if values.contains(where: \.isNull) { return .null }
    }
    return body(values)
  }
}

/// A function is its name: no two of one schema have the same.
extension ScalarFunction: Hashable {
  package static func == (left: ScalarFunction, right: ScalarFunction) -> Bool {
    left.name == right.name
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension ScalarFunction {
  /// The functions of the language; a source may have more.
  package static let standard: [ScalarFunction] =
    textFunctions + partFunctions + pathFunctions + numberFunctions + conversionFunctions
    + choiceFunctions + timeFunctions + calendarFunctions + pictureFunctions + windowFunctions

  /// The function of the language that has this name, in any case of ASCII letters.
  package static func named(_ name: String) -> ScalarFunction? {
    standard.first { $0.name.isSame(as: name) }
  }
}

// How the entries of the lists are written.
extension ScalarFunction {
  init(
    _ name: String, usage: String, _ summary: String, takes parameters: [ParameterSchema],
    optional: Int = 0, isVariadic: Bool = false, returns result: FunctionSchema.Result,
    isStrict: Bool = true, evaluation: FunctionSchema.Evaluation = .plain,
    isIncreasing: Bool = false, body: @escaping @Sendable ([Value]) -> Value
  ) {
    self.init(
      FunctionSchema(
        name, usage: usage, summary, takes: parameters, optional: optional,
        isVariadic: isVariadic, returns: result, isStrict: isStrict, evaluation: evaluation,
        isIncreasing: isIncreasing)
    ) { values, _ in body(values) }
  }

  /// Of a strict function one of whose arguments is a regular expression: what its matches cost,
  /// the statement bears.
  init(
    _ name: String, usage: String, _ summary: String, takes parameters: [ParameterSchema],
    optional: Int = 0, returns result: FunctionSchema.Result, patternParameter: Int,
    body: @escaping Body
  ) {
    self.init(
      FunctionSchema(
        name, usage: usage, summary, takes: parameters, optional: optional, returns: result,
        patternParameter: patternParameter), body: body)
  }
}

extension Schema {
  /// The functions of the language, then the source's own, which have no bodies.
  package var scalarFunctions: [ScalarFunction] {
    ScalarFunction.standard + functions.map { ScalarFunction($0) }
  }

  /// The function that has this name, in any case of ASCII letters: the language's, else the
  /// source's.
  package func function(named name: String) -> ScalarFunction? {
    ScalarFunction.named(name)
      ?? functions.first { $0.name.isSame(as: name) }.map { ScalarFunction($0) }
  }
}
