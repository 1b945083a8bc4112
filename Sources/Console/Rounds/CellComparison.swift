import Execution
import Values

/// When a cell is what it was in the round before.
enum CellComparison {
  /// Programs read it: every difference counts.
  case exact
  /// People read it in this form: what grows by less than is shown has not changed.
  case shown(CellText)

  /// Whether nobody would see a difference between these two, which are shown in this format.
  func areAlike(_ one: Value, _ other: Value, as format: ColumnFormat) -> Bool {
    if areEqual([one], [other]) { return true }
    return switch self {
    case .exact: false
    case .shown(let text): text.bytes(of: one, as: format) == text.bytes(of: other, as: format)
    }
  }

  /// Whether all cells of two rows are alike.
  func areAlike(_ one: [Value], _ other: [Value], as formats: [ColumnFormat]) -> Bool {
    one.count == other.count
      && one.indices.allSatisfy { areAlike(one[$0], other[$0], as: formats[$0]) }
  }

  /// A row that nothing else is known of, by its content. It does not depend on the other rows.
  func key(of cells: [Value]) -> RowKey {
    switch self {
    case .exact: RowKey(cells, isLasting: false)
    case .shown(let text):
      RowKey(
        cells.map { .text(Text(bytes: text.bytes(of: $0, as: ColumnFormat()))) }, isLasting: false)
    }
  }
}

extension CellText {
  fileprivate func bytes(of value: Value, as format: ColumnFormat) -> [UInt8] {
    var bytes: [UInt8] = []
    append(value, as: format, to: &bytes)
    return bytes
  }
}

/// Whether two rows say the same: null is one with null, and denied, for whatever reason, with denied.
func areEqual(_ one: [Value], _ other: [Value]) -> Bool { ValueKey(one) == ValueKey(other) }
