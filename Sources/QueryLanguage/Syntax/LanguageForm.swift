/// How a clause, an operator or another part of the language is written: the form and an example, for
/// help and the reference. The words that stand in the form in capitals stand for others.
package struct LanguageForm: Sendable {
  /// What it can be looked up by, the best first.
  package let names: [String]
  /// What it is: `clause`, `operator`.
  package let kind: Kind
  /// As it is written: `limit N`.
  package let form: String
  /// What it does, in one sentence.
  package let summary: String
  /// Statements that hold it, and can be run.
  package let example: String

  /// The kinds of parts.
  package enum Kind: String, CaseIterable, Sendable {
    case clause
    case statement
    case `operator`
    case expression
    case literal
  }

  /// Of a keyword the sentence is the keyword's own, unless another is given.
  init(
    _ kind: Kind, _ names: [String], _ form: String, _ summary: String? = nil, example: String
  ) {
    self.kind = kind
    self.names = names
    self.form = form
    self.summary =
      summary ?? names.lazy.compactMap { Keyword(spelling: $0)?.summary }.first ?? ""
    self.example = example
  }

  /// The one of this name, in any case.
  package static func named(_ name: String) -> LanguageForm? {
    let name = name.folded
    return all.first { $0.names.contains(name) }
  }
}
