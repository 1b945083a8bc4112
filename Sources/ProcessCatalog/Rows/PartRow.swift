import Execution
import ProcFS
import Schema
import Values

/// One of the things that a process has many of.
protocol ProcessPart: SendableMetatype {
  /// What can be asked of it.
  static var table: Table<PartRow<Self>> { get }
  /// It has ended, or been closed, since it was listed.
  var isGone: Bool { get }
  /// Takes note that it is not told of, since its process has ended.
  func isDropped(with process: ProcessRow)
  /// Whether this file of it has been read already.
  func holds(_ file: ProcFile) -> Bool
  /// What it is known by at another moment; nil of what is not known again.
  func identity(in process: ProcessRow) -> RowIdentity?
  /// Likewise of what no process has.
  var identityOfItself: RowIdentity? { get }
  /// What others may be of, too: as descriptors are of one socket.
  var shared: RowIdentity? { get }
  /// Whether it was there at an instant of CLOCK_MONOTONIC; nil where nobody knows when it began.
  /// `process` is nil of what no process has.
  func wasThere(at instant: Int64, in process: ProcessRow?) -> Bool?
  /// When this file of it was read, by that clock; nil where it was with the listing.
  func instant(of file: ProcFile) -> Int64?
}

extension ProcessPart {
  func isDropped(with process: ProcessRow) {}
  func identity(in process: ProcessRow) -> RowIdentity? { nil }
  var identityOfItself: RowIdentity? { nil }
  var shared: RowIdentity? { nil }
  func wasThere(at instant: Int64, in process: ProcessRow?) -> Bool? { nil }
  func instant(of file: ProcFile) -> Int64? { nil }
}

/// A part of a process, as a row: an open file, a thread.
final class PartRow<Part: ProcessPart>: Row {
  /// What was listed: it may read files of its own.
  let part: Part
  /// The process that has it; nil of what none has, or nobody knows which.
  let process: ProcessRow?
  /// Where the process is nil, why it is not known; absent where none has it.
  let unknownProcess: Reading<Never>

  init(_ part: Part, of process: ProcessRow) {
    self.part = part
    self.process = process
    unknownProcess = .absent
  }

  /// That no process has which could be listed.
  init(_ part: Part, ofUnknown reason: Reading<Never>) {
    self.part = part
    process = nil
    unknownProcess = reason
  }

  /// The process is asked first, that it may count that it ended.
  var isGone: Bool {
    guard let process, process.isGone else { return part.isGone }
    part.isDropped(with: process)
    return true
  }

  func holds(_ access: AccessID) -> Bool {
    ProcessCatalog.schema[access].cost == .known
      || Accesses.file(of: access).map(part.holds) ?? false
  }

  func value(_ reader: ReaderID) -> Value { Part.table.value(reader, of: self) }
  func related(_ relation: RelationID) -> RelatedRows { Part.table.related(relation, of: self) }

  var identity: RowIdentity? {
    process.map { part.identity(in: $0) } ?? part.identityOfItself
  }
  var shared: RowIdentity? { part.shared }
  func wasThere(at instant: Int64) -> Bool? { part.wasThere(at: instant, in: process) }
  func readingInstant(of access: AccessID) -> Int64? {
    Accesses.file(of: access).flatMap(part.instant)
  }
}

extension RecordSource {
  /// What is known of a part since it was listed by this file.
  static func line(of file: ProcFile) -> Self
  where Record: ProcessPart, Subject == PartRow<Record> {
    Self(Accesses.line(of: file), knowing: { $0.part })
  }
}

extension Relation {
  /// From a part back to its process.
  static func process<Part: ProcessPart>() -> Relation where Subject == PartRow<Part> {
    Relation(
      "process", to: "processes", isMany: false, from: Accesses.listing,
      "The process that it belongs to.", path: .owner
    ) { row in
      if let process = row.process { return .one(process) }
      return row.unknownProcess.denial.map(RelatedRows.denied) ?? .none
    }
  }
}
