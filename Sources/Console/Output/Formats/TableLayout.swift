import Binding

/// How wide each column of a table is shown. No column is left out: where the room is short, texts are
/// cut, the widest first.
struct TableLayout {
  /// The width of each column.
  private(set) var widths: [Int]

  /// Two blanks part the columns.
  static let gap = 2
  /// No text is cut below this width, even if the table gets wider than the room: less says nothing.
  private static let readable = 12

  /// No narrower than these widths, of as many columns, unless the room is short.
  init(_ grid: CellGrid, available: Int?, atLeast least: [Int] = []) {
    widths = zip(grid.headings, grid.widths).map { max($0.width, $1) }
    for (index, width) in least.enumerated() { widths[index] = max(widths[index], width) }
    guard let available else { return }
    let texts = grid.columns.indices.filter {
      grid.columns[$0].type.canBeCut && !grid.columns[$0].isUncut
    }
    cut(texts, by: widths.reduce(Self.gap * (widths.count - 1), +) - available)
  }

  /// Takes so many columns of the terminal from the widest of these, and from the next as soon as they
  /// are as wide.
  private mutating func cut(_ columns: [Int], by excess: Int) {
    guard excess > 0, let widest = columns.map({ widths[$0] }).max() else { return }
    let room = columns.reduce(0) { $0 + widths[$1] } - excess
    func sum(at level: Int) -> Int { columns.reduce(0) { $0 + min(widths[$1], level) } }
    // The widest level at which all fit.
    var (level, tooWide) = (Self.readable, max(widest, Self.readable + 1))
    while tooWide - level > 1 {
      let middle = (level + tooWide) / 2
      if sum(at: middle) <= room { level = middle } else { tooWide = middle }
    }
    var rest = room - sum(at: level)
    for column in columns where widths[column] > level {
      widths[column] = level + (rest > 0 ? 1 : 0)
      rest -= 1
    }
  }
}
