/// How the masks of a table are laid out, which tell what is no value apart: of `denied` and `failed` the
/// bit of a column says that there was a fact which could not be had. The columns of a table have bits in
/// their order.
enum CellMasks {
  /// A signed number of SQLite has 64 bits, of which the upper two are left alone.
  static let bits = 62

  /// How many numbers one mask takes for so many columns.
  static func words(for columns: Int) -> Int { max(1, (columns + bits - 1) / bits) }

  /// The columns of both masks: `denied`, `denied_2`, `failed`, `failed_2`.
  static func names(for columns: Int) -> [String] {
    ["denied", "failed"].flatMap { mask in
      (1...words(for: columns)).map { $0 == 1 ? mask : "\(mask)_\($0)" }
    }
  }

  /// The column that holds a place's bit, and the bit.
  static func bit(of place: Int, in mask: String) -> (column: String, bit: Int64) {
    let word = place / bits
    return (word == 0 ? mask : "\(mask)_\(word + 1)", 1 << Int64(place % bits))
  }
}
