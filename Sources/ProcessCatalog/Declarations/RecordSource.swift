import Execution
import ProcFS
import Schema
import Values

/// A file, link or listing that a row's facts come from, with the record that is read from it.
struct RecordSource<Subject, Record>: Sendable {
  /// What is opened to have the record.
  let access: Access
  private let way: Way

  /// How the record is had.
  private enum Way: Sendable {
    /// It came with the row.
    case known(@Sendable (Subject) -> Record)
    case read(@Sendable (Subject) -> Reading<Record>)
    /// The row keeps it by itself; what it says where it cannot is a reading.
    case kept(@Sendable (Subject) -> Record?, else: @Sendable (Subject) -> Reading<Record>)
  }

  init(_ access: Access, knowing record: @escaping @Sendable (Subject) -> Record) {
    self.access = access
    self.way = .known(record)
  }

  /// A reading takes memory of its own, which `record` does without.
  init(
    _ file: ProcFile, keeping record: @escaping @Sendable (Subject) -> Record?,
    else reading: @escaping @Sendable (Subject) -> Reading<Record>
  ) {
    self.init(Accesses.file(file), keeping: record, else: reading)
  }

  init(
    _ access: Access, keeping record: @escaping @Sendable (Subject) -> Record?,
    else reading: @escaping @Sendable (Subject) -> Reading<Record>
  ) {
    self.access = access
    self.way = .kept(record, else: reading)
  }

  init(_ access: Access, _ reading: @escaping @Sendable (Subject) -> Reading<Record>) {
    self.access = access
    self.way = .read(reading)
  }

  init(_ file: ProcFile, _ reading: @escaping @Sendable (Subject) -> Reading<Record>) {
    self.init(Accesses.file(file), reading)
  }

  /// What is made of the record, and of what else of the machine that takes.
  func then<Next>(
    _ next: @escaping @Sendable (Record, Subject) -> Reading<Next>
  ) -> RecordSource<Subject, Next> {
    switch way {
    case .known(let record): RecordSource<Subject, Next>(access) { next(record($0), $0) }
    case .read(let reading):
      RecordSource<Subject, Next>(access) { row in reading(row).flatMap { next($0, row) } }
    case .kept(let record, let reading):
      RecordSource<Subject, Next>(access) { row in
        record(row).map { next($0, row) } ?? reading(row).flatMap { next($0, row) }
      }
    }
  }

  /// How a row tells what `fact` makes of the record.
  func reader<Cell: ColumnValue>(
    _ fact: @escaping @Sendable (Record, Subject) -> Cell?
  ) -> Column<Subject>.Read {
    switch way {
    case .known(let record): { row in fact(record(row), row)?.value ?? .null }
    case .read(let reading): { row in reading(row).value { fact($0, row)?.value ?? .null } }
    case .kept(let record, let reading):
      { row in
        if let record = record(row) { return fact(record, row)?.value ?? .null }
        return reading(row).value { fact($0, row)?.value ?? .null }
      }
    }
  }

  /// Likewise, where `fact` may have to read something else.
  func reader<Cell: ColumnValue>(
    _ fact: @escaping @Sendable (Record, Subject) -> Reading<Cell>
  ) -> Column<Subject>.Read {
    switch way {
    case .known(let record): { row in fact(record(row), row).value }
    case .read(let reading): { row in reading(row).value { fact($0, row).value } }
    case .kept(let record, let reading):
      { row in
        record(row).map { fact($0, row).value } ?? reading(row).value { fact($0, row).value }
      }
    }
  }
}

extension Reading {
  /// As a cell that is made of the record: what could not be read is denied, with the file or the
  /// reason.
  @inline(__always) fileprivate func value(_ cell: (Record) -> Value) -> Value {
    switch self {
    case .read(let record): cell(record)
    case .absent, .gone: .null
    case .denied, .failed: denial.map(Value.denied) ?? .null
    }
  }
}

extension Reading where Record: ColumnValue {
  /// As a cell.
  var value: Value { value(\.value) }
}
