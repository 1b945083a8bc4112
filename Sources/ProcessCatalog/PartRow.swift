import ProcFS
import QueryEngine

/// One of the things that a process has many of.
protocol ProcessPart {
  /// It has ended, or been closed, since it was listed.
  var isGone: Bool { get }
  /// Whether this file of it has been read already.
  func holds(_ file: ProcFile) -> Bool
}

/// A part of a process, as a row: an open file, a thread.
final class PartRow<Part: ProcessPart>: Row {
  let part: Part
  let process: ProcessRow

  init(_ part: Part, of process: ProcessRow) {
    self.part = part
    self.process = process
  }

  /// The process is asked first, that it may count that it ended.
  var isGone: Bool { process.isGone || part.isGone }

  func holds(_ origin: Origin) -> Bool {
    origin.cost == .listing || Origins.file(of: origin).map(part.holds) ?? false
  }
}

extension RowSource {
  /// What is known of a part since it was listed by this file.
  static func line(of file: ProcFile) -> Self
  where Record: ProcessPart & SendableMetatype, Subject == PartRow<Record> {
    Self(Origins.line(of: file), knowing: { $0.part })
  }
}

extension Table {
  /// The rows of a relation of processes that has the table's name.
  static func parts<Part: ProcessPart & SendableMetatype>(
    _ name: String, of part: Part.Type, _ summary: String,
    columns: @autoclosure @escaping @Sendable () -> [Column], summaryColumns: [String]
  ) -> Table {
    Table(
      name, summary, columns: columns().grouped(name),
      relations: [
        Relation(
          "process", to: "processes", from: Origins.listing, "The process that it belongs to.",
          step: .one { .row(unsafeDowncast($0, to: PartRow<Part>.self).process) })
      ],
      summaryColumns: summaryColumns, rows: .related(table: "processes", relation: name))
  }
}
