import LanguageSupport
import Testing

@testable import QueryLanguage

@Suite struct ParserTests {
  @Test(arguments: Corpus.texts)
  func goodTextParses(text: String) {
    #expect(parseReportingAll(SourceText(text)).diagnostics == [])
  }

  /// Two expressions that must be the same tree, so that the second's parentheses show how
  /// tightly the operators of the first bind.
  @Test(arguments: [
    ("a or b and c", "a or (b and c)"), ("a and b or c", "(a and b) or c"),
    ("a or b or c", "(a or b) or c"), ("not a and b", "(not a) and b"),
    ("not a = b", "not (a = b)"), ("not a is null", "not (a is null)"),
    ("not not a or b", "(not (not a)) or b"), ("not a exists", "not (a exists)"),
    ("a = b || c", "a = (b || c)"), ("a || b + c", "a || (b + c)"), ("a + b * c", "a + (b * c)"),
    ("a - b - c", "(a - b) - c"), ("a / b * c % d", "((a / b) * c) % d"), ("-a * b", "(-a) * b"),
    ("a * -b", "a * (-b)"), ("-a.b", "-(a.b)"), ("-a[0]", "-(a[0])"), ("- -a", "-(-a)"),
    ("a + b between c - 1 and d + 1 and e", "((a + b) between (c - 1) and (d + 1)) and e"),
    ("a + b in (1) or c", "((a + b) in (1)) or c"),
    ("a || b like c || d", "(a || b) like (c || d)"),
    ("a not in b.c and d", "(a not in b.c) and d"),
    ("a is not null and b", "(a is not null) and b"),
    ("a == b", "a = b"), ("a <> b", "a != b"), ("a = b and c > d", "(a = b) and (c > d)"),
    ("a + b exists", "(a + b) exists"), ("a.b[c].d", "((a.b)[c]).d"),
  ])
  func operatorsBind(text: String, explicit: String) throws {
    #expect(
      try parseExpression(SourceText(text)).withoutRanges
        == parseExpression(SourceText(explicit)).withoutRanges)
  }

  private func kind(_ text: String) throws -> Expression.Kind {
    try parseExpression(SourceText(text)).withoutRanges.kind
  }

  private func name(_ text: String) -> Expression {
    Expression(.name(Name(text, at: SourceRange(0, 0))), at: SourceRange(0, 0))
  }

  @Test(
    arguments: [
      ("=", .equal), ("==", .equal), ("!=", .notEqual), ("<>", .notEqual), ("<", .less),
      ("<=", .lessOrEqual), (">", .greater), (">=", .greaterOrEqual), ("like", .like),
      ("ilike", .ilike), ("glob", .glob), ("contains", .contains), ("~", .match), ("!~", .notMatch),
      ("~*", .matchInsensitive), ("!~*", .notMatchInsensitive), ("||", .concatenate), ("+", .add),
      ("-", .subtract), ("*", .multiply), ("/", .divide), ("%", .remainder), ("and", .and),
      ("OR", .or),
    ] as [(String, BinaryOperator)])
  func binaryOperator(spelling: String, operation: BinaryOperator) throws {
    let expected = BinaryOperation(
      operation, left: name("a"), right: name("b"), operatorRange: SourceRange(0, 0))
    #expect(try kind("a \(spelling) b") == .binary(expected))
  }

  @Test func everyBinaryOperatorHasItsRow() {
    let spellings = BinaryOperator.allCases.map(\.spelling)
    #expect(Set(spellings).count == spellings.count && !spellings.contains(""))
  }

  @Test(arguments: ["like", "ilike", "glob", "contains"])
  func negatedOperator(spelling: String) throws {
    guard case .binary(let operation) = try kind("a not \(spelling) b") else {
      Issue.record("no operation")
      return
    }
    #expect(operation.negated && operation.operation.spelling == spelling)
  }

  @Test func tests() throws {
    #expect(try kind("a is null") == .test(name("a"), .null, negated: false))
    #expect(try kind("a is not null") == .test(name("a"), .null, negated: true))
    #expect(try kind("a is denied") == .test(name("a"), .denied, negated: false))
    #expect(try kind("a is not denied") == .test(name("a"), .denied, negated: true))
    #expect(try kind("a exists") == .test(name("a"), .exists, negated: false))
    #expect(try kind("a not exists") == .test(name("a"), .exists, negated: true))
  }

  @Test func memberships() throws {
    #expect(try kind("a in (b)") == .membership(name("a"), negated: false, .values([name("b")])))
    #expect(try kind("a not in b") == .membership(name("a"), negated: true, .collection(name("b"))))
    guard case .membership(_, false, .query(let query)) = try kind("a in (select b limit 1)") else {
      Issue.record("no query")
      return
    }
    #expect(query.select?.items.count == 1 && query.limit != nil)
  }

  @Test func leastIntegerIsOneLiteral() throws {
    #expect(try kind("-9223372036854775808") == .literal(.integer(.min)))
    #expect(try kind("- 9223372036854775808") == .literal(.integer(.min)))
    #expect(try parseExpression(SourceText("5 - -9223372036854775808")).range == SourceRange(0, 24))
    #expect(throws: Diagnostic.self) { try parseExpression(SourceText("5 - 9223372036854775808")) }
    #expect(throws: Diagnostic.self) { try parseExpression(SourceText("-9223372036854775808.x")) }
  }
}
