import Binding
import QueryLanguage
import Schema
import Testing
import Values

/// The deepest trees that a text may come to, and more, pass every stage without a deep stack.
@Suite struct DepthTests {
  private static let height = 1000

  private let shelf = ToyShelf([["width": 1]])

  @Test func aLongSumIsPlannedAndEvaluated() throws {
    let width = BoundExpression.column("width", of: shelf.table)
    let sum = (0..<Self.height).reduce(width) { sum, _ in .binary(.add, sum, width, .integer) }
    #expect(
      try rows(BoundQuery(shelf.table, select: [sum]), of: shelf).map { $0.map(shown) } == [
        ["integer \(Self.height + 1)"]
      ])
  }

  @Test func aLongChainOfTestsIsPlannedAndEvaluated() throws {
    let test = BoundExpression.binary(.equal, .column("width", of: shelf.table), .integer(1))
    let chain = (0..<Self.height).reduce(test) { chain, _ in chain && test }
    #expect(
      try rows(BoundQuery(shelf.table, where: chain, select: [.yes]), of: shelf).count == 1)
    let alternatives = (0..<Self.height).reduce(!test) { chain, _ in chain || test }
    #expect(
      try rows(BoundQuery(shelf.table, where: alternatives, select: [.yes]), of: shelf).count
        == 1)
  }

  @Test func deepNegationIsPlannedAndEvaluated() throws {
    let test = BoundExpression.binary(.equal, .column("width", of: shelf.table), .integer(1))
    let deep = (0..<Self.height).reduce(test) { test, _ in !test }
    #expect(
      try rows(BoundQuery(shelf.table, where: deep, select: [.yes]), of: shelf).count == 1)
  }
}
