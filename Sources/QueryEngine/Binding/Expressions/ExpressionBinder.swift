import QueryLanguage
import Schema
import Values

/// What binding looks things up in.
struct BindingEnvironment {
  /// What the source declares.
  let schema: Schema
  /// What the scripts have named so far.
  var lets = LetDefinitions()
  /// What the scripts have declared, and the values from outside.
  var parameters = Parameters()
  /// Whether the machine calls a user or a group so.
  var isNameOfUser: @Sendable (String) -> Bool = { _ in false }
  /// How much may still be bound; of the script in hand.
  var budget = BindingBudget(forTextOf: 0)
  /// What may be meant otherwise; of the script in hand.
  var warnings = Warnings()
  /// The stretch of time that the statement in hand is about.
  var window = StatementWindow()
  /// Whether the source holds moments that have passed.
  var hasPast = false
  /// The latest time that the source's clock has shown, in nanoseconds since 1970; nil where it holds no
  /// moment. It is asked only where a statement names a time of day.
  var end: @Sendable () -> Int64? = { nil }
  /// What can be done to the source's rows. It is asked only where a statement acts.
  var actions: @Sendable () -> OfferedActions = {
    .refused(because: "nothing can be done to its rows")
  }
}

/// Where an expression stands, which decides what its names and aggregates may mean.
enum ExpressionPlace {
  case select
  case filter
  case groupKey
  case having
  case order
  /// The argument of an aggregate over the group, or the test inside it.
  case aggregate
  /// The argument of an aggregate over a relation, or the test inside it.
  case relation
  /// No row is there: after this word.
  case constant(String)
  /// A let that is looked at before it is used, for whatever rows.
  case definition

  /// Whether an aggregate over the group may stand here.
  var allowsAggregates: Bool {
    switch self {
    case .select, .having, .order, .definition: true
    case .filter, .groupKey, .aggregate, .relation, .constant: false
    }
  }

  /// Whether what stands here is likely to speak of the query's items.
  var refersToItems: Bool {
    switch self {
    case .groupKey, .having, .order: true
    default: false
    }
  }

  /// Rows or groups are tested here.
  var isOfTest: Bool {
    switch self {
    case .filter, .having: true
    case .select, .groupKey, .order, .aggregate, .relation, .constant, .definition: false
    }
  }

  /// A name given by `as` is stronger than a column here; elsewhere it is the other way round.
  var prefersItemNames: Bool {
    switch self {
    case .having, .order: true
    default: false
    }
  }
}

/// Finds what the names of an expression mean, and the types of its operands.
struct ExpressionBinder {
  /// What is known besides the query itself.
  let environment: BindingEnvironment
  /// The query that the expression is a part of. Nil for constants and for a let before its use.
  let query: QueryBinder?
  /// The rows around, the innermost last. None for constants.
  var frames: [NameFrame]
  /// Where the expression stands.
  var place: ExpressionPlace
  /// How many of the lets may be used.
  var letLimit: Int
  /// In the argument of an aggregate over a relation: the path that leads to its rows.
  var argument: ArgumentPath?
  /// In the argument of a function of a window, or of the column that it stands for: what it is called.
  var change: String?

  /// Of the source that is asked.
  var schema: Schema { environment.schema }

  /// A let is looked at before its use, or a part of it.
  var isDefinition: Bool { query == nil && !frames.isEmpty }

  /// Finds names in the rows around.
  var resolver: NameResolver { NameResolver(schema: schema, frames: frames) }

  /// Binds an expression of any kind.
  func bind(_ expression: Expression) throws(BindingFailure) -> BoundExpression {
    try environment.budget.enter(at: expression.range)
    defer { environment.budget.leave() }
    let range = expression.range
    switch expression.kind {
    case .literal(let literal):
      return .constant(Value(literal), literal.type, at: range)
    case .parameter(let name): return try bindParameter(name, at: range)
    case .name, .member, .element: return try bindAccess(expression)
    case .unary(.not, let operand):
      return .operation(.not, [try bindTest(operand, of: "not")], at: range)
    case .unary(.negate, let operand): return try bindNegation(of: operand, at: range)
    case .binary: return try bindOperation(expression)
    case .between(let operand, let negated, let low, let high):
      let test = try bindBetween(operand, low, high, at: range)
      return negated ? test.negated : test
    case .membership(let operand, let negated, let membership):
      let test = try bindMembership(operand, membership, at: range)
      return negated ? test.negated : test
    case .test(let operand, let test, let negated):
      let test = try bindPostfixTest(operand, test, at: range)
      return negated ? test.negated : test
    case .call(let call): return try bindCall(call, of: expression)
    case .choice(let choice): return try bindCase(choice, at: range)
    case .list(let elements): return try bindList(elements, at: range)
    }
  }

  /// Binds what must be true or false: the operand of `word`.
  func bindTest(_ expression: Expression, of word: String) throws(BindingFailure) -> BoundExpression
  {
    let test = try bind(expression)
    try checkTest(test, expression, of: word)
    return test
  }

  /// Throws unless what was bound can be true or false.
  func checkTest(
    _ test: BoundExpression, _ syntax: Expression, of word: String
  ) throws(BindingFailure) {
    guard test.type != .boolean && test.type != .null else { return }
    throw .wrong(.notATest(test.described(as: syntax), after: word, at: syntax.range))
  }

  private func bindParameter(
    _ name: Name, at range: SourceRange
  ) throws(BindingFailure) -> BoundExpression {
    switch environment.parameters.lookup(name.text) {
    case .broken: throw .reportedElsewhere
    case .unknown:
      throw .wrong(
        environment.parameters.isComing(name.text)
          ? .parameterComesLater(name, at: range)
          : .unknownParameter(name, known: environment.parameters.names, at: range))
    case .found(let parameter):
      try environment.budget.spend(parameter.weight, at: range)
      var expression = parameter.expression
      expression.range = range
      return expression
    }
  }

  /// Another binder for an expression that stands elsewhere in the same rows.
  func moved(to place: ExpressionPlace) -> ExpressionBinder {
    var binder = self
    binder.place = place
    binder.argument = nil
    return binder
  }
}
