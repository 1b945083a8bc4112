import Execution
import ProcFS
import Schema
import Values

/// A record of the machine's files, as a row: a disk, a processor.
final class MachineRow<Record>: Row {
  /// What the file tells of the row: one of its lines, mostly.
  let record: Record
  /// What it was listed by, and lives no longer than.
  unowned let snapshot: ProcessSnapshot
  private let table: Table<MachineRow<Record>>

  init(_ record: Record, of table: Table<MachineRow<Record>>, in snapshot: ProcessSnapshot) {
    self.record = record
    self.table = table
    self.snapshot = snapshot
  }

  var isGone: Bool { false }
  func holds(_ access: AccessID) -> Bool { ProcessCatalog.schema[access].cost == .known }
  func value(_ reader: ReaderID) -> Value { table.value(reader, of: self) }
  func related(_ relation: RelationID) -> RelatedRows { table.related(relation, of: self) }

  func readingInstant(of access: AccessID) -> Int64? {
    Accesses.countedFile(of: access).flatMap(snapshot.machine.instant)
  }
}

extension RecordSource {
  /// What is known of a row since it was listed by this file.
  static func line(of file: ProcFile) -> Self where Subject == MachineRow<Record> {
    Self(Accesses.line(of: file), knowing: { $0.record })
  }
}
