import Execution
import Schema
import Values

/// The rows of a moment by the value of a column, which relations lead by.
final class Relatives {
  /// By value, in ascending order of their numbers.
  fileprivate var rows: [Int64: [RecordedRow]] = [:]
  /// Why some rows may be related to any; nil where none is.
  fileprivate(set) var unknown: Denial?
  fileprivate var unknownCount = 0
  fileprivate var note = ""

  /// What could not be told, each without its `note: `.
  var notes: [String] { unknown == nil ? [] : [note] }
}

// Rows are related to rows of the same moment.
extension RecordedSnapshot {
  /// Where a relation leads from a row. A process that began before another is not its child: its pid has
  /// been used again.
  func related(to row: RecordedRow, _ id: RelationID) -> RelatedRows {
    let relations = recording.schema.relations
    guard relations.indices.contains(id.index) else { return .none }
    let relation = relations[id.index]
    do throws(Failure) {
      switch relation.path {
      case .equal(let own, let other): return try related(to: row, relation, own, other)
      case .repeated(let step):
        guard let step = relations.first(where: { $0.name == step }),
          case .equal(let own, let other) = step.path
        else { return .none }
        return step.isMany
          ? .many(try descendants(of: row, own, other))
          : try ancestors(of: row, step, own, other)
      case .parts, .owner, .known: return .none
      }
    } catch {
      return .denied(.failed(error))
    }
  }

  private func related(
    to row: RecordedRow, _ relation: RelationSchema, _ own: String, _ other: String
  ) throws(Failure) -> RelatedRows {
    switch value(of: own, row) {
    case .integer(let number):
      if relation.isMany { return .many(RowStream(try children(of: row, number, other))) }
      if let parent = try parent(of: row, number, other) { return .one(parent) }
      return number == 0 ? .none : .denied(.notRecorded)
    case .denied(let denial): return .denied(denial)
    case _: return .none
    }
  }

  private func value(of column: String, _ row: RecordedRow) -> Value {
    recording.schema.columns.firstIndex { $0.schema.name == column }.map {
      row.value(ReaderID($0))
    } ?? .null
  }

  private func parent(
    of row: RecordedRow, _ number: Int64, _ other: String
  ) throws(Failure) -> RecordedRow? {
    let found =
      other == recording.schema.table.lookUp
      ? try rows(numbered: [number]) : try relatives(by: other).rows[number] ?? []
    return found.first { $0.process.start <= row.process.start }
  }

  private func children(
    of row: RecordedRow, _ number: Int64, _ other: String
  ) throws(Failure) -> [RecordedRow] {
    let found =
      other == recording.schema.table.lookUp
      ? try rows(numbered: [number]) : try relatives(by: other).rows[number] ?? []
    return found.filter { $0.process.start >= row.process.start }
  }

  /// Each before its own, as in a tree that is drawn. A file that somebody made up may lead round in a
  /// circle.
  private func descendants(
    of row: RecordedRow, _ own: String, _ other: String
  ) throws(Failure) -> RowStream {
    var pending = try next(row, own, other)
    var met: Set<Int64> = [row.process.id]
    return RowStream { [self] () throws(Failure) in
      while let row = pending.popLast() {
        guard met.insert(row.process.id).inserted else { continue }
        pending += try next(row, own, other)
        return row
      }
      return nil
    }
  }

  /// Its children, the last first.
  private func next(
    _ row: RecordedRow, _ own: String, _ other: String
  ) throws(Failure) -> [RecordedRow] {
    guard case .integer(let number) = value(of: own, row) else { return [] }
    return try children(of: row, number, other).reversed()
  }

  /// The nearest first.
  /// It ends with a process that has none, or whose own is not known: then it lacks some.
  private func ancestors(
    of row: RecordedRow, _ relation: RelationSchema, _ own: String, _ other: String
  ) throws(Failure) -> RelatedRows {
    var next = try related(to: row, relation, own, other)
    if case .denied(let denial) = next { return .denied(denial) }
    var met: Set<Int64> = [row.process.id]
    return .many(
      RowStream { [self] () throws(Failure) in
        guard case .one(let found) = next, let ancestor = found as? RecordedRow,
          met.insert(ancestor.process.id).inserted
        else { return nil }
        next = try related(to: ancestor, relation, own, other)
        return ancestor
      } lacking: {
        if case .denied(let denial) = next { denial } else { nil }
      })
  }

  /// All rows by what a column holds.
  private func relatives(by column: String) throws(Failure) -> Relatives {
    if let known = relatives[column] { return known }
    let found = Relatives()
    let rows = try every()
    for row in rows {
      switch value(of: column, row) {
      case .integer(let number): found.rows[number, default: []].append(row)
      case .denied(let denial):
        found.unknown = found.unknown ?? denial
        found.unknownCount += 1
      case _: break
      }
    }
    if let unknown = found.unknown {
      found.note =
        "\(column) of \(found.unknownCount) of \(rows.count) rows is not known: "
        + reason(for: unknown)
    }
    relatives[column] = found
    return found
  }
}
