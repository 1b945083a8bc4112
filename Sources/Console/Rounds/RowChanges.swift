import Execution
import Values

/// What is told of a row by `changes`.
enum RowChange: String {
  /// It is one of the first rows.
  case present
  case came
  /// It is told of as it was last seen.
  case went
  /// It is the same row, and looks as it does now.
  case changed
}

/// Compares the rows of each round with those of the round before.
///
/// Several rows may have one key: a socket that two processes hold, or two rows of one content. Those
/// that are equal to one of before are unchanged, the others are paired in their order, and what is
/// left over came or went.
struct RowChanges {
  private let comparison: CellComparison
  private var known: [RowKey: [[Value]]] = [:]
  /// The keys, in the order in which their first rows came.
  private var order: [RowKey] = []
  private var hasBegun = false
  private var formats: [ColumnFormat] = []

  /// Rows have changed where this tells a difference.
  init(by comparison: CellComparison) {
    self.comparison = comparison
  }

  /// A row of a round.
  struct KeyedRow {
    let key: RowKey
    let cells: [Value]
  }

  /// What a row has come to.
  struct Difference {
    let change: RowChange
    let cells: [Value]
    /// Of a row that has changed, the cells that did; none of another.
    var marks: [Bool]?
  }

  /// Takes a whole round. A row that is not among it, and whose key is among the unjudged, is kept, and so
  /// is any that no source knows again where some row `isUnjudged`: it
  /// is not known whether it went. First those that went, then the others in the order of the round.
  /// Old rows and new are compared as these formats show them.
  mutating func update(
    _ rows: [KeyedRow], as formats: [ColumnFormat], unjudged: Set<RowKey> = [],
    isUnjudged: Bool = false
  ) -> [Difference] {
    self.formats = formats
    let before = known
    let keysBefore = order
    take(rows)
    guard hasBegun else {
      hasBegun = true
      return rows.map { Difference(change: .present, cells: $0.cells) }
    }
    var differences: [Difference] = []
    for key in keysBefore {
      let gone = self.gone(key, before)
      if unjudged.contains(key) || isUnjudged && !key.isOfSource {
        keep(gone, of: key)
      } else {
        differences += gone.map { Difference(change: .went, cells: $0) }
      }
    }
    return differences + arrivals(of: rows, before)
  }

  private mutating func take(_ rows: [KeyedRow]) {
    known.removeAll(keepingCapacity: true)
    order.removeAll(keepingCapacity: true)
    for row in rows { keep([row.cells], of: row.key) }
  }

  private mutating func keep(_ rows: [[Value]], of key: RowKey) {
    guard !rows.isEmpty else { return }
    if known[key] == nil { order.append(key) }
    known[key, default: []] += rows
  }

  /// The rows of this key that are left over from before.
  private func gone(_ key: RowKey, _ before: [RowKey: [[Value]]]) -> [[Value]] {
    let now = known[key] ?? []
    let unequal = subtracting(now, from: before[key] ?? [])
    guard key.isLasting else { return unequal }
    return Array(unequal.dropFirst(subtracting(before[key] ?? [], from: now).count))
  }

  /// What came, and what has changed.
  private func arrivals(of rows: [KeyedRow], _ before: [RowKey: [[Value]]]) -> [Difference] {
    var unmatched = before
    /// The rows of before of each key that are equal to none of now.
    var changeable: [RowKey: ArraySlice<[Value]>] = [:]
    return rows.compactMap { row in
      if let index = unmatched[row.key]?.lastIndex(where: {
        comparison.areAlike($0, row.cells, as: formats)
      }) {
        unmatched[row.key]?.remove(at: index)
        return nil
      }
      guard row.key.isLasting else { return Difference(change: .came, cells: row.cells) }
      var olds =
        changeable[row.key]
        ?? subtracting(known[row.key] ?? [], from: before[row.key] ?? [])[...]
      let old = olds.popFirst()
      changeable[row.key] = olds
      guard let old else { return Difference(change: .came, cells: row.cells) }
      let marks = zip(formats, zip(row.cells, old)).map { format, pair in
        !comparison.areAlike(pair.0, pair.1, as: format)
      }
      return Difference(change: .changed, cells: row.cells, marks: marks)
    }
  }

  /// Those rows that have no equal among others, each of which is the equal of one.
  private func subtracting(_ others: [[Value]], from rows: [[Value]]) -> [[Value]] {
    guard !others.isEmpty else { return rows }
    var others = others
    return rows.filter { row in
      guard let index = others.lastIndex(where: { comparison.areAlike($0, row, as: formats) })
      else {
        return true
      }
      others.remove(at: index)
      return false
    }
  }
}
