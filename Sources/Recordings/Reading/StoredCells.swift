import Execution
import Schema
import Values

/// The cells of a row in the file, with what is told of those that are null.
struct StoredCells {
  /// In the order of the columns.
  private let cells: [DatabaseStatement.Cell]
  /// A bit for each column, in words of so many.
  private let denied: [Int64]
  private let failed: [Int64]
  /// The text that says why those failed.
  private let reason: Int64?

  /// What is selected of a table for these columns: `fact."rss", fact.denied, …`.
  static func selection(_ columns: [Recording.StoredColumn], of table: String) -> String {
    let names = columns.map(\.name.quotedForSQL) + CellMasks.names(for: columns.count) + ["reason"]
    return names.map { "\(table).\($0)" }.joined(separator: ", ")
  }

  /// Those of a row of such a selection, which begins at a column.
  init(_ row: DatabaseStatement, from first: Int, count: Int) {
    var cells: [DatabaseStatement.Cell] = []
    cells.reserveCapacity(count)
    for place in 0..<count { cells.append(row.cell(first + place)) }
    self.cells = cells
    let words = CellMasks.words(for: count)
    let masks = first + count
    denied = Self.mask(row, masks..<masks + words)
    failed = Self.mask(row, masks + words..<masks + 2 * words)
    let place = masks + 2 * words
    reason = row.isNull(place) ? nil : row.integer(place)
  }

  /// Empty where no bit is set, as of most rows.
  private static func mask(_ row: DatabaseStatement, _ columns: Range<Int>) -> [Int64] {
    let words = columns.map { row.integer($0) }
    return words.contains { $0 != 0 } ? words : []
  }

  /// What stands at a place.
  enum Content {
    case cell(DatabaseStatement.Cell)
    case denied
    /// The text that says why.
    case failed(Int64?)
  }

  /// At a place within bounds.
  subscript(place: Int) -> Content {
    if Self.isSet(place, in: failed) { return .failed(reason) }
    if Self.isSet(place, in: denied) { return .denied }
    return .cell(cells[place])
  }

  private static func isSet(_ place: Int, in mask: [Int64]) -> Bool {
    !mask.isEmpty && mask[place / CellMasks.bits] >> Int64(place % CellMasks.bits) & 1 == 1
  }
}
