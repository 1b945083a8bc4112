/// A bar of blocks, as long as a number is beside the largest one.
package struct Bar: Sendable {
  /// How many columns the largest number's bar takes.
  package let width: Int64

  /// The widths that a bar may have.
  package static let widths: ClosedRange<Int64> = 1...200
  /// The width where none is said.
  package static let usualWidth: Int64 = 20

  package init(width: Int64 = usualWidth) {
    self.width = width
  }

  /// The bar of each of these values, which are of one column. Null and denied stay what they are. A
  /// number above zero has an eighth of a column at least, so that it is told from zero; one below
  /// zero has none.
  package func values(of column: [Value]) -> [Value] {
    let numbers = column.map { $0.measure?.amount.number }
    let largest = numbers.lazy.compactMap(\.self).max() ?? 0
    return zip(column, numbers).map { value, number in
      guard let number else { return value }
      return .text(Text(String(bar(number, of: largest))))
    }
  }

  private func bar(_ number: Double, of largest: Double) -> String {
    guard number > 0, largest > 0 else { return "" }
    let eighths = max(Int((number / largest * Double(width) * 8).rounded()), 1)
    let rest = eighths % 8
    return String(repeating: "█", count: eighths / 8) + (rest > 0 ? Self.parts[rest - 1] : "")
  }

  /// From one to seven eighths of a column, from the left.
  private static let parts = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
}
