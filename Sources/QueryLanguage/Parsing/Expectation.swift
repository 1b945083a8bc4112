/// Something that the grammar would accept at a token.
package enum Expectation: Hashable, Sendable {
  case keyword(Keyword)
  /// An operator or punctuation.
  case symbol(Symbol)
  case slot(NameSlot)
}

/// A position in the grammar that a name or a constant fills, and what kind of name.
package enum NameSlot: Int, CaseIterable, Sendable {
  /// A column of the source in force, or a name given by `as` or `let`.
  case column
  case relation
  /// A function or an aggregate.
  case function
  /// `memory` in `memory.*`.
  case columnGroup
  /// A source, or a query named by `let`.
  case source
  /// What stands after a dot: a column of a related row, a name in a map.
  case member
  /// A name that is made here: after `as`, `let`, `param`.
  case newName
  /// `$name`
  case parameter
  /// A number, a text, a size, a duration.
  case literal
  /// A time after `at`.
  case moment
  /// A duration that may be no other expression: after `over`, `every`, `watch`, `wait`, `record`.
  case interval
  /// The name of a file, in quotes: after `into`.
  case file
  /// A signal after `kill` or `then`.
  case signal
  /// What can be set, or after a dot an entry of it.
  case setting
}

/// A set of expectations, as three bit sets, since the parser adds to it at every look.
package struct ExpectationSet: Hashable, Sendable {
  private var keywords: UInt64 = 0
  private var symbols: UInt64 = 0
  private var slots: UInt64 = 0

  package init() {}

  package init(_ expectations: [Expectation]) {
    expectations.forEach { insert($0) }
  }

  /// Whether nothing is expected.
  package var isEmpty: Bool { keywords | symbols | slots == 0 }

  /// Adds one expectation.
  package mutating func insert(_ expectation: Expectation) {
    switch expectation {
    case .keyword(let keyword): keywords |= keyword.bit
    case .symbol(let symbol): symbols |= symbol.bit
    case .slot(let slot): slots |= slot.bit
    }
  }

  /// Adds all of another set.
  package mutating func formUnion(_ other: ExpectationSet) {
    keywords |= other.keywords
    symbols |= other.symbols
    slots |= other.slots
  }

  /// Takes away all of another set.
  package mutating func subtract(_ other: ExpectationSet) {
    keywords &= ~other.keywords
    symbols &= ~other.symbols
    slots &= ~other.slots
  }

  /// Whether this is among what is expected.
  package func contains(_ expectation: Expectation) -> Bool {
    switch expectation {
    case .keyword(let keyword): keywords & keyword.bit != 0
    case .symbol(let symbol): symbols & symbol.bit != 0
    case .slot(let slot): slots & slot.bit != 0
    }
  }

  /// The members, each kind in the order in which it is declared.
  package var members: [Expectation] {
    NameSlot.allCases.map(Expectation.slot).filter(contains)
      + Keyword.allCases.map(Expectation.keyword).filter(contains)
      + Symbol.allCases.map(Expectation.symbol).filter(contains)
  }
}

// One bit for each, in their order; there are fewer than 64 of a kind.

extension Keyword {
  fileprivate var bit: UInt64 { 1 << UInt64(Keyword.allCases.firstIndex(of: self) ?? 0) }
}

extension Symbol {
  fileprivate var bit: UInt64 { 1 << UInt64(Symbol.allCases.firstIndex(of: self) ?? 0) }
}

extension NameSlot {
  fileprivate var bit: UInt64 { 1 << UInt64(rawValue) }
}
