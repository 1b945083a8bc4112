/// A word that names something, without its backticks.
///
/// Two names are equal when they stand at the same place and read the same; what a name finds is
/// the binder's affair (columns, sources and functions in any case, map keys exactly).
package struct Name: Hashable, Sendable {
  package var text: String
  package var range: SourceRange

  package init(_ text: String, at range: SourceRange) {
    self.text = text
    self.range = range
  }
}

/// A tree of operators, names and constants, with the text it came from.
package struct Expression: Hashable, Sendable {
  package var kind: Kind
  package var range: SourceRange

  package init(_ kind: Kind, at range: SourceRange) {
    self.kind = kind
    self.range = range
  }

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

package enum UnaryOperator: Hashable, Sendable {
  case not
  case negate
}

/// Every operator that stands between two operands. `not like` and its kin are `like` negated.
package enum BinaryOperator: Hashable, Sendable, CaseIterable {
  case or, and
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  case like, ilike, glob, contains
  case match, notMatch, matchInsensitive, notMatchInsensitive
  case concatenate
  case add, subtract
  case multiply, divide, remainder
}

package struct BinaryOperation: Hashable, Sendable {
  package var operation: BinaryOperator
  /// Only `like`, `ilike`, `glob` and `contains` can be negated by a `not` before them.
  package var negated: Bool
  package var left: Expression
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

package enum PostfixTest: Hashable, Sendable {
  case null
  case denied
  case exists
}

/// `lower(name)`, `count(*)`, `count(distinct user)`, `any(files where deleted)`.
///
/// Whether it is a function or an aggregate is the binder's to say.
package struct Call: Hashable, Sendable {
  package var name: Name
  package var distinct: Bool
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

  package enum Arguments: Hashable, Sendable {
    case star
    case expressions([Expression])
  }
}

/// Both forms of `case`: with a subject, and without.
package struct CaseExpression: Hashable, Sendable {
  package var subject: Expression?
  package var branches: [Branch]
  package var otherwise: Expression?

  package init(subject: Expression?, branches: [Branch], otherwise: Expression?) {
    self.subject = subject
    self.branches = branches
    self.otherwise = otherwise
  }

  package struct Branch: Hashable, Sendable {
    package var test: Expression
    package var result: Expression

    package init(test: Expression, result: Expression) {
      self.test = test
      self.result = result
    }
  }
}
