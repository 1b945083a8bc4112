import Binding

/// How wide each column of a table is shown. No column is left out: where the room is short, text
/// is cut, the last text column first.
struct TableLayout {
  /// The width of each column.
  private(set) var widths: [Int]

  /// Two blanks part the columns.
  static let gap = 2
  /// What a cut column keeps for as long as another can still give.
  private static let readable = 8

  /// No narrower than these widths, of as many columns, unless the room is short.
  init(_ grid: CellGrid, available: Int?, atLeast least: [Int] = []) {
    widths = zip(grid.headings, grid.widths).map { max($0.width, $1) }
    for (index, width) in least.enumerated() { widths[index] = max(widths[index], width) }
    guard let available else { return }
    let texts = grid.columns.indices.filter { grid.columns[$0].type.canBeCut }
    var excess = widths.reduce(Self.gap * (widths.count - 1), +) - available
    for floor in [Self.readable, 1] {
      for index in texts.reversed() where excess > 0 {
        let given = min(excess, max(0, widths[index] - floor))
        widths[index] -= given
        excess -= given
      }
    }
  }
}
