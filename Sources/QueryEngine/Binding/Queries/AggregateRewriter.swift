import QueryLanguage
import Schema

/// Turns expressions of a row into expressions of a group: what is a key becomes a reference to
/// the key; what is left of the row is a mistake.
struct AggregateRewriter {
  /// Of the query whose expressions they are.
  let binder: QueryBinder
  /// Which key has which number.
  let keys: [Int: Int]
  /// The group's shared expressions, as far as they have been met.
  private(set) var shared: [SharedExpression] = []
  private var known: [Original: Outcome] = [:]

  /// Which of the shared expressions one was before it was rewritten.
  private enum Original: Hashable {
    case row(Int)
    case group(Int)
  }

  /// What rewriting an expression came to.
  struct Outcome {
    /// What is evaluated of the group.
    var expression: BoundExpression
    /// Of the expression as it was.
    var number: Int
    /// The first part that belongs to a single row.
    var ungrouped: UngroupedReference?
  }

  /// Something that only a single row can tell, where a group is asked.
  struct UngroupedReference {
    /// As an error names it: the path of a column.
    var text: String
    /// It is a column of the row, or of one that it leads to.
    var isColumn: Bool
    /// It is an aggregate over the rows that a relation leads to.
    var isAggregate: Bool
    /// Where it stands in the query.
    var range: SourceRange
  }

  init(_ binder: QueryBinder, keys: [BoundKey]) {
    self.binder = binder
    var indices: [Int: Int] = [:]
    for (index, key) in keys.enumerated() {
      let number = binder.number(of: key.expression)
      if indices[number] == nil { indices[number] = index }
    }
    self.keys = indices
  }

  /// The expression as the group sees it; an error if a part of it belongs to a single row.
  mutating func rewrite(
    _ expression: BoundExpression
  ) throws(BindingFailure) -> BoundExpression {
    let outcome = outcome(of: expression)
    if let ungrouped = outcome.ungrouped {
      throw .wrong(
        .neitherKeyNorAggregate(
          ungrouped.text, hint: hint(for: ungrouped), at: ungrouped.range))
    }
    return outcome.expression
  }

  /// What would likely make a key of it, or what else is meant.
  private func hint(for ungrouped: UngroupedReference) -> String {
    let isGrouped = binder.syntax.group != nil
    let items = binder.syntax.select?.items ?? []
    if items.contains(where: { $0.range == ungrouped.range && !$0.isExpression }) {
      return "'*' is of single rows: name the keys of the group instead"
    }
    if ungrouped.isAggregate {
      return isGrouped && binder.aggregates.isEmpty
        ? "it is of each row already: leave out 'group by'"
        : "it is of each row: sum(\(ungrouped.text)) is of all of them"
    }
    guard isGrouped else {
      let columns = items.compactMap(\.textOfColumn)
      let keys = columns.contains(ungrouped.text) ? columns : [ungrouped.text]
      return "add: group by \(keys.joined(separator: ", "))"
    }
    let one = ungrouped.isColumn ? ", or take one of the group: max(\(ungrouped.text))" : ""
    return "add it to 'group by'" + one
  }

  private mutating func outcome(of expression: BoundExpression) -> Outcome {
    if case .shared(let reference) = expression.kind { return outcome(of: reference, expression) }
    if let text = expression.kind.textOfRow {
      return keyed(
        expression, binder.number(of: expression),
        ungrouped: UngroupedReference(
          text: text, isColumn: expression.kind.isColumn,
          isAggregate: expression.kind.isOfRelation, range: expression.range))
    }
    var numbers: [Int] = []
    var ungrouped: UngroupedReference?
    var rewritten = expression
    for index in expression.operands.indices {
      let outcome = outcome(of: expression.operands[index])
      numbers.append(outcome.number)
      ungrouped = ungrouped ?? outcome.ungrouped
      rewritten.operands[index] = outcome.expression
    }
    return keyed(rewritten, binder.number(of: expression, numbers), ungrouped: ungrouped)
  }

  private func keyed(
    _ expression: BoundExpression, _ number: Int, ungrouped: UngroupedReference?
  ) -> Outcome {
    guard let key = keys[number] else {
      return Outcome(expression: expression, number: number, ungrouped: ungrouped)
    }
    let reference = BoundExpression(
      .groupKey(index: key, level: 0), expression.type, at: expression.range
    ).taken(from: expression.vocabulary)
    return Outcome(expression: reference, number: number, ungrouped: nil)
  }

  /// A shared expression of the row becomes one of the group, unless it is a key.
  private mutating func outcome(
    of reference: SharedReference, _ expression: BoundExpression
  ) -> Outcome {
    let shared = binder.named[reference]
    let original =
      switch reference.scope {
      case .group: Original.group(reference.index)
      case .frame: Original.row(reference.index)
      }
    var outcome = known[original] ?? outcome(of: shared, original)
    outcome.expression.range = expression.range
    // What a let names stands elsewhere in the text, perhaps in another.
    if case .letDefinition = shared.name { outcome.ungrouped?.range = expression.range }
    return outcome
  }

  private mutating func outcome(
    of definition: NamedExpressions.Shared, _ original: Original
  ) -> Outcome {
    var outcome = outcome(of: definition.expression)
    if case .groupKey = outcome.expression.kind {
      known[original] = outcome
      return outcome
    }
    if outcome.ungrouped == nil {
      shared.append(SharedExpression(name: definition.text, expression: outcome.expression))
      outcome.expression = BoundExpression(
        .shared(SharedReference(shared.count - 1, 0)), outcome.expression.type,
        at: outcome.expression.range
      ).taken(from: outcome.expression.vocabulary)
    }
    known[original] = outcome
    return outcome
  }
}

extension SelectItem {
  fileprivate var isExpression: Bool {
    if case .expression = kind { true } else { false }
  }

  /// Of an item that is a column and nothing else.
  fileprivate var textOfColumn: String? {
    guard case .expression(let expression, _) = kind, expression.pureNames != nil else {
      return nil
    }
    return canonicalText(of: expression)
  }
}

extension BoundExpression.Kind {
  /// The text of what only a single row can tell; nil for everything else. Names are looked into
  /// before; what else refers to a frame and is not of a group refers to a row.
  fileprivate var textOfRow: String? {
    if isOfGroup { return nil }
    return switch self {
    case .column(let reference), .derived(let reference): reference.text
    case .relationAggregate(_, let call): call.text
    case .relationTest(let path, _): path.text
    default: placed.map { _ in "this" }
    }
  }

  fileprivate var isColumn: Bool {
    switch self {
    case .column, .derived: true
    case _: false
    }
  }

  fileprivate var isOfRelation: Bool {
    if case .relationAggregate = self { true } else { false }
  }

  private var isOfGroup: Bool {
    if case .groupKey = self { true } else if case .groupAggregate = self { true } else { false }
  }
}

extension QueryBinder {
  /// Makes the query one of groups: its outputs, its order and `having` see keys and aggregates.
  func group(
    _ query: inout BoundQuery, by keys: [BoundKey], having: BoundExpression?
  ) throws(BindingFailure) {
    var rewriter = AggregateRewriter(self, keys: keys)
    for index in query.outputs.indices {
      query.outputs[index].expression = try rewriter.rewrite(query.outputs[index].expression)
    }
    for index in query.order.indices {
      query.order[index].expression = try rewriter.rewrite(query.order[index].expression)
    }
    let test: BoundExpression? =
      if let having { try rewriter.rewrite(having) } else { nil }
    query.grouping = Grouping(
      keys: keys.map(\.expression), aggregates: aggregates, having: test, shared: rewriter.shared)
  }
}
