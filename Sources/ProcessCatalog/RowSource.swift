import ProcFS
import QueryEngine

/// A file, link or listing that a row's facts come from, with the record that is read from it.
struct RowSource<Subject: Row & SendableMetatype, Record>: Sendable {
  let origin: Origin
  private let way: Way

  /// To the record.
  private enum Way: Sendable {
    /// It came with the row.
    case known(@Sendable (Subject) -> Record)
    case read(@Sendable (Subject) -> Reading<Record>)
  }

  init(_ origin: Origin, knowing record: @escaping @Sendable (Subject) -> Record) {
    self.origin = origin
    self.way = .known(record)
  }

  init(_ origin: Origin, _ reading: @escaping @Sendable (Subject) -> Reading<Record>) {
    self.origin = origin
    self.way = .read(reading)
  }

  init(_ file: ProcFile, _ reading: @escaping @Sendable (Subject) -> Reading<Record>) {
    self.init(Origins.file(file), reading)
  }

  /// A column's way to its value. Columns of a table are asked of its rows alone: the binder sees to
  /// it.
  func variant<Cell: ColumnValue>(
    _ read: @escaping @Sendable (Record, Subject) -> Cell?
  ) -> Column.Variant {
    switch way {
    case .known(let record):
      Column.Variant(origin) { row in
        let row = unsafeDowncast(row, to: Subject.self)
        return read(record(row), row)?.value ?? .null
      }
    case .read(let reading):
      Column.Variant(origin) { row in
        let row = unsafeDowncast(row, to: Subject.self)
        switch reading(row) {
        case .read(let record): return read(record, row)?.value ?? .null
        case .absent, .gone: return .null
        case .denied(let file): return .denied(.origin(Origins.file(file)))
        }
      }
    }
  }
}
