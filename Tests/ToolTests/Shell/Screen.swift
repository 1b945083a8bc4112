/// What a terminal of the xterm family shows after the bytes that were sent to it: as much of one
/// as libedit, a pager and the shell make use of.
struct Screen {
  private(set) var columns: Int
  private(set) var rows: Int
  private var cells: [[Unicode.Scalar]]
  private(set) var row = 0
  /// May be one beyond the last: the next character wraps.
  private(set) var column = 0
  /// Rows that were scrolled off, the oldest first.
  private var above: [String] = []
  private var wraps = true
  private var state = State.ground
  private var utf8: [UInt8] = []

  private enum State {
    case ground
    case escape
    case sequence([UInt8])
  }

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Self.blank(columns, rows)
  }

  private static func blank(_ columns: Int, _ rows: Int) -> [[Unicode.Scalar]] {
    Array(repeating: Array(repeating: " ", count: columns), count: rows)
  }

  /// All rows that hold something, those scrolled off too, without blanks at their ends.
  var text: String {
    var lines = above + shown
    while lines.last == "" { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  /// The rows on the screen, without blanks at their ends.
  var shown: [String] { cells.map(Self.line) }

  /// The row that the cursor is in.
  var currentLine: String { Self.line(cells[row]) }

  private static func line(_ cells: [Unicode.Scalar]) -> String {
    var text = ""
    // A wide character's second cell is empty.
    text.unicodeScalars.append(contentsOf: cells.filter { $0 != "\0" })
    return String(text.reversed().drop { $0 == " " }.reversed())
  }

  mutating func resize(columns: Int, rows: Int) {
    let text = shown.prefix(self.row + 1)
    self = Screen(columns: columns, rows: rows, above: above)
    for (index, line) in text.enumerated() {
      if index > 0 { feed([0x0d, 0x0a]) }
      feed(Array(line.utf8))
    }
  }

  private init(columns: Int, rows: Int, above: [String]) {
    self.init(columns: columns, rows: rows)
    self.above = above
  }

  mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { feed(byte) }
  }

  private mutating func feed(_ byte: UInt8) {
    switch state {
    case .ground: take(byte)
    case .escape:
      switch byte {
      case UInt8(ascii: "["): state = .sequence([])
      case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "="), UInt8(ascii: ">"):
        state = .ground
      case UInt8(ascii: "M"):
        row = max(row - 1, 0)
        state = .ground
      default: state = .ground
      }
    case .sequence(let bytes):
      guard (0x40...0x7e).contains(byte) else {
        state = .sequence(bytes + [byte])
        return
      }
      state = .ground
      obey(byte, String(decoding: bytes, as: UTF8.self))
    }
  }

  private mutating func take(_ byte: UInt8) {
    switch byte {
    case 0x1b: state = .escape
    case 0x08: column = max(min(column, columns) - 1, 0)
    case 0x09: column = min((column / 8 + 1) * 8, columns - 1)
    case 0x0a: lineFeed()
    case 0x0d: column = 0
    case ..<0x20, 0x7f: break
    default:
      utf8.append(byte)
      guard let text = String(validating: utf8, as: UTF8.self) else {
        if utf8.count >= 4 { utf8 = [] }
        return
      }
      utf8 = []
      text.unicodeScalars.forEach { put($0) }
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let width = (0x1100...0xffdc).contains(scalar.value) && scalar.value > 0x2e80 ? 2 : 1
    if column + width > columns {
      if wraps {
        column = 0
        lineFeed()
      } else {
        column = columns - width
      }
    }
    cells[row][column] = scalar
    if width == 2, column + 1 < columns { cells[row][column + 1] = "\0" }
    column += width
    // The last cell is written again and again.
    if !wraps { column = min(column, columns - 1) }
  }

  private mutating func lineFeed() {
    if row + 1 < rows {
      row += 1
    } else {
      above.append(Self.line(cells[0]))
      cells.removeFirst()
      cells.append(Array(repeating: " ", count: columns))
    }
  }

  private mutating func obey(_ final: UInt8, _ text: String) {
    if text.hasPrefix("?") {
      if text == "?7" { wraps = final == UInt8(ascii: "h") }
      return
    }
    let numbers = text.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
    let first = numbers.first ?? nil
    let count = max(first ?? 1, 1)
    column = min(column, columns - 1)
    switch final {
    case UInt8(ascii: "A"): row = max(row - count, 0)
    case UInt8(ascii: "B"): row = min(row + count, rows - 1)
    case UInt8(ascii: "C"): column = min(column + count, columns - 1)
    case UInt8(ascii: "D"): column = max(column - count, 0)
    case UInt8(ascii: "G"): column = min(count, columns) - 1
    case UInt8(ascii: "H"):
      row = min(count, rows) - 1
      column = min(max((numbers.count > 1 ? numbers[1] : nil) ?? 1, 1), columns) - 1
    case UInt8(ascii: "K"): erase(row, from: first == 1 || first == 2 ? 0 : column)
    case UInt8(ascii: "J"):
      if first == nil || first == 0 {
        erase(row, from: column)
        for below in row + 1..<max(rows, row + 1) { erase(below, from: 0) }
      } else {
        (0..<rows).forEach { erase($0, from: 0) }
      }
    case UInt8(ascii: "P"):
      cells[row].removeSubrange(column..<min(column + count, columns))
      cells[row] += Array(repeating: " ", count: columns - cells[row].count)
    case UInt8(ascii: "@"):
      cells[row].insert(contentsOf: Array(repeating: " ", count: count), at: column)
      cells[row].removeLast(cells[row].count - columns)
    default: break
    }
  }

  private mutating func erase(_ row: Int, from column: Int) {
    for index in column..<columns { cells[row][index] = " " }
  }
}
