/// One thing that a query can do to values, as the binder sees it.
package struct FunctionSchema: Sendable {
  /// As a query calls it, in lower case: `substr`.
  package let name: String
  /// One sentence, with a full stop.
  package let summary: String
  /// For help: `substr(text, from, count)`.
  package let usage: String
  /// In order; the last `optional` of them may be left out.
  package let parameters: [ParameterSchema]
  /// How many of the last parameters may be left out.
  package let optional: Int
  /// Whether the last parameter may be given any number of times.
  package let isVariadic: Bool
  /// How the type of its value follows from those of the arguments.
  package let result: Result
  /// What its value is taken from, where that does not follow from the arguments.
  package let vocabulary: Vocabulary?
  /// A strict function of a denied argument is denied, else of a null one null.
  package let isStrict: Bool
  /// Which arguments are evaluated, and whether the value is the same for every row.
  package let evaluation: Evaluation
  /// Of a greater first argument its value is no less, the others being equal.
  package let isIncreasing: Bool
  /// Which argument is a regular expression: a constant one that is malformed is an error before
  /// anything is read.
  package let patternParameter: Int?

  package init(
    _ name: String, usage: String, _ summary: String, takes parameters: [ParameterSchema],
    optional: Int = 0, isVariadic: Bool = false, returns result: Result,
    vocabulary: Vocabulary? = nil, isStrict: Bool = true,
    evaluation: Evaluation = .plain, isIncreasing: Bool = false, patternParameter: Int? = nil
  ) {
    self.name = name
    self.usage = usage
    self.summary = summary
    self.parameters = parameters
    self.optional = optional
    self.isVariadic = isVariadic
    self.result = result
    self.vocabulary = vocabulary
    self.isStrict = isStrict
    self.evaluation = evaluation
    self.isIncreasing = isIncreasing
    self.patternParameter = patternParameter
  }

  /// What its value depends on, and what is evaluated for it.
  package enum Evaluation: Hashable, Sendable {
    /// Its arguments alone: of constants it is a constant.
    case plain
    /// The snapshot that is asked: `now` is the same wherever a statement says it.
    case ofSnapshot
    /// `coalesce`: evaluates its arguments until one is not null.
    case coalesce
    /// `if`: evaluates the branch that it takes.
    case choice
    /// Its argument at the end of the window less the same at the beginning.
    case delta
    /// What its argument, a counter, has grown by in the window, for a second.
    case rate
    /// A number beside the largest of its column in the answer; a whole column, and nothing within one.
    case bar
  }

  /// The type of its value.
  package enum Result: Hashable, Sendable {
    case type(ValueType)
    /// That of the first argument.
    case first
    /// The one type that the arguments from this one on have in common.
    case unified(from: Int)
  }

  /// The most arguments that a variadic function takes.
  package static let manyArguments = 255

  /// How many arguments it takes.
  package var arity: ClosedRange<Int> {
    parameters.count - optional...(isVariadic ? Self.manyArguments : parameters.count)
  }

  /// What comes of arguments of these types, as many as `arity` allows. The literal null stands for
  /// a value of any type.
  package func resultType(of types: [ValueType]) -> Signature {
    var unified = ValueType.null
    for (index, type) in types.enumerated() {
      let parameter = parameters[min(index, parameters.count - 1)]
      if type != .null, !parameter.accepts(type) {
        return .mismatch(argument: index, expected: parameter.expected)
      }
      guard case .unified(let first) = result, index >= first else { continue }
      guard let both = unified.unified(with: type) else {
        return .mismatch(argument: index, expected: unified.words)
      }
      unified = both
    }
    return .returns(resultType(of: types, unified))
  }

  private func resultType(of types: [ValueType], _ unified: ValueType) -> ValueType {
    switch result {
    case .type(let type): type
    case .first: types.first ?? .null
    case .unified: unified
    }
  }
}

/// What the types of arguments come to.
package enum Signature: Hashable, Sendable {
  case returns(ValueType)
  /// The argument, from 0, and what was expected there: `text`.
  case mismatch(argument: Int, expected: String)
}

/// What an argument has to be.
package enum ParameterSchema: Hashable, Sendable {
  case anything
  case type(ValueType)
  /// A number, with a unit or without.
  case quantity
  /// A quantity or a time: what has a mean.
  case measure
  /// What has an order.
  case ordered
  case list
  /// A list of numbers, with a unit or without.
  case amounts
  /// Text or a list.
  case sequence
  /// Text, a list or a map.
  case countable
  /// Text, or something that holds one number.
  case numeral
  /// Bytes, with the unit or without.
  case bytes
  case test

  /// As a message says it.
  package var expected: String {
    switch self {
    case .anything: "a value"
    case .type(let type): type.words
    case .quantity: "a number, a size, a duration or a rate"
    case .measure: "a number, a size, a duration, a time or a rate"
    case .ordered: "a number, text or something else that has an order"
    case .list: "a list"
    case .amounts: "a list of numbers"
    case .sequence: "text or a list"
    case .countable: "text, a list or a map"
    case .numeral: "text or a number"
    case .bytes: "a size"
    case .test: "a test"
    }
  }

  /// Whether a value of the type may stand there. The literal null may stand anywhere, and is not
  /// asked about.
  package func accepts(_ type: ValueType) -> Bool {
    switch self {
    case .anything: true
    case .type(let own): own == type
    case .quantity: type.isAmount && type != .time && type != .address
    case .measure: type.isAmount && type != .address
    case .ordered: type.isOrdered
    case .list: type.isList
    case .amounts:
      if case .list(let element) = type { element == .null || element.isAmount } else { false }
    case .sequence: type == .text || type.isList
    case .countable: type == .text || type.isCollection
    case .numeral: !type.isCollection
    case .bytes: type == .size || type == .integer
    case .test: type == .boolean
    }
  }
}
