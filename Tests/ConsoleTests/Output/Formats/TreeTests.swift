import Binding
import Execution
import Schema
import Testing
import Values

@testable import Console

/// Rows below the nearest row above them.
@Suite struct TreeTests {
  private func key(_ name: String) -> RowKey { RowKey([.text(Text(name))], isLasting: true) }

  /// Each `name<parent<grandparent`, as drawn.
  private func drawn(_ rows: String...) -> [String] {
    let places = rows.map { row in
      let keys = row.split(separator: "<").map { key(String($0)) }
      return RowTree.Place(key: keys.first, ancestors: Array(keys.dropFirst()))
    }
    let tree = RowTree(places)
    return zip(tree.branches, tree.order).map { $0 + rows[$1].prefix { $0 != "<" } }
  }

  @Test func rowsStandBelowTheNearestRowAboveThem() {
    #expect(
      drawn("d<c<b<a", "a", "x", "b<a", "e<c<b<a", "f<a", "g<f<a") == [
        "a", "├─ b", "│  ├─ d", "│  └─ e", "└─ f", "   └─ g", "x",
      ])
  }

  @Test func withoutARowAboveItItStandsAlone() {
    #expect(drawn("d<c", "b<a", "e<c") == ["d", "b", "e"])
    #expect(drawn() == [])
  }

  @Test func rowsAboveEachOtherAreAllShown() {
    #expect(drawn("a<b<a", "b<a<b", "c<a<b") == ["a", "├─ b", "└─ c"])
    #expect(drawn("a<a") == ["a"])
  }

  @Test func aDeepTreeIsNoDeepCall() {
    let places = (0..<10_000).map { number in
      RowTree.Place(
        key: key("\(number)"), ancestors: number == 0 ? [] : [key("\(number - 1)")])
    }
    // What stands before a row grows with its depth.
    #expect(RowTree(Array(places.prefix(2000))).order == Array(0..<2000))
  }

  @Test(
    arguments: [
      (
        [AnswerColumn("n", .integer), AnswerColumn("t", .text), AnswerColumn("u", .text)],
        " n  t     u\n 1  a     x\n20  ├─ b  x\n 3  └─ c  x\n"
      ),
      ([AnswerColumn("n", .integer)], "n\n1\n├─ 20\n└─ 3\n"),
      ([AnswerColumn("r", .real)], "r\n1.0\n├─ 20.0\n└─ 0.5\n"),
    ] as [([AnswerColumn], String)])
  func branchesStandInTheFirstText(_ columns: [AnswerColumn], _ shown: String) throws {
    let rows: [[Value]] = [
      [.integer(1), .text("a")], [.integer(20), .text("b")], [.integer(3), .text("c")],
    ]
    let reals: [[Value]] = [[.real(1)], [.real(20)], [.real(0.5)]]
    let cells = rows.map { row in columns.indices.map { $0 < 2 ? row[$0] : .text("x") } }
    let answer = KeptAnswer(
      columns, columns[0].type == .real ? reals : cells, branches: ["", "├─ ", "└─ "])
    #expect(try writtenText(answer, as: .tree) == shown)
  }
}
