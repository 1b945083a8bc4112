import QueryLanguage
import Schema
import Values

/// An operand as a message speaks of it.
struct OperandDescription {
  /// As it would be written.
  var text: String
  /// Of its value.
  var type: ValueType
  /// If it is a constant.
  var value: Value?
  /// Where the caret would stand.
  var range: SourceRange
  /// Whether it stands there itself, and not by a name.
  var isLiteral = false
  /// How an entry is named, if it is a column that holds a map.
  var entry: ColumnSchema.Entry?

  /// Its type with an article.
  var words: String { type.words }

  /// As a literal of the other's type it would be written so; nil if it cannot be one.
  func hint(beside other: OperandDescription) -> String? {
    switch (other.type, value) {
    case (.duration, .integer), (.duration, .real):
      text.hasPrefix("$") ? nil : "a duration needs its unit: \(text)s"
    case (.size, .duration(let nanoseconds)):
      minutes(nanoseconds).map {
        "'m' is minutes; a size is written \($0)M"
      }
    case (.time, .duration): Diagnostic.timeHint(ago: text)
    case (.time, .integer), (.time, .real): Diagnostic.timeHint
    case (.time, nil) where type == .integer: Diagnostic.timeHint
    case (.text, .integer), (.text, .real), (.text, .size), (.text, .duration), (.text, .boolean):
      other.value == nil ? "text stands in quotes: '\(text)'" : nil
    case (.list, .text): "an element is found by 'in': \(text) in \(other.text)"
    case (let type, .text(let text)) where type != .text:
      Value.reading(text.bytes, as: other.type).map { _ in
        "\(other.words) is written without quotes: \(visible(text.bytes))"
      } ?? literal(meantBy: text, as: type)
        ?? (type == .boolean ? "a boolean is true or false" : nil)
    default: nil
    }
  }

  /// `'5 minutes'`, `'10 MB'`: what it is as a literal.
  private func literal(meantBy text: Text, as type: ValueType) -> String? {
    guard let written = Unit.written(meantBy: text.bytes),
      Value.reading(Array(written.utf8), as: type) != nil
    else { return nil }
    return "\(type.words) is written without quotes: \(written)"
  }

  /// What would make a test of it; nil where nobody knows.
  var hintForTest: String? {
    if isLiteral { return type == .text ? Diagnostic.whatIsTested : nil }
    if type == .text { return "whether it is there is asked by: \(text) exists" }
    if type == .integer || type == .real || type == .size {
      return "a test compares it: \(text) > 0"
    }
    return type.isCollection ? "whether it has any is asked by: length(\(text)) > 0" : nil
  }

  /// The number before the unit, if the duration was written in minutes.
  private func minutes(_ nanoseconds: Int64) -> Int64? {
    let (count, rest) = nanoseconds.quotientAndRemainder(dividingBy: 60_000_000_000)
    return rest == 0 && range.upper - range.lower == "\(count)m".utf8.count ? count : nil
  }
}

extension ExpressionBinder {
  /// What an operator makes of two operands that it means nothing for.
  func mismatch(
    _ operation: BinaryOperator, _ left: OperandDescription, _ right: OperandDescription,
    hint: String?
  ) -> Diagnostic {
    for operand in [left, right] {
      if case .map = operand.type { return .mapAlone(operand) }
    }
    if let quoted = quotedName(operation, left, right) { return quoted }
    let isLeft = operation.isCulprit(left, beside: right)
    let (culprit, other) = isLeft ? (left, right) : (right, left)
    for operand in [left, right] where operand.isLiteral {
      guard case .text(let text) = operand.value, let hint = self.hint(forGivenName: text.bytes)
      else {
        continue
      }
      return .mismatch(operation, left, right, culprit: operand, hint: hint)
    }
    let hint =
      hintForNumberedName(operation, left, right) ?? hintForRate(operation, left, right)
      ?? culprit.hint(beside: operation.partner(of: other))
      ?? hintForNamedNumber(operation, left, right) ?? hint
    return .mismatch(
      operation, left, right, culprit: culprit,
      hint: operation.hintForNumber(in: left, right, or: hint) ?? hint)
  }

  /// `uid = 'root'`: the names of what a number stands for are a column of their own.
  private func hintForNamedNumber(
    _ operation: BinaryOperator, _ left: OperandDescription, _ right: OperandDescription
  ) -> String? {
    guard operation.family == .equality else { return nil }
    for (column, other) in [(left, right), (right, left)]
    where column.type == .integer && column.value == nil && other.type == .text {
      guard let names = schema.foreign.namesOfNumbers.row(of: column.text.folded)?.meanings.first,
        other.text != "'\(names)'"
      else { continue }
      return Diagnostic.didYouMean(
        "\(names) = " + (other.value == nil ? "'\(other.text)'" : other.text))
    }
    return nil
  }

  /// `user = 0`
  private func hintForNumberedName(
    _ operation: BinaryOperator, _ left: OperandDescription, _ right: OperandDescription
  ) -> String? {
    guard operation.family == .equality else { return nil }
    for (column, other) in [(left, right), (right, left)]
    where column.type == .text && column.value == nil {
      guard case .integer = other.value,
        let numbers = schema.foreign.namesOfNumbers.rows.first(where: {
          $0.meanings.contains(column.text.folded)
        })?.names.first
      else { continue }
      return Diagnostic.didYouMean("\(numbers) = \(other.text)")
    }
    return nil
  }

  /// `1M/s`: a second is a duration, and needs its number.
  private func hintForRate(
    _ operation: BinaryOperator, _ left: OperandDescription, _ right: OperandDescription
  ) -> String? {
    let units = ["s", "sec", "second", "seconds", "ms", "m", "min", "minute", "h", "hour"]
    guard operation == .divide, left.isLiteral, units.contains(right.text.folded),
      let unit = Unit.meant(by: right.text)
    else { return nil }
    return "a rate is written \(left.text) / 1\(unit.spelling)"
  }

  /// What to say where an operand is the name of a column in quotes, and the column would do.
  private func quotedName(
    _ operation: BinaryOperator, _ left: OperandDescription, _ right: OperandDescription
  ) -> Diagnostic? {
    func types(_ operand: OperandDescription) -> (name: [UInt8], type: ValueType)? {
      guard case .text(let text) = operand.value, operand.isLiteral,
        let column = column(named: text.bytes)
      else { return nil }
      return (text.bytes, column.type)
    }
    let named = (types(left), types(right))
    let result = Operators.result(
      of: operation, named.0?.type ?? left.type, named.1?.type ?? right.type)
    guard let name = named.0?.name ?? named.1?.name, case .returns = result else { return nil }
    return .mismatch(
      operation, left, right, culprit: named.0 == nil ? right : left,
      hint: Diagnostic.columnWithoutQuotes(name))
  }

  /// What to say of a branch beside those before it, which are of this type.
  func branchMismatch(
    _ branch: OperandDescription, _ type: ValueType, _ noun: String
  ) -> Diagnostic {
    if case .map = branch.type { return .mapAlone(branch) }
    let others = OperandDescription(text: "", type: type, value: nil, range: branch.range)
    return .branchMismatch(branch, noun, expected: type, hint: branch.hint(beside: others))
  }

  /// What to say of an argument that a function does not take.
  func wrongArgument(
    _ function: String, _ expected: String, _ argument: OperandDescription
  ) -> Diagnostic {
    if case .map = argument.type { return .mapAlone(argument) }
    var wrong = Diagnostic.wrongArgument(function, expected, found: argument)
    if argument.isLiteral, case .text(let text) = argument.value, column(named: text.bytes) != nil {
      wrong.hint = Diagnostic.columnWithoutQuotes(text.bytes)
    }
    return wrong
  }

  /// What to say of what `in` does not take.
  func notACollection(_ operand: OperandDescription) -> Diagnostic {
    .notACollection(operand)
  }
}

extension BinaryOperator {
  /// The operand that the one beside it should suit: what is added to a time is a duration.
  fileprivate func partner(of operand: OperandDescription) -> OperandDescription {
    guard self == .add || self == .subtract, operand.type == .time else { return operand }
    var duration = operand
    duration.type = .duration
    return duration
  }

  /// Text beside a number may hold one, as variables do. What is compared for equality may as well
  /// be written as text; what is calculated with may not.
  fileprivate func hintForNumber(
    in left: OperandDescription, _ right: OperandDescription, or hint: String?
  ) -> String? {
    let (text, number) = left.type == .text ? (left, right) : (right, left)
    guard text.type == .text, text.value == nil, number.type == .integer || number.type == .real
    else { return nil }
    let reading = "number(\(text.text)) reads a number"
    switch family {
    case .ordering: return hint.map { "\($0), \(reading)" } ?? reading
    case .arithmetic: return reading
    case .logic, .equality, .matching, .containment, .concatenation: return nil
    }
  }

  /// Whether the caret belongs under the left operand: only it is of no use to the operator, or
  /// only it is a constant that could be written otherwise.
  fileprivate func isCulprit(
    _ left: OperandDescription, beside right: OperandDescription
  ) -> Bool {
    switch family {
    case .matching: left.type != .text
    case .concatenation:
      // Where neither is text, the boolean shows that 'or' is meant.
      left.type != .text && (left.type == .boolean || right.type != .boolean)
    case .logic, .equality, .ordering, .containment, .arithmetic:
      left.value != nil && right.value == nil
    }
  }
}

extension Expression {
  fileprivate var isLiteral: Bool {
    if case .literal = kind { true } else { false }
  }
}

extension BoundExpression {
  /// As messages speak of it, in the words of the text.
  func described(as syntax: Expression) -> OperandDescription {
    var entry: ColumnSchema.Entry?
    if case .column(let reference) = kind { entry = reference.column.entry }
    return OperandDescription(
      text: canonicalText(of: syntax), type: type, value: constant, range: syntax.range,
      isLiteral: syntax.isLiteral, entry: entry)
  }
}
