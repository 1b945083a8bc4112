import ProcFS
import QueryEngine

/// A file, link or listing that a row's facts come from, with the record that is read from it.
struct RowSource<Subject: Row & SendableMetatype, Record>: Sendable {
  let origin: Origin
  let reading: @Sendable (Subject) -> Reading<Record>

  init(_ origin: Origin, _ reading: @escaping @Sendable (Subject) -> Reading<Record>) {
    self.origin = origin
    self.reading = reading
  }

  init(_ file: ProcFile, _ reading: @escaping @Sendable (Subject) -> Reading<Record>) {
    self.init(Origins.file(file), reading)
  }

  /// A column's way to its value.
  func variant<Cell: ColumnValue>(
    _ read: @escaping @Sendable (Record, Subject) -> Cell?
  ) -> Column.Variant {
    Column.Variant(origin) { [reading] row in
      // Columns of a table are asked of its rows alone: the binder sees to it.
      let row = unsafeDowncast(row, to: Subject.self)
      switch reading(row) {
      case .read(let record): return read(record, row)?.value ?? .null
      case .absent, .gone: return .null
      case .denied(let file): return .denied(.origin(Origins.file(file)))
      }
    }
  }
}
