/// A line of a source, cut to fit around a range, and the mark that goes under it.
struct Excerpt {
  /// How many columns a line may take, its gutter included.
  static let widest = 100
  /// Below so many columns a line is not cut further.
  static let narrowest = 24

  /// The part of the line that is shown, with `…` at the cuts.
  let line: String
  /// The blanks before the mark.
  let indent: String
  /// The caret under the beginning of the range, and `~` under the rest of it.
  let mark: String

  init(of source: SourceText, at range: SourceRange, columns: Int) {
    let whole = source.lineRange(around: min(max(range.lower, 0), source.bytes.count))
    // At the end of a line the caret stands behind its last character, not behind its line end.
    let start = min(max(range.lower, whole.lower), whole.upper)
    // The work must not grow with the line, so only the bytes near the caret are looked at: all
    // that is shown lies among them, since only combining marks take no column.
    let near = source.window(around: start, in: whole, reach: 4 * columns)
    let cells = Excerpt.cells(of: source.bytes, in: near, marking: range, from: start)
    let caret = cells.firstIndex { $0.offset >= start } ?? cells.count
    let span = Excerpt.span(of: cells, around: caret, columns: columns, isWhole: near == whole)
    let cutBefore = span.lowerBound > 0 || near.lower > whole.lower ? "…" : ""
    let cutAfter = span.upperBound < cells.count || near.upper < whole.upper ? "…" : ""
    let left = displayWidth(of: cutBefore) + cells[span.lowerBound..<caret].width
    let length = cells[caret..<span.upperBound].filter(\.isMarked)[...].width
    line = cutBefore + cells[span].map(\.text).joined() + cutAfter
    indent = String(repeating: " ", count: left)
    mark = "^" + String(repeating: "~", count: max(length - 1, 0))
  }

  /// A scalar, or a byte that is none, as it is shown.
  fileprivate struct Cell {
    let text: String
    let width: Int
    let offset: Int
    let isMarked: Bool
  }

  private static func cells(
    of bytes: [UInt8], in window: SourceRange, marking marked: SourceRange, from start: Int
  ) -> [Cell] {
    var cells: [Cell] = []
    var rest = bytes[window]
    while let first = rest.first {
      let scalar = rest.prefix(UTF8Scalar.length(at: rest))
      let offset = rest.startIndex
      rest = rest[scalar.endIndex...]
      let text = first == UInt8(ascii: "\t") ? "    " : visible(scalar)
      cells.append(
        Cell(
          text: text, width: displayWidth(of: text), offset: offset,
          isMarked: offset >= start && offset < marked.upper))
    }
    return cells
  }

  /// The cells that are shown: all if they fit, else as many marked ones as fit, with the remaining
  /// columns shared between what stands before and after.
  private static func span(
    of cells: [Cell], around caret: Int, columns: Int, isWhole: Bool
  ) -> Range<Int> {
    if isWhole, cells[...].width <= columns { return cells.indices }
    // Two columns are kept for what shows the cuts.
    let budget = columns - 2
    var span = Span(cells: cells, at: caret)
    span.growRight(to: budget - min(budget / 4, 16)) { $0.isMarked }
    span.growLeft(to: (span.width + budget) / 2)
    span.growRight(to: budget) { _ in true }
    span.growLeft(to: budget)
    return span.range
  }

  /// Cells side by side, and how wide they are together.
  private struct Span {
    let cells: [Cell]
    var range: Range<Int>
    var width = 0

    init(cells: [Cell], at index: Int) {
      self.cells = cells
      self.range = index..<index
    }

    mutating func growRight(to limit: Int, while isWanted: (Cell) -> Bool) {
      while range.upperBound < cells.count, case let next = cells[range.upperBound],
        isWanted(next), width + next.width <= limit
      {
        range = range.lowerBound..<range.upperBound + 1
        width += next.width
      }
    }

    mutating func growLeft(to limit: Int) {
      while range.lowerBound > 0, case let next = cells[range.lowerBound - 1],
        width + next.width <= limit
      {
        range = range.lowerBound - 1..<range.upperBound
        width += next.width
      }
    }
  }
}

extension ArraySlice<Excerpt.Cell> {
  /// In columns.
  fileprivate var width: Int { reduce(0) { $0 + $1.width } }
}

extension SourceText {
  /// The part of a line that is at most so many bytes away from a place on it, cut where scalars
  /// begin.
  fileprivate func window(around place: Int, in line: SourceRange, reach: Int) -> SourceRange {
    var lower = max(line.lower, place - reach)
    while lower > line.lower, lower < place, bytes[lower].continuesScalar { lower += 1 }
    var upper = min(line.upper, place + reach)
    while upper < line.upper, upper > place, bytes[upper].continuesScalar { upper -= 1 }
    return SourceRange(lower, upper)
  }
}

extension UInt8 {
  fileprivate var continuesScalar: Bool { self & 0xC0 == 0x80 }
}
