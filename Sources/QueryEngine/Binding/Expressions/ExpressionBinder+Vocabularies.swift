import QueryLanguage
import Schema
import Values

/// One side of a comparison.
struct Operand {
  /// What is compared.
  let bound: BoundExpression
  /// As it was written; nil of a query's column.
  let syntax: Expression?
  /// Where it stands.
  let range: SourceRange
  /// What a message calls it.
  private let makeText: () -> String

  /// What was written.
  init(_ bound: BoundExpression, _ syntax: Expression) {
    self.bound = bound
    self.syntax = syntax
    range = syntax.range
    makeText = { canonicalText(of: syntax) }
  }

  /// What a query gives.
  init(_ bound: BoundExpression, text: String, _ range: SourceRange) {
    self.bound = bound
    syntax = nil
    self.range = range
    makeText = { text }
  }

  /// What a message calls it.
  var text: String { makeText() }

  /// The text that it is in quotes; nil if it is none.
  var literal: [UInt8]? {
    if case .literal(.text(let bytes)) = syntax?.kind { bytes } else { nil }
  }

  /// The column's name that it is and nothing else.
  var bareName: String? {
    guard case .column = bound.kind, let names = syntax?.pureNames, names.count == 1 else {
      return nil
    }
    return names[0].text
  }
}

// Words that a value never is are errors, and what is likely meant otherwise is warned of.
extension ExpressionBinder {
  /// Looks at a comparison whose types are right.
  func check(
    _ operation: BinaryOperator, _ left: Operand, _ right: Operand
  ) throws(BindingFailure) {
    switch operation.family {
    case .equality:
      try checkWord(right, of: left)
      try checkWord(left, of: right)
      warnOfBareName(right, beside: left)
      warnOfBareName(left, beside: right)
    case .containment where left.bound.type.isList:
      try checkWord(right, of: left)
      warnOfBareName(right, beside: left)
    case .matching: warnOfBareName(right, beside: left)
    case .ordering, .containment: break
    case .logic, .concatenation, .arithmetic: return
    }
    if left.literal != nil, right.literal != nil, !warnOfQuotedName(left) {
      warnOfQuotedName(right)
    }
  }

  private func checkWord(_ word: Operand, of subject: Operand) throws(BindingFailure) {
    guard let vocabulary = subject.bound.vocabulary,
      case .text(let text) = knownValue(of: word.bound), !vocabulary.holds(text.bytes)
    else { return }
    let hint = vocabulary.hint(for: text, insteadOf: subject)
    switch vocabulary {
    case .closed: throw .wrong(.neverSo(subject, text, at: word.range, hint: hint))
    case .open: warn(.hardlySo(subject, text, at: word.range, hint: hint))
    case .names, .numbers: break
    }
  }

  /// The value of what is the same for every row, by whatever name.
  private func knownValue(of expression: BoundExpression) -> Value? {
    guard case .shared(let reference) = expression.kind else { return expression.constantValue }
    return query?.named[reference].expression.constantValue
  }

  // MARK: - Warnings

  /// Warns, unless it is in a let that is used: that was told where the let stands.
  func warn(_ warning: Diagnostic) {
    if letLimit == environment.lets.count { environment.warnings.add(warning) }
  }

  /// `user = root`, where root is the directory that the process sees as /.
  private func warnOfBareName(_ operand: Operand, beside other: Operand) {
    guard other.bound.vocabulary == .names, operand.bound.vocabulary != .names,
      let name = operand.bareName, environment.isNameOfUser(name)
    else { return }
    warn(.bareName(name, at: operand.range))
  }

  /// Warns of text that has a column's name and stands where the column is likely meant; whether
  /// it does.
  @discardableResult
  private func warnOfQuotedName(_ operand: Operand) -> Bool {
    guard let syntax = operand.syntax else { return false }
    return warnOfQuotedName(syntax)
  }

  /// The same of what stands alone: an item, a key, an argument.
  @discardableResult
  func warnOfQuotedName(_ syntax: Expression) -> Bool {
    guard case .literal(.text(let bytes)) = syntax.kind else { return false }
    if column(named: bytes) != nil {
      warn(.quotedName(bytes, at: syntax.range, hint: Diagnostic.columnWithoutQuotes(bytes)))
    } else if let hint = hint(forGivenName: bytes) {
      warn(.quotedName(bytes, at: syntax.range, hint: hint))
    } else {
      return false
    }
    return true
  }

  /// How a name given by `as` is written, if the bytes are one and names are looked for here.
  func hint(forGivenName bytes: [UInt8]) -> String? {
    guard place.refersToItems,
      let index = query?.item(named: String(decoding: bytes, as: UTF8.self))
    else { return nil }
    return query?.name(ofItem: index).map(Diagnostic.givenName)
  }

  /// The column that the bytes are a name of here.
  func column(named bytes: [UInt8]) -> ColumnSchema? {
    let name = String(decoding: bytes, as: UTF8.self)
    return frames.last?.rows.lazy.compactMap { $0.table.column(named: name, orAlias: true) }.first
  }
}

// MARK: - What a value is taken from

extension Vocabulary {
  /// Of a value that is one of these; nil where any may come. A known text adds itself, and a known
  /// number is read as those beside it.
  static func ofOne(among branches: some Sequence<BoundExpression>) -> Vocabulary? {
    var joined: Vocabulary?
    var texts: [String] = []
    for branch in branches where branch.type != .null {
      if let vocabulary = branch.vocabulary {
        guard let both = joined.map({ $0.joined(with: vocabulary) }) ?? vocabulary else {
          return nil
        }
        joined = both
      } else {
        guard let value = branch.constantValue else { return nil }
        if case .text(let text) = value {
          texts.append(String(decoding: text.bytes, as: UTF8.self))
        }
      }
    }
    return joined?.adding(texts)
  }
}

extension FunctionSchema {
  /// What its value is taken from.
  func vocabulary(of arguments: [BoundExpression]) -> Vocabulary? {
    switch result {
    case .type: vocabulary
    // Whoever says to how many digits a percentage is rounded is shown them.
    // A text that is turned round is another word.
    case .first:
      arguments.count == 1 && arguments.first?.type != .text ? arguments.first?.vocabulary : nil
    case .unified(let first): .ofOne(among: arguments.dropFirst(first))
    }
  }
}

extension BoundAggregate {
  /// What its value is taken from, or the elements of the list that it is.
  var vocabulary: Vocabulary? {
    switch call.function.schema.result {
    case .argument, .list, .mean, .deviation: argument?.vocabulary
    case .type: nil
    }
  }
}
