/// Every word of the language, in the order in which `describe keywords` lists them.
///
/// Whether a word is taken as a keyword depends on where it stands; see `isReserved`.
package enum Keyword: String, CaseIterable, Sendable {
  case select, distinct, from, at, over, every, `where`, group, by, having, order
  case asc, desc, nulls, first, last, limit, offset, `as`
  case and, or, not, `in`, between, like, ilike, glob, contains
  case `is`, null, denied, exists, `true`, `false`
  case `case`, when, then, `else`, end
  case `let`, param, describe, functions, keywords, explain, analyze
  case watch, changes, wait, `for`, `while`
  case record, into, keep
  case kill, set
}

extension Keyword {
  /// The keyword that a word spells, in any case.
  package init?(spelling: String) {
    self.init(rawValue: spelling.folded)
  }

  /// No keyword has more bytes than this, so a longer word need not be looked up.
  static let longest = Keyword.allCases.map(\.rawValue.utf8.count).max() ?? 0

  /// Whether the word is a keyword even where an operand may begin. The others are names there:
  /// `order by group`, `where end > start`; but `group` and `order` before `by` are keywords. After
  /// `.`, `as` and `param` every word is a name, and so is any word in backticks.
  package var isReserved: Bool {
    switch self {
    case .select, .distinct, .from, .where, .having, .limit, .as, .asc, .desc: true
    case .and, .or, .not, .in, .between, .like, .ilike, .glob, .contains, .is: true
    case .null, .true, .false, .case, .when, .then, .else: true
    case .group, .by, .order, .nulls, .first, .last, .offset, .denied, .exists, .end: false
    case .let, .param, .describe, .functions, .keywords, .explain, .analyze: false
    case .at, .over, .every, .watch, .changes, .wait, .for, .while: false
    case .record, .into, .keep, .kill, .set: false
    }
  }
}
