/// Everything a query can name: the tables, the functions, the constants.
package struct Catalog: Sendable {
  /// The first is the one that a query without `from` asks.
  package let tables: [Table]
  private let makeFunctions: @Sendable () -> [Function]
  private let makeConstants: @Sendable () -> [Constant]
  package let makeVisit: @Sendable () -> any Visit
  /// Whether visits read by several threads, so that it pays to tell them early what is needed.
  package let readsAhead: Bool

  /// The functions and constants are asked for anew at each use: many queries use none.
  package init(
    tables: [Table], functions: @autoclosure @escaping @Sendable () -> [Function],
    constants: @autoclosure @escaping @Sendable () -> [Constant], readsAhead: Bool = false,
    makeVisit: @escaping @Sendable () -> any Visit
  ) {
    self.tables = tables
    self.makeFunctions = functions
    self.makeConstants = constants
    self.makeVisit = makeVisit
    self.readsAhead = readsAhead
  }

  package var functions: [Function] { makeFunctions() }
  package var constants: [Constant] { makeConstants() }

  /// A name that stands for one value wherever it runs: `linux`.
  package struct Constant: Sendable {
    package let name: String
    package let value: Value
    package let summary: String

    package init(_ name: String, _ value: Value, _ summary: String) {
      self.name = name
      self.value = value
      self.summary = summary
    }
  }
}
