/// A word that names something, without its backticks.
///
/// Names are equal if both text and range are. The binder decides what a name refers to: columns,
/// sources and functions in any case, map keys exactly.
package struct Name: Hashable, Sendable {
  /// As it was written, backticks resolved.
  package var text: String
  /// Where the name stands, its backticks included.
  package var range: SourceRange

  package init(_ text: String, at range: SourceRange) {
    self.text = text
    self.range = range
  }
}

/// A tree of operators, names and constants, with the text it came from.
package struct Expression: Hashable, Sendable {
  /// What the expression is.
  package var kind: Kind
  /// Where the expression stands, the parentheses around it included.
  package var range: SourceRange

  package init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }

  /// The kinds of expression, each with its operands.
  package indirect enum Kind: Hashable, Sendable {
    case literal(Literal)
    /// `$n`
    case parameter(Name)
    /// `uss`
    case name(Name)
    /// `parent.name`, `env.HOME`, `count(children.files)`
    case member(Expression, Name)
    /// `cmdline[0]`, `env['odd name']`
    case element(Expression, Expression)
    case unary(UnaryOperator, Expression)
    case binary(BinaryOperation)
    /// `x [not] between low and high`
    case between(Expression, negated: Bool, low: Expression, high: Expression)
    /// `x [not] in …`
    case membership(Expression, negated: Bool, Membership)
    /// `x is [not] null`, `x is [not] denied`, `x [not] exists`
    case test(Expression, PostfixTest, negated: Bool)
    case call(Call)
    case choice(CaseExpression)
    /// `[x, y]`: its elements, one at least.
    case list([Expression])
  }
}

/// A constant as it was written, its unit applied.
package enum Literal: Hashable, Sendable {
  case null
  case boolean(Bool)
  /// Without its sign, which is an operator; only -9223372036854775808, whose magnitude is no
  /// Int64, is one literal with its sign.
  case integer(Int64)
  /// A hexadecimal integer above `Int64.max`: `0xffffffffff600000`, where `[vsyscall]` lies.
  case address(UInt64)
  case real(Double)
  /// Bytes.
  case size(Int64)
  /// Nanoseconds.
  case duration(Int64)
  /// The bytes between the quotes, escapes resolved; they need not be UTF-8.
  case text([UInt8])
}

/// The operators that stand before their operand.
package enum UnaryOperator: Hashable, Sendable {
  case not
  case negate
}

/// Every operator that stands between two operands. `not like` and its kin are `like` negated.
@usableFromInline
package enum BinaryOperator: Hashable, Sendable, CaseIterable {
  case or, and
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  case like, ilike, glob, contains
  case match, notMatch, matchInsensitive, notMatchInsensitive
  case concatenate
  case add, subtract
  case multiply, divide, remainder
}

/// Two operands with an operator between them.
package struct BinaryOperation: Hashable, Sendable {
  /// The operator, without a `not` before it.
  package var operation: BinaryOperator
  /// Only `like`, `ilike`, `glob` and `contains` can be negated by a `not` before them.
  package var negated: Bool
  /// The operand before the operator.
  package var left: Expression
  /// The operand behind the operator.
  package var right: Expression
  /// Where the operator itself stands.
  package var operatorRange: SourceRange

  package init(
    _ operation: BinaryOperator, negated: Bool = false, left: Expression, right: Expression,
    operatorRange: SourceRange
  ) {
    self.operation = operation
    self.negated = negated
    self.left = left
    self.right = right
    self.operatorRange = operatorRange
  }
}

/// What may stand after `in`.
package enum Membership: Hashable, Sendable {
  case values([Expression])
  case query(Query)
  /// A list's elements, a map's names.
  case collection(Expression)
}

/// The tests that stand behind their operand.
package enum PostfixTest: Hashable, Sendable {
  case null
  case denied
  case exists

  /// As it stands behind an operand.
  package var words: String {
    switch self {
    case .null: "is null"
    case .denied: "is denied"
    case .exists: "exists"
    }
  }
}

/// `lower(name)`, `count(*)`, `count(distinct user)`, `any(files where deleted)`.
///
/// Whether it is a function or an aggregate is the binder's to say.
package struct Call: Hashable, Sendable {
  /// The function or aggregate that is called.
  package var name: Name
  /// Whether `distinct` stands before the arguments.
  package var distinct: Bool
  /// What stands between the parentheses, before `where`.
  package var arguments: Arguments
  /// The test inside the parentheses, only an aggregate's.
  package var filter: Expression?

  package init(name: Name, distinct: Bool = false, arguments: Arguments, filter: Expression? = nil)
  {
    self.name = name
    self.distinct = distinct
    self.arguments = arguments
    self.filter = filter
  }

  /// The arguments of a call.
  package enum Arguments: Hashable, Sendable {
    case star
    case expressions([Expression])
  }
}

/// Both forms of `case`: with a subject, and without.
package struct CaseExpression: Hashable, Sendable {
  /// What the branches' tests are compared with; nil in the form of tests.
  package var subject: Expression?
  /// The branches in their order, one at least.
  package var branches: [Branch]
  /// The value behind `else`; nil means null.
  package var otherwise: Expression?

  package init(subject: Expression?, branches: [Branch], otherwise: Expression?) {
    self.subject = subject
    self.branches = branches
    self.otherwise = otherwise
  }

  /// `when TEST then RESULT`.
  package struct Branch: Hashable, Sendable {
    /// A test, or a value that the subject is compared with.
    package var test: Expression
    /// The value of the choice if the test holds.
    package var result: Expression

    package init(test: Expression, result: Expression) {
      self.test = test
      self.result = result
    }
  }
}
