import Execution
import Values

/// When a cell is what it was in the round before.
enum CellComparison {
  /// Programs read it: every difference counts.
  case exact
  /// People read it in this form: what grows by less than is shown has not changed.
  case shown(CellText)

  /// Whether nobody would see a difference between these two.
  func areAlike(_ one: Value, _ other: Value) -> Bool {
    if areEqual([one], [other]) { return true }
    return switch self {
    case .exact: false
    case .shown(let text): text.bytes(of: one) == text.bytes(of: other)
    }
  }

  /// Whether all cells of two rows are alike.
  func areAlike(_ one: [Value], _ other: [Value]) -> Bool {
    one.count == other.count && zip(one, other).allSatisfy { areAlike($0, $1) }
  }

  /// A row that nothing else is known of, by its content.
  func key(of cells: [Value]) -> RowKey {
    switch self {
    case .exact: RowKey(cells, isLasting: false)
    case .shown(let text):
      RowKey(cells.map { .text(Text(bytes: text.bytes(of: $0))) }, isLasting: false)
    }
  }
}

extension CellText {
  fileprivate func bytes(of value: Value) -> [UInt8] {
    var bytes: [UInt8] = []
    append(value, to: &bytes)
    return bytes
  }
}

/// Whether two rows say the same: null is one with null, and denied, for whatever reason, with denied.
func areEqual(_ one: [Value], _ other: [Value]) -> Bool { ValueKey(one) == ValueKey(other) }
