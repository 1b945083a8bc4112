import Binding
import QueryLanguage
import Schema
import Testing
import Values

/// What operations come to for operands that are evaluated already.
@Suite struct OperationTests {
  /// The value of an expression of constants and operations.
  private func value(of expression: BoundExpression) throws -> Value {
    if let constant = expression.constant { return constant }
    let operation = try #require(expression.operation)
    let values = try expression.operands.map(value(of:))
    return operation.value(of: values, type: expression.type, in: StatementPatterns())
  }

  @Test(arguments: [
    ("not (1 = 2)", "true"), ("not null", "true"), ("-(1 + 2)", "integer -3"),
    ("1 = 1 and null", "false"), ("null or true", "true"), ("2 * 3 + 1", "integer 7"),
    ("'sshd' like 'ssh%'", "true"), ("'sshd' not like lower('SSH%')", "false"),
    ("null ~ 'x'", "false"), ("null !~ 'x'", "true"), ("'x' ~ lower('(')", "denied pattern"),
    ("2 between 1 and 3", "true"), ("3 in (1, 2.0, 3.0)", "true"), ("null in (1, null)", "true"),
    ("3 not in (1, null)", "true"), ("'b' in split('a b', ' ')", "true"),
    ("null is null", "true"), ("lower(null) exists", "false"), ("1 is denied", "false"),
    ("length('abc')", "integer 3"), ("lower(null)", "null"), ("concat('a', null, 1)", "text a1"),
    ("least(1, 2.5)", "real 1.0"), ("greatest(500, 100B)", "size 500"),
    ("coalesce(null, 1, 2.5)", "real 1.0"), ("coalesce(null, null)", "null"),
    ("if(1 = 1, 1, 2M)", "size 1"), ("if(null, 1)", "null"),
    ("case when 1 = 2 then 1 when 2 = 2 then 2 else 3.5 end", "real 2.0"),
    ("case when 1 = 2 then 1 end", "null"),
    ("case 2 when 1 then 'a' when 2 then 'b' end", "text b"),
    ("case 3 when 1 then 'a' else 'c' end", "text c"), ("split('a b', ' ')[-1]", "text b"),
    ("('x' ~ lower('(')) is denied", "true"), ("('x' ~ lower('(')) is null", "denied pattern"),
    ("('x' ~ lower('(')) exists", "denied pattern"),
    ("coalesce(null, 'x' ~ lower('('), true)", "denied pattern"),
    ("case when 'x' ~ lower('(') then 1 else 2 end", "denied pattern"),
    ("case true when 'x' ~ lower('(') then 1 else 2 end", "denied pattern"),
    ("1 = 2 and 'x' ~ lower('(')", "false"), ("'x' ~ lower('(') or 1 = 1", "true"),
    ("concat(null, 'x' ~ lower('('))", "denied pattern"),
    ("[1, null, 2.5][0]", "real 1.0"), ("[1, 2K][0]", "size 1"), ("[1, null][1]", "null"),
    ("length([1, null])", "integer 2"), ("2 in [1, 2]", "true"), ("[1, 2] = [1, 2.0]", "true"),
    ("3 not in [1, null]", "true"), ("[1, 2] contains 2", "true"),
    ("[[1], [2.5]][0][0]", "real 1.0"),
    ("length([true, 'x' ~ lower('(')])", "denied pattern"),
  ])
  func values(_ text: String, _ expected: String) throws {
    let bound = try Bound("select \(text) as x")
    let statement = try #require(bound.statements.first, "\(bound.errors)")
    guard case .query(let query) = statement.kind else { throw NoQuery() }
    #expect(shown(try value(of: try #require(query.outputs.first).expression)) == expected)
  }

  private struct NoQuery: Error {}

  @Test func equalOperationsAreOne() throws {
    let (first, second) = try (CompiledPattern(.like, "a%"), CompiledPattern(.like, "a%"))
    #expect(Operation.pattern(.like, first) == .pattern(.like, second))
    #expect(Operation.pattern(.like, first) != .pattern(.like, nil))
    #expect(Operation.choice != .match)
    let lower = try #require(ScalarFunction.named("LOWER"))
    #expect(Operation.call(lower) != .call(try #require(ScalarFunction.named("upper"))))
  }

  /// A chain that only the first operand decides needs no more of them.
  @Test func whatIsAlwaysEvaluated() {
    let lazy: [Operation] = [.binary(.and), .binary(.or), .coalesce, .choice, .match]
    #expect(lazy.allSatisfy { $0.certainOperands == 1 })
    #expect(Operation.between.certainOperands == 2)
    #expect(Operation.binary(.add).certainOperands == nil)
  }
}
