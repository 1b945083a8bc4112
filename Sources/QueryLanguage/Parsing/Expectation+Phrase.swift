/// Expectations that an error message names together.
private struct ExpectationGroup {
  /// The group is named if all of these are among the expectations.
  let signs: [Expectation]
  /// The expectations that the name stands for, which are not listed besides.
  let members: ExpectationSet
  let phrase: [String]

  static let all = [
    ExpectationGroup(
      signs: [.keyword(.describe)],
      members: ExpectationSet(queryKeywords + keywords(statementKeywords)),
      phrase: ["a statement"]),
    ExpectationGroup(
      signs: [.slot(.column)],
      members: ExpectationSet(
        [.column, .relation, .function, .columnGroup, .parameter, .literal].map(Expectation.slot)
          + keywords([.null, .true, .false, .case, .not, .distinct])
          + [.openParenthesis, .openBracket, .minus, .star].map(Expectation.symbol)),
      phrase: ["a column", "an expression"]),
    ExpectationGroup(
      signs: keywords([.select, .kill]),
      members: ExpectationSet(queryKeywords + keywords([.kill, .set])),
      phrase: ["a query", "an action"]),
    ExpectationGroup(
      signs: [.keyword(.select)], members: ExpectationSet(queryKeywords), phrase: ["a query"]),
    ExpectationGroup(
      signs: [.slot(.interval)],
      members: ExpectationSet([.interval, .parameter].map(Expectation.slot)),
      phrase: ["a duration such as 5s"]),
    ExpectationGroup(
      signs: [.slot(.moment)],
      members: ExpectationSet([.moment, .parameter].map(Expectation.slot)),
      phrase: ["a time such as '2026-11-22 14:00'", "\(AtClause.function)() - 2h"]),
    ExpectationGroup(
      signs: [.slot(.file)], members: ExpectationSet([.file, .parameter].map(Expectation.slot)),
      phrase: ["a file in quotes such as 'day.db'"]),
    ExpectationGroup(
      signs: [.slot(.signal)], members: ExpectationSet([.slot(.signal)]),
      phrase: ["a signal such as TERM"]),
    ExpectationGroup(
      signs: [.slot(.setting)], members: ExpectationSet([.slot(.setting)]),
      phrase: ["a setting such as nice"]),
    ExpectationGroup(
      signs: [.slot(.source)],
      members: ExpectationSet([.slot(.source), .symbol(.openParenthesis)]), phrase: ["a source"]),
    ExpectationGroup(
      signs: [.slot(.member)], members: ExpectationSet([.slot(.member)]), phrase: ["a name"]),
    ExpectationGroup(
      signs: [.slot(.newName)], members: ExpectationSet([.slot(.newName)]), phrase: ["a name"]),
    ExpectationGroup(
      signs: [.keyword(.or)], members: OperatorTable.afterOperand, phrase: ["an operator"]),
    ExpectationGroup(
      signs: [.symbol(.plus)], members: OperatorTable.arithmetic, phrase: ["an operator"]),
    ExpectationGroup(
      signs: keywords([.limit, .offset]), members: ExpectationSet(queryKeywords),
      phrase: ["a clause"]),
    ExpectationGroup(
      signs: keywords([.limit, .then]), members: ExpectationSet(queryKeywords + keywords([.then])),
      phrase: ["a clause"]),
  ]

  /// Punctuation that a message leaves out, since it may follow almost every operand or statement;
  /// it is named only if nothing else is expected.
  static let unspoken = ExpectationSet([
    .symbol(.dot), .symbol(.openBracket), .symbol(.openParenthesis), .symbol(.semicolon),
  ])

  private static let statementKeywords: [Keyword] = [
    .let, .param, .describe, .explain, .watch, .changes, .wait, .record, .kill, .set,
  ]

  private static let queryKeywords = keywords(Clause.allCases.map(\.keyword))

  private static func keywords(_ keywords: [Keyword]) -> [Expectation] {
    keywords.map(Expectation.keyword)
  }
}

extension ExpectationSet {
  /// The expectations as a message names them: `an operator, a clause, 'as' or ','`.
  var phrase: String {
    var rest = self
    var words: [String] = []
    for group in ExpectationGroup.all where group.signs.allSatisfy(rest.contains) {
      words += group.phrase
      rest.subtract(group.members)
    }
    let spoken = rest.subtracting(ExpectationGroup.unspoken)
    let others = words.isEmpty && spoken.isEmpty ? rest : spoken
    return Diagnostic.alternatives(words + others.members.compactMap(\.spelling).map { "'\($0)'" })
  }

  private func subtracting(_ other: ExpectationSet) -> ExpectationSet {
    var difference = self
    difference.subtract(other)
    return difference
  }
}

extension Expectation {
  /// As it is written; nil for what has no one spelling.
  package var spelling: String? {
    switch self {
    case .keyword(let keyword): keyword.rawValue
    case .symbol(let symbol): symbol.rawValue
    case .slot: nil
    }
  }
}
