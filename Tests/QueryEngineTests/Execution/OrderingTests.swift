import Binding
import QueryLanguage
import Schema
import Testing
import Values

@testable import Execution

@Suite struct OrderingTests {
  private let shelf = ToyShelf([
    ["author": "b", "entries": 2], ["author": "a", "entries": 1], ["cover": .refused],
    ["author": "b", "entries": 1], ["entries": 3], ["author": "a", "index": .refused],
  ])

  @Test(arguments: [
    ("author", "2 6 1 4 5 3"), ("author desc", "1 4 2 6 5 3"),
    ("author nulls first", "5 2 6 1 4 3"),
    ("author desc nulls first", "5 1 4 2 6 3"), ("author nulls last", "2 6 1 4 5 3"),
    ("author, entries", "2 6 4 1 5 3"), ("author desc, entries desc", "1 4 2 6 5 3"),
    ("number desc", "6 5 4 3 2 1"), ("1", "1 2 3 4 5 6"), ("entries desc", "5 1 2 4 3 6"),
  ])
  func valuesThenNullThenDenied(_ keys: String, _ numbers: String) {
    let numbers = numbers.split(separator: " ").map(String.init)
    #expect(ask("select number order by \(keys)", of: shelf).rows == numbers)
    for count in 0...7 {
      #expect(
        ask("select number order by \(keys) limit \(count)", of: shelf).rows
          == Array(numbers.prefix(count)))
      #expect(
        ask("select number order by \(keys) limit 2 offset \(count)", of: shelf).rows
          == Array(numbers.dropFirst(count).prefix(2)))
    }
  }

  @Test func groupsComeInTheOrderOfTheirFirstRows() {
    #expect(
      ask("select author, count(*), list(number) group by author", of: shelf).rows
        == ["b 2 [1 4]", "a 2 [2 6]", "? 1 [3]", "- 1 [5]"])
    #expect(
      ask(
        "select author, count(*) as n group by author order by n desc, author limit 3",
        of: shelf
      ).rows
        == ["a 2", "b 2", "- 1"])
    #expect(ask("select distinct author", of: shelf).rows == ["b", "a", "?", "-"])
  }

  /// The heap and the sort give the same, ties, nulls, denied and all.
  @Test func theTopIsTheSameAsTheSortedBeginning() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<30 {
      let books: [[String: Value]] = (0..<Int.random(in: 0...600, using: &generator)).map { _ in
        var book: [String: Value] = [:]
        if Int.random(in: 0..<8, using: &generator) > 0 {
          book["width"] = .integer(.random(in: 0..<20, using: &generator))
        }
        if Int.random(in: 0..<8, using: &generator) == 0 { book["spine"] = .refused }
        book["entries"] = .integer(.random(in: 0..<3, using: &generator))
        return book
      }
      let shelf = ToyShelf(books)
      let keys =
        ["width", "width desc nulls first", "entries, width desc", "entries desc"]
        .randomElement(using: &generator) ?? ""
      let all = ask("select number, width order by \(keys)", of: shelf).rows
      let limit = Int.random(in: 0...700, using: &generator)
      let offset = Int.random(in: 0...50, using: &generator)
      #expect(
        ask("select number, width order by \(keys) limit \(limit) offset \(offset)", of: shelf)
          .rows
          == Array(all.dropFirst(offset).prefix(limit)))
    }
  }

  @Test func theNextBestTakesThePlaceOfARowThatIsGone() {
    let books: [[String: Value]] = (1...50).map { ["width": .integer($0), "words": .integer($0)] }
    let shelf = ToyShelf(books, vanishing: [50: "pages", 49: "pages", 47: "pages", 48: "spine"])
    #expect(
      ask("select number, words order by width desc limit 3", of: shelf).rows
        == ["46 46", "45 45", "44 44"])
    #expect(shelf.reads.count { $0.hasSuffix("pages") } == 6)
  }

  @Test(arguments: [Int64.max, Int64.max - 1, 1 << 40])
  func anyLimitAndOffsetWillDo(_ number: Int64) {
    #expect(ask("select name order by name limit \(number)").rows.count == 9)
    #expect(ask("select name order by name limit \(number) offset \(number)").rows.isEmpty)
    #expect(ask("select name limit \(number) offset 1").rows.count == 8)
  }
}

/// Plans against what they are made from: whatever the rules do, the answer is the same.
@Suite struct EquivalenceTests {
  @Test func plannedAndUnplannedTruthsAreTheSame() throws {
    var generator = SeededGenerator(seed: 11)
    let shelf = ToyShelf([
      ["author": "a", "width": 1, "entries": 1, "words": 1, "good": true],
      ["author": "b", "width": 2, "spine": .refused, "words": 3, "good": false],
      ["cover": .refused, "width": 2, "entries": 2, "index": .refused],
      ["author": "a", "width": 3, "pages": .refused, "good": .null],
      ["author": "c", "entries": 1, "words": 2],
    ])
    for _ in 0..<400 {
      let test = randomTest(of: shelf.table, depth: 4, &generator)
      let evaluator = Evaluator(in: Run(shelf))
      let direct = evaluator.test(of: test)
      let query = BoundQuery(shelf.table, where: test, select: [.column("number", of: shelf.table)])
      let expected = try rows(
        BoundQuery(shelf.table, select: [.column("number", of: shelf.table), test]),
        of: shelf
      )
      .filter { Truth($0[1]).isTrue }.map { cellText($0[0]) }
      #expect(try rows(query, of: shelf).map { cellText($0[0]) } == expected)
      // The same without any rule, row by row.
      let frame = Frame()
      var unplanned: [String] = []
      let scan = try shelf.snapshot(at: .latest).rows(of: ScanRequest(table: shelf.table.name))
      var number = 0
      while let row = try scan.next() {
        number += 1
        frame.move(to: row)
        if direct(frame).isTrue { unplanned.append("\(number)") }
      }
      #expect(unplanned == expected)
    }
  }

  private func randomTest(
    of table: TableSchema, depth: Int, _ generator: inout SeededGenerator
  ) -> BoundExpression {
    if depth == 0 || Int.random(in: 0..<5, using: &generator) == 0 {
      return randomLeaf(of: table, &generator)
    }
    let left = randomTest(of: table, depth: depth - 1, &generator)
    switch Int.random(in: 0..<5, using: &generator) {
    case 0: return !left
    case 1, 2: return left && randomTest(of: table, depth: depth - 1, &generator)
    default: return left || randomTest(of: table, depth: depth - 1, &generator)
    }
  }

  private func randomLeaf(
    of table: TableSchema, _ generator: inout SeededGenerator
  ) -> BoundExpression {
    let constants: [BoundExpression] = [.yes, .no, .unknown, .nothing]
    if Int.random(in: 0..<5, using: &generator) == 0 {
      return constants.randomElement(using: &generator) ?? .yes
    }
    if Int.random(in: 0..<5, using: &generator) == 0 { return .column("good", of: table) }
    let operation: BinaryOperator = Bool.random(using: &generator) ? .equal : .less
    let column = ["number", "width", "entries", "words"].randomElement(using: &generator) ?? ""
    return .binary(
      operation, .column(column, of: table), .integer(.random(in: 0...4, using: &generator)))
  }
}
