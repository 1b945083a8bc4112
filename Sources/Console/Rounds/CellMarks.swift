import Execution
import Values

/// Finds the cells of a round that look other than they did in the round before.
struct CellMarks {
  private let comparison: CellComparison
  /// Rows that are known again, by their keys; several may have one key.
  private var known: [RowKey: [[Value]]] = [:]
  /// The rows of the round before, in their order.
  private var rows: [[Value]]?

  init(_ text: CellText) {
    comparison = .shown(text)
  }

  /// The marks of each row of the next round: none in the first, all of a row that is new. A row that
  /// is not known again is compared with the one that stood in its place. Both are shown in the formats
  /// of this round: that a column has got more digits changes none of its cells.
  mutating func marks(
    of rows: [[Value]], _ keys: [RowKey?], as formats: [ColumnFormat]
  ) -> [[Bool]] {
    let before = (known: known, rows: self.rows)
    known.removeAll(keepingCapacity: true)
    self.rows = rows
    var counts: [RowKey: Int] = [:]
    return zip(rows, keys).enumerated().map { place, row in
      let (cells, key) = row
      var old = before.rows.flatMap { place < $0.count ? $0[place] : nil }
      if let key, key.isLasting {
        let occurrence = counts[key, default: 0]
        counts[key] = occurrence + 1
        known[key, default: []].append(cells)
        old = before.known[key].flatMap { occurrence < $0.count ? $0[occurrence] : nil }
      }
      guard before.rows != nil else { return Array(repeating: false, count: cells.count) }
      guard let old else { return Array(repeating: true, count: cells.count) }
      return zip(formats, zip(cells, old)).map { format, pair in
        !comparison.areAlike(pair.0, pair.1, as: format)
      }
    }
  }
}
