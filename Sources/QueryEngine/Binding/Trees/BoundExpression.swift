package import QueryLanguage
package import Schema
package import Values

/// An expression whose names have been found and whose types have been checked.
///
/// What it is made of stands in `operands` alone, so that whatever walks an expression needs to
/// know no kinds.
package struct BoundExpression: Sendable {
  /// What it does with its operands.
  package var kind: Kind
  /// The expressions that it is made of, in the order in which they are evaluated.
  package var operands: [BoundExpression]
  /// The type of its value, null and denied aside.
  package var type: ValueType
  /// What its value is taken from, or the elements of the list that it is; nil where any may come.
  package var vocabulary: Vocabulary?
  /// Where it stands in the text.
  package var range: SourceRange

  /// An expression of all its parts.
  package init(
    _ kind: Kind, _ operands: [BoundExpression], _ type: ValueType, at range: SourceRange
  ) {
    self.kind = kind
    self.operands = operands
    self.type = type
    self.range = range
  }

  /// One that has no operands.
  package init(_ kind: Kind, _ type: ValueType, at range: SourceRange) {
    self.init(kind, [], type, at: range)
  }

  /// What an expression does, but for its operands. Levels count frames from the innermost outward:
  /// 0 is the row (or group) that the expression is evaluated for, 1 the one around the relation it
  /// stands in, and so on.
  package indirect enum Kind: Sendable {
    case constant(Value)
    case column(ColumnReference)
    /// An expression of the query that has a name, evaluated once for its row or group.
    case shared(SharedReference)
    case groupKey(index: Int, level: Int)
    case groupAggregate(index: Int, level: Int)
    /// `any(files where deleted)`: its operands are those of its aggregate, evaluated one level
    /// further in, in a frame of the relation's row.
    case relationAggregate(RelationPath, AggregateCall)
    /// `parent exists`, `parent is null`, `parent is denied`.
    case relationTest(RelationPath, PostfixTest)
    /// Whatever its operands' values alone decide.
    case operation(Operation)
    /// `x in (select …)`: the operand is x.
    case inQuery(Subquery)
    /// A comparison with a constant that an upper bound may settle: the operand is the comparison.
    /// Only plans have it.
    case boundCheck(BoundCheck)
    /// How much a counter has grown in the window: of the counter now and at the beginning.
    case increase
    /// What such increases come to for a second: of their sum. The time is that between the two
    /// readings of the first counter in it.
    case rate
    /// What a derived column stands for: of its expression.
    case derived(ColumnReference)
  }
}

extension BoundExpression.Kind {
  /// The level of the frame that it refers to, and how the same is made for another level; nil if it
  /// refers to none.
  var placed: (level: Int, at: (Int) -> BoundExpression.Kind)? {
    switch self {
    case .column(let reference):
      (reference.level, { .column(reference.at(level: $0)) })
    case .derived(let reference): (reference.level, { .derived(reference.at(level: $0)) })
    case .shared(let reference):
      reference.level.map { ($0, { .shared(SharedReference(reference.index, $0)) }) }
    case .groupKey(let index, let level): (level, { .groupKey(index: index, level: $0) })
    case .groupAggregate(let index, let level):
      (level, { .groupAggregate(index: index, level: $0) })
    case .relationAggregate(let path, let call):
      (path.level, { .relationAggregate(path.at(level: $0), call) })
    case .relationTest(let path, let test):
      (path.level, { .relationTest(path.at(level: $0), test) })
    case .constant, .operation, .inQuery, .boundCheck, .increase, .rate: nil
    }
  }
}

/// An expression of the query that has a name, by `as` or by a let.
package struct SharedReference: Hashable, Sendable {
  /// Its place among its query's, or its group's.
  package var index: Int
  /// Whose it is.
  package var scope: Scope

  /// The expression of this place.
  package init(_ index: Int, _ scope: Scope) {
    self.index = index
    self.scope = scope
  }

  /// Whose it is.
  package enum Scope: Hashable, Sendable {
    /// The query's whose frame is at this level: of its rows, or in a group of its groups.
    case frame(level: Int)
    /// The group's, as long as its query is being bound.
    case group
  }
}

/// A column of the row at a level, or of the row that to-one relations lead to from there.
package struct ColumnReference: Sendable {
  /// How many frames outward the row is.
  package var level: Int
  /// The to-one relations that lead to the column's row.
  package var path: [RelationSchema]
  /// What is asked of that row.
  package var column: ColumnSchema
  /// When it is asked.
  package var moment: RowMoment

  /// A column at the end of a path.
  package init(
    level: Int, path: [RelationSchema], column: ColumnSchema, moment: RowMoment = .end
  ) {
    self.level = level
    self.path = path
    self.column = column
    self.moment = moment
  }

  /// As they would be written: parent, before, name.
  package var names: [String] {
    RelationPath(level: level, steps: path, moment: moment).names + column.words
  }

  /// `parent.before.name`
  package var text: String { names.joined(separator: ".") }

  /// The same of the row at another level.
  package func at(level: Int) -> ColumnReference {
    var copy = self
    copy.level = level
    return copy
  }
}

/// Which end of the window a row is asked at. Relations are followed at its end in any case.
package enum RowMoment: Hashable, Sendable {
  case end
  /// What was kept of it, as a row of this table, when the window began.
  case beginning(of: String)

  /// Whether it was kept.
  package var isBeginning: Bool { self != .end }
}

/// Relations from the row at a level on. The rows of several to-many relations flow into one.
package struct RelationPath: Sendable {
  /// How many frames outward the row is that it begins at.
  package var level: Int
  /// One relation after the other.
  package var steps: [RelationSchema]
  /// Which end of the window the row at its end is meant of.
  package var moment: RowMoment

  /// A path from the row at a level.
  package init(level: Int, steps: [RelationSchema], moment: RowMoment = .end) {
    self.level = level
    self.steps = steps
    self.moment = moment
  }

  /// As they would be written: parent, before.
  package var names: [String] {
    steps.map(\.name) + (moment.isBeginning ? [NameResolver.before] : [])
  }

  /// The same from the row at another level.
  package func at(level: Int) -> RelationPath {
    var copy = self
    copy.level = level
    return copy
  }
}

/// An aggregate function and how it is called, but for the expressions that it is evaluated of.
package struct AggregateCall: Sendable {
  /// What makes one value of many.
  package var function: AggregateFunction
  /// Values of what stands after the argument.
  package var constants: [Value]
  /// Whether equal values count once.
  package var isDistinct: Bool
  /// Whether its first operand is its argument; `count(*)` and a bare relation have none. An
  /// operand that is not the argument is its filter.
  package var hasArgument: Bool
  /// The text of the call in its canonical form, for headings and notes.
  package var text: String

  /// A call of all its parts.
  package init(
    function: AggregateFunction, constants: [Value], isDistinct: Bool, hasArgument: Bool,
    text: String
  ) {
    self.function = function
    self.constants = constants
    self.isDistinct = isDistinct
    self.hasArgument = hasArgument
    self.text = text
  }
}

/// The query of `x in (select …)`: it sees no outer row, and is run at most once. A class, since
/// each use of it is the same query.
package final class Subquery: Sendable {
  /// Of one column.
  package let query: BoundQuery

  /// The one place where the query is held.
  package init(_ query: BoundQuery) {
    self.query = query
  }
}

/// How a comparison of something expensive with a constant may be settled before it is read.
package struct BoundCheck: Sendable {
  /// What is looked at first.
  package let bound: BoundedExpression
  /// Where `bound operation constant` is true, the comparison comes to `result`.
  package let operation: BinaryOperator
  /// What the bound is compared with.
  package let constant: Value
  /// What the comparison comes to where the bound settles it.
  package let result: Bool

  /// A check of `bound operation constant`.
  package init(
    below bound: BoundedExpression, _ operation: BinaryOperator, _ constant: Value, result: Bool
  ) {
    self.bound = bound
    self.operation = operation
    self.constant = constant
    self.result = result
  }
}

/// What an expression of a column with an upper bound cannot pass. A class, since expressions that
/// hold it are copied often.
package final class BoundedExpression: Sendable {
  /// The column that is expensive to read.
  package let subject: ColumnReference
  /// Its upper bound, as a column of the same row.
  package let bound: ColumnReference
  /// All that reading the bound opens.
  package let accesses: [Access]
  /// The expression with the bound in place of the column.
  package let expression: BoundExpression

  /// An expression with its column's bound in place of the column.
  package init(
    subject: ColumnReference, bound: ColumnReference, accesses: [Access],
    expression: BoundExpression
  ) {
    self.subject = subject
    self.bound = bound
    self.accesses = accesses
    self.expression = expression
  }
}
