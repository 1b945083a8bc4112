import Schema
import Testing
import Values

@Suite struct SignatureTests {
  typealias Row = (name: String, types: [ValueType], signature: Signature)

  static let rows: [Row] = [
    ("lower", [.text], .returns(.text)), ("lower", [.null], .returns(.text)),
    ("lower", [.integer], .mismatch(argument: 0, expected: "text")),
    ("substr", [.text, .text], .mismatch(argument: 1, expected: "an integer")),
    ("split", [.text, .text], .returns(.list(.text))),
    ("join", [.text, .text], .mismatch(argument: 0, expected: "a list")),
    ("length", [.size], .mismatch(argument: 0, expected: "text, a list or a map")),
    ("abs", [.size], .returns(.size)), ("round", [.duration, .integer], .returns(.duration)),
    ("abs", [.time], .mismatch(argument: 0, expected: "a number, a size, a duration or a rate")),
    ("least", [.integer, .size], .returns(.size)),
    ("least", [.size, .integer, .duration], .mismatch(argument: 2, expected: "a size")),
    (
      "greatest", [.list(.text)],
      .mismatch(argument: 0, expected: "a number, text or something else that has an order")
    ),
    ("coalesce", [.null, .text], .returns(.text)), ("coalesce", [.null], .returns(.null)),
    ("coalesce", [.text, .integer], .mismatch(argument: 1, expected: "text")),
    ("if", [.boolean, .integer, .real], .returns(.real)), ("if", [.null, .text], .returns(.text)),
    ("if", [.integer, .text], .mismatch(argument: 0, expected: "a test")),
    ("if", [.boolean, .text, .size], .mismatch(argument: 2, expected: "text")),
    ("concat", [.list(.text), .null], .returns(.text)), ("now", [], .returns(.time)),
    ("integer", [.duration], .returns(.integer)),
    ("number", [.map(.text)], .mismatch(argument: 0, expected: "text or a number")),
    ("regex_match", [.text, .text, .integer], .returns(.text)),
    ("reverse", [.list(.size)], .returns(.list(.size))), ("reverse", [.text], .returns(.text)),
    ("reverse", [.map(.text)], .mismatch(argument: 0, expected: "text or a list")),
    ("sparkline", [.list(.duration)], .returns(.text)),
    ("sparkline", [.list(.text)], .mismatch(argument: 0, expected: "a list of numbers")),
  ]

  @Test(arguments: rows)
  func signatures(_ row: Row) throws {
    let function = try #require(ScalarFunction.standard.first { $0.name == row.name })
    #expect(function.schema.resultType(of: row.types) == row.signature)
  }

  /// The functions of the language, all but memory_percent, which a source brings.
  @Test func theListIsWhole() {
    let names = """
      lower upper length trim ltrim rtrim substr position replace split join concat starts_with \
      ends_with basename dirname extension tilde regex_match abs round floor ceil least greatest \
      integer number coalesce if now hour day weekday date format bar sparkline repeat lpad rpad \
      reverse delta rate
      """
    #expect(
      Set(ScalarFunction.standard.map(\.name)) == Set(names.split(separator: " ").map(String.init)))
    #expect(Set(ScalarFunction.standard.map(\.name)).count == ScalarFunction.standard.count)
  }

  @Test func everyFunctionIsDescribed() {
    let functions = ScalarFunction.standard.map(\.schema).map { ($0.name, $0.usage, $0.summary) }
    let aggregates = AggregateFunction.standard.map(\.schema).map {
      ($0.name, $0.usage, $0.summary)
    }
    for (name, usage, summary) in functions + aggregates {
      #expect(usage.hasPrefix(name + "(") && usage.hasSuffix(")"))
      #expect(summary.hasSuffix(".") && summary.count <= 100, "\(name)")
      #expect(summary.first?.isUppercase == true, "\(name)")
    }
  }

  @Test func choicesAndPatternsAreMarked() {
    let functions = ScalarFunction.standard.map(\.schema)
    #expect(functions.filter { $0.evaluation == .coalesce }.map(\.name) == ["coalesce"])
    #expect(functions.filter { $0.evaluation == .choice }.map(\.name) == ["if"])
    #expect(functions.filter { $0.evaluation == .ofSnapshot }.map(\.name) == ["now"])
    let patterns = functions.filter { $0.patternParameter != nil }.map(\.name)
    #expect(patterns == ["regex_match"])
  }
}
