/// Every word of the language, in the order in which `describe keywords` lists them.
///
/// A keyword is one only where the grammar asks for it; see `isReserved`.
package enum Keyword: String, CaseIterable, Sendable {
  case select, distinct, from, `where`, group, by, having, order
  case asc, desc, nulls, first, last, limit, offset, `as`
  case and, or, not, `in`, between, like, ilike, glob, contains
  case `is`, null, denied, exists, `true`, `false`
  case `case`, when, then, `else`, end
  case `let`, param, describe, functions, keywords, explain, analyze
}

extension Keyword {
  /// The keyword that a word spells, in any case.
  package init?(spelling: String) {
    self.init(rawValue: spelling.folded)
  }

  /// No keyword has more bytes than this, so a longer word need not be looked up.
  static let longest = Keyword.allCases.map(\.rawValue.utf8.count).max() ?? 0

  /// Whether the word is a keyword even where an operand may begin. There the others are names:
  /// `order by group`, `where end > start`. (`group` and `order` are no names before `by`.)
  /// After `.`, `as` and `param` no word is reserved, and a word in backticks never is.
  package var isReserved: Bool {
    switch self {
    case .select, .distinct, .from, .where, .having, .limit, .as, .asc, .desc: true
    case .and, .or, .not, .in, .between, .like, .ilike, .glob, .contains, .is: true
    case .null, .true, .false, .case, .when, .then, .else: true
    case .group, .by, .order, .nulls, .first, .last, .offset, .denied, .exists, .end: false
    case .let, .param, .describe, .functions, .keywords, .explain, .analyze: false
    }
  }

  /// What the word does, in one sentence.
  package var summary: String {
    switch self {
    case .select: "names what each row shows: columns, expressions, '*' or a group such as memory.*"
    case .distinct: "keeps one of the rows, or one of an aggregate's values, that are equal"
    case .from: "names the source of the rows, or a query in parentheses; without it, processes"
    case .where: "keeps the rows, or inside an aggregate the values, for which a test is true"
    case .group: "begins 'group by', which makes one row of all rows with equal keys"
    case .by: "stands after 'group' and 'order'"
    case .having: "keeps the groups for which a test is true"
    case .order: "begins 'order by', which sorts the rows"
    case .asc: "sorts from the least to the greatest, as is done anyway"
    case .desc: "sorts from the greatest to the least"
    case .nulls: "says with 'first' or 'last' where an order puts what has no value"
    case .first: "after 'nulls': before all values"
    case .last: "after 'nulls': after all values, as is done anyway"
    case .limit: "ends the result after so many rows"
    case .offset: "leaves out so many rows at the beginning"
    case .as: "gives an expression a name, which other clauses may use"
    case .and: "is true if both tests are"
    case .or: "is true if one of the tests is"
    case .not:
      "is true if the test is false; before in, between, like, ilike, glob, contains, exists"
        + " and after is it turns that test around"
    case .in: "tests whether a value is in a list, in a query's only column or among a map's names"
    case .between: "tests whether a value lies between two others, both included"
    case .like: "matches text with a pattern: '%' is any text, '_' any character"
    case .ilike: "matches as 'like' does, in any case"
    case .glob: "matches text with a shell's pattern: '*', '?', '[a-z]'"
    case .contains: "tests for text within text, an element of a list or a name in a map"
    case .is: "begins the tests 'is null' and 'is denied'"
    case .null: "is the value of a fact that does not exist"
    case .denied: "after 'is': there is a fact, and it may not be read"
    case .exists: "after an operand: it is there"
    case .true: "is what a test that holds gives"
    case .false: "is what a test that fails gives"
    case .case: "begins a choice between values, by tests or by what a subject equals"
    case .when: "begins a branch of 'case'"
    case .then: "stands before the value of a branch of 'case'"
    case .else: "stands before the value of 'case' when no branch is chosen; without it, null"
    case .end: "ends 'case'"
    case .let: "names an expression or a query for the statements after it"
    case .param: "declares a parameter of a saved file, with or without a default; used as $name"
    case .describe: "lists the sources, a source's columns, the functions or the keywords"
    case .functions: "after 'describe': every function and aggregate"
    case .keywords: "after 'describe': every word of the language"
    case .explain: "shows how a query would be carried out"
    case .analyze: "after 'explain': carries it out, and shows rows, reads and time of each step"
    }
  }
}
