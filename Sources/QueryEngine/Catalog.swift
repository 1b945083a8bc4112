/// Everything a query can name: the tables, the functions, the constants.
package struct Catalog: Sendable {
  /// The first is the one that a query without `from` asks.
  package let tables: [Table]
  package let functions: [Function]
  package let constants: [Constant]
  package let makeVisit: @Sendable () -> any Visit
  /// Whether visits read by several threads, so that it pays to tell them early what is needed.
  package let readsAhead: Bool

  package init(
    tables: [Table], functions: [Function], constants: [Constant], readsAhead: Bool = false,
    makeVisit: @escaping @Sendable () -> any Visit
  ) {
    self.tables = tables
    self.functions = functions
    self.constants = constants
    self.makeVisit = makeVisit
    self.readsAhead = readsAhead
  }

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
