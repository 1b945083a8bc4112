import Foundation
import Testing

@testable import QueryLanguage

/// Grammar/procq.ebnf and the parser say the same.
@Suite struct GrammarTests {
  private let grammar: GrammarFile

  init() throws {
    grammar = try GrammarFile.shared.get()
  }

  @Test(arguments: 1...5)
  func everySentenceParses(seed: UInt64) {
    var generator = SentenceGenerator(grammar: grammar, seed: seed)
    for _ in 0..<400 {
      let source = SourceText(bytes: generator.sentence())
      let parsing = parseReportingAll(source)
      let renderings = parsing.diagnostics.map { $0.rendered(in: source) }
      #expect(renderings == [], "\(visible(source.bytes))")
    }
  }

  /// Sentences of one kind, so that rare statements and operands get their share.
  @Test(arguments: [
    "letStatement", "paramStatement", "describeStatement", "explainStatement", "watchStatement",
    "changesStatement", "waitStatement", "recordStatement", "openQuery", "atClause", "overClause",
    "killStatement", "setStatement", "comparison", "caseExpression", "call", "membership",
    "literal",
    "listLiteral",
  ])
  func everySentenceOfThisRuleParses(rule: String) {
    let before =
      switch rule {
      case "comparison", "caseExpression", "call", "literal", "listLiteral": "where "
      case "membership": "where x in "
      default: ""
      }
    var generator = SentenceGenerator(grammar: grammar, seed: 42)
    generator.depthLimit = 16
    for _ in 0..<80 {
      let sentence = generator.sentence(from: rule)
      let source = SourceText(bytes: Array(before.utf8) + sentence)
      #expect(throws: Never.self, "\(visible(source.bytes))") { try parse(source) }
    }
  }

  @Test func sentencesUseEveryRule() {
    var generator = SentenceGenerator(grammar: grammar, seed: 7)
    var kinds: Set<String> = []
    for _ in 0..<500 {
      for token in Lexer.tokens(of: generator.sentence()) {
        switch token.kind {
        case .word(let keyword?): kinds.insert(keyword.rawValue)
        case .symbol(let symbol): kinds.insert(symbol.rawValue)
        default: break
        }
      }
    }
    #expect(kinds == Set(Keyword.allCases.map(\.rawValue) + Symbol.allCases.map(\.rawValue)))
  }

  @Test func wordsAreTheKeywords() {
    let words = grammar.syntacticNames.flatMap(grammar.terminals).filter { $0.first!.isLetter }
    #expect(Set(words) == Set(Keyword.allCases.map(\.rawValue)))
  }

  @Test func signsAreTheSymbols() {
    let signs = grammar.syntacticNames.flatMap(grammar.terminals).filter { !$0.first!.isLetter }
    #expect(Set(signs) == Set(Symbol.allCases.map(\.rawValue)))
  }

  @Test func reservedWordsAreTheReservedKeywords() {
    let reserved = Keyword.allCases.filter(\.isReserved).map(\.rawValue)
    #expect(Set(grammar.terminals(of: "reserved")) == Set(reserved))
  }

  @Test func unitsAreTheUnits() {
    let sizes = Unit.all.filter { $0.quantity == .size }.map(\.spelling)
    #expect(Set(grammar.terminals(of: "SIZE_UNIT")) == Set(sizes))
    let durations = Unit.all.filter { $0.quantity == .duration }.map(\.spelling)
    let rules = ["MILLISECONDS", "SECONDS", "MINUTES", "HOURS", "DAYS", "DURATION"]
    #expect(rules.flatMap(grammar.terminals) == durations)
  }

  @Test func everyRuleIsReached() {
    var reached: Set<String> = ["script"]
    var open = ["script"]
    while let rule = open.popLast() {
      for next in grammar.references(of: rule) where reached.insert(next).inserted {
        open.append(next)
      }
    }
    #expect(reached == Set(grammar.names))
  }

  @Test func everyRuleHasItsFunction() throws {
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/QueryLanguage/Parsing")
    let text = try FileManager.default.contentsOfDirectory(atPath: sources.path)
      .filter { $0.hasPrefix("Pars") }
      .map { try String(contentsOf: sources.appending(path: $0), encoding: .utf8) }.joined()
    let levels = OperatorLevel.allCases.map(\.rawValue)
    for rule in grammar.syntacticNames where !levels.contains(rule) && rule != "reserved" {
      let name = rule.prefix(1).uppercased() + rule.dropFirst()
      let functions = ["parse", "expect", "at"].map { "func \($0)\(name)(" }
      #expect(functions.contains { text.contains($0) }, "no function for \(rule)")
    }
  }

  @Test(arguments: OperatorLevel.allCases)
  func levelIsARowOfTheOperatorTable(level: OperatorLevel) {
    let operators = OperatorTable.operators.filter { $0.level == level }.map(\.text)
    // Words that belong to an operator of more than one word.
    let parts: Set = ["not", "and", "null", "denied"]
    let terminals = Set(grammar.terminals(of: level.rawValue))
    #expect(terminals.isSuperset(of: operators))
    #expect(terminals.subtracting(operators).isSubset(of: level == .comparison ? parts : []))
  }

  @Test func levelsFollowOneAnother() {
    for level in OperatorLevel.allCases.dropLast() {
      #expect(grammar.references(of: level.rawValue).contains(level.tighter.rawValue))
    }
    #expect(grammar.references(of: "expression") == ["disjunction"])
    #expect(OperatorLevel.allCases.sorted() == OperatorLevel.allCases)
  }
}
