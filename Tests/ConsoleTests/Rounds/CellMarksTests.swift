import Execution
import Testing
import Values

@testable import Console

@Suite struct CellMarksTests {
  private func key(_ name: String) -> RowKey { RowKey([.text(Text(name))], isLasting: true) }

  @Test func cellsThatLookOtherAreMarked() {
    var marks = CellMarks(CellText(isRaw: false))
    let first = marks.marks(of: [[.text("a"), .integer(1)]], [key("a")])
    #expect(first == [[false, false]])
    let second = marks.marks(
      of: [[.text("b"), .integer(1)], [.text("a"), .integer(2)]], [key("b"), key("a")])
    #expect(second == [[true, true], [false, true]])
    let third = marks.marks(
      of: [[.text("a"), .integer(2)], [.text("b"), .integer(1)]], [key("a"), key("b")])
    #expect(third == [[false, false], [false, false]])
    // It went, and is new again.
    _ = marks.marks(of: [], [])
    #expect(marks.marks(of: [[.text("a"), .integer(2)]], [key("a")]) == [[true, true]])
  }

  @Test func whatGrowsByLessThanIsShownIsNotMarked() {
    var marks = CellMarks(CellText(isRaw: false))
    _ = marks.marks(of: [[.duration(60_000_000_000)]], [key("a")])
    #expect(marks.marks(of: [[.duration(60_000_000_001)]], [key("a")]) == [[false]])
    #expect(marks.marks(of: [[.duration(61_000_000_000)]], [key("a")]) == [[true]])
    var exact = CellMarks(CellText(isRaw: true))
    _ = exact.marks(of: [[.duration(60_000_000_000)]], [key("a")])
    #expect(exact.marks(of: [[.duration(60_000_000_001)]], [key("a")]) == [[true]])
  }

  /// A smaller number beside it may give a column more digits: that changes no cell.
  @Test func moreDigitsMarkNothing() {
    var marks = CellMarks(CellText(isRaw: false))
    let (old, new) = ([[Value.real(1.2341)]], [[Value.real(1.2344)], [.real(0.001)]])
    _ = marks.marks(of: old, [key("a")], as: [ColumnFormat(decimals: 2)])
    #expect(
      marks.marks(of: new, [key("a"), key("b")], as: [ColumnFormat(decimals: 3)])
        == [[false], [true]])
    #expect(
      marks.marks(of: new, [key("a"), key("b")], as: [ColumnFormat(decimals: 2)])
        == [[false], [false]])
  }

  @Test func rowsThatAreNotKnownAgainAreComparedByTheirPlace() {
    for key in [nil, RowKey([.integer(1)], isLasting: false)] {
      var marks = CellMarks(CellText(isRaw: false))
      _ = marks.marks(of: [[.integer(1)], [.integer(2)]], [key, key])
      #expect(
        marks.marks(of: [[.integer(1)], [.integer(3)], [.integer(4)]], [key, key, key])
          == [[false], [true], [true]])
    }
  }

  @Test func severalRowsMayHaveOneKey() {
    var marks = CellMarks(CellText(isRaw: false))
    _ = marks.marks(of: [[.integer(1)], [.integer(2)]], [key("s"), key("s")])
    #expect(
      marks.marks(
        of: [[.integer(1)], [.integer(3)], [.integer(3)]], [key("s"), key("s"), key("s")])
        == [[false], [true], [true]])
  }
}

extension CellMarks {
  /// Of columns that need no format of their own.
  fileprivate mutating func marks(of rows: [[Value]], _ keys: [RowKey?]) -> [[Bool]] {
    let columns = rows.map(\.count).max() ?? 0
    return marks(of: rows, keys, as: Array(repeating: ColumnFormat(), count: columns))
  }
}
