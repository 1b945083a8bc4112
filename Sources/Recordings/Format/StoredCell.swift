/// What a cell of a row in the file holds, with what its masks tell.
enum StoredCell: Hashable {
  case null
  /// Of a type whose values are whole; of texts, lists and maps the id of the text.
  case integer(Int64)
  case real(Double)
  /// NULL, and the bit of `denied`.
  case denied
  /// NULL, and the bit of `failed`.
  case failed
}

extension DatabaseStatement {
  /// Gives parameters from a place on the cells of a table's columns, then those of their masks; the place
  /// behind them.
  func bind(_ cells: some Collection<StoredCell>, from first: Int) throws(DatabaseError) -> Int {
    var place = first
    for cell in cells {
      switch cell {
      case .null, .denied, .failed: try bind(.null, at: place)
      case .integer(let value): try bind(.integer(value), at: place)
      case .real(let value): try bind(.real(value), at: place)
      }
      place += 1
    }
    place = try bindMask(of: .denied, cells, from: place)
    return try bindMask(of: .failed, cells, from: place)
  }

  /// NULL where no bit is set, as of most rows.
  private func bindMask(
    of marked: StoredCell, _ cells: some Collection<StoredCell>, from first: Int
  ) throws(DatabaseError) -> Int {
    let words = CellMasks.words(for: cells.count)
    var place = 0
    var mask: Int64 = 0
    var word = 0
    for cell in cells {
      if cell == marked { mask |= 1 << Int64(place) }
      place += 1
      if place == CellMasks.bits {
        try bind(mask == 0 ? .null : .integer(mask), at: first + word)
        (place, mask, word) = (0, 0, word + 1)
      }
    }
    if word < words { try bind(mask == 0 ? .null : .integer(mask), at: first + word) }
    return first + words
  }

  /// The cells that `bind` stored, of columns from a place on.
  func storedCells(from first: Int, count: Int) -> [StoredCell] {
    let words = CellMasks.words(for: count)
    return (0..<count).map { place in
      let (word, bit) = (place / CellMasks.bits, Int64(place % CellMasks.bits))
      let column = first + count + word
      if integer(column + words) >> bit & 1 == 1 { return .failed }
      if integer(column) >> bit & 1 == 1 { return .denied }
      return switch cell(first + place) {
      case .integer(let value): .integer(value)
      case .real(let value): .real(value)
      case .null, .text, .bytes: .null
      }
    }
  }
}
