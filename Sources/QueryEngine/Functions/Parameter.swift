/// What an argument has to be, and how a message says so.
struct Parameter: Sendable {
  let expected: String
  let accepts: @Sendable (ValueType) -> Bool

  init(_ expected: String, accepts: @escaping @Sendable (ValueType) -> Bool) {
    self.expected = expected
    self.accepts = accepts
  }

  private init(_ type: ValueType) {
    self.init(type.words) { $0 == type }
  }

  static let text = Parameter(.text)
  static let integer = Parameter(.integer)
  static let boolean = Parameter(.boolean)
  static let anything = Parameter("a value") { _ in true }

  /// A number, with a unit or without.
  static let quantity = Parameter("a number, a size, a duration or a rate") { type in
    switch type {
    case .integer, .real, .size, .duration, .byteRate, .countRate: true
    case .null, .boolean, .time, .address, .text, .list, .map: false
    }
  }

  static let ordered = Parameter("a number, text or something else that has an order") {
    $0.isOrdered
  }

  static let list = Parameter("a list") { type in
    if case .list = type { true } else { false }
  }

  static let hasLength = Parameter("text, a list or a map") { type in
    switch type {
    case .text, .list, .map: true
    case .null, .boolean, .integer, .real, .size, .duration, .time, .address, .byteRate,
      .countRate:
      false
    }
  }

  /// What holds one number, or may say one.
  static let numeral = Parameter("text or a number") { type in
    switch type {
    case .list, .map: false
    case .null, .boolean, .integer, .real, .size, .duration, .time, .address, .text, .byteRate,
      .countRate:
      true
    }
  }
}

extension Function {
  /// A strict function of these parameters, the last ones of which may be left out, with a result
  /// of one type. Null stands for a value of any type.
  init(
    _ name: String, usage: String, _ summary: String, takes parameters: [Parameter],
    optional: Int = 0, returns type: ValueType,
    evaluate: @escaping @Sendable ([Value]) -> Value
  ) {
    self.init(
      name, usage: usage, summary, takes: parameters, optional: optional, typed: { _ in type },
      evaluate: evaluate)
  }

  /// Likewise, with a result whose type depends on the arguments'.
  init(
    _ name: String, usage: String, _ summary: String, takes parameters: [Parameter],
    optional: Int = 0,
    typed: @escaping @Sendable ([ValueType]) -> ValueType,
    evaluate: @escaping @Sendable ([Value]) -> Value
  ) {
    self.init(
      name, usage: usage, summary, arity: parameters.count - optional...parameters.count,
      resultType: parameters.signature(typed), evaluate: evaluate)
  }

  /// Likewise, where one of the arguments is a pattern.
  init(
    _ name: String, usage: String, _ summary: String, takes parameters: [Parameter],
    optional: Int = 0, returns type: ValueType, patternArgument: Int,
    match: @escaping @Sendable ([Value], StatementPatterns) -> Value
  ) {
    self.init(
      name, usage: usage, summary, arity: parameters.count - optional...parameters.count,
      patternArgument: patternArgument, resultType: parameters.signature { _ in type },
      match: match)
  }
}

extension [Parameter] {
  /// Arguments that these accept, and the type that comes of theirs.
  fileprivate func signature(
    _ typed: @escaping @Sendable ([ValueType]) -> ValueType
  ) -> @Sendable ([ValueType]) -> Function.Signature {
    { types in
      for (index, (type, parameter)) in zip(types, self).enumerated()
      where type != .null && !parameter.accepts(type) {
        return .mismatch(argument: index, expected: parameter.expected)
      }
      return .returns(typed(types))
    }
  }
}

// What the signatures promise: an argument of another type reads as nothing.
extension [Value] {
  func text(_ index: Int) -> Text {
    if index < count, case .text(let text) = self[index] { text } else { Text(bytes: []) }
  }

  /// Nil where the argument was left out.
  func integer(_ index: Int) -> Int64? {
    if index < count, case .integer(let number) = self[index] { number } else { nil }
  }

  func list(_ index: Int) -> [Value] {
    if index < count, case .list(let elements) = self[index] { elements } else { [] }
  }
}
