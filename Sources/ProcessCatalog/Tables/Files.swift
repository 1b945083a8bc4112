import Execution
import ProcFS
import Schema
import Values

extension OpenFile: ProcessPart {
  static let table = ProcessCatalog.filesTable

  func holds(_ file: ProcFile) -> Bool {
    file == .fdlink && holdsTarget || file == .fdinfo && holdsState
  }
}

/// An open file of a process, as a row.
typealias FileRow = PartRow<OpenFile>

extension ProcessCatalog {
  /// From /proc/PID/fd: a row for each descriptor; its link and fdinfo are read when they are asked
  /// for.
  static let files = SourceTable.parts(
    "files", of: "file", "The open files of processes, sockets and pipes among them.", OpenFile.self
  )

  fileprivate static let filesTable = Table<PartRow<OpenFile>>(
    columns: fileColumns, relations: [.process()],
    summaryColumns: ["pid", "fd", "kind", "mode", "path"])

  private static let state = RecordSource<FileRow, FileState>(.fdinfo) { $0.part.state }

  private static let fileColumns: [Column<FileRow>] = [
    Column(
      "fd", from: RecordSource<FileRow, OpenFile>.line(of: .fd), kind: .label,
      "The number of the descriptor.",
      read: \.number),
    Column(
      "path", from: RecordSource<FileRow, [UInt8]>(.fdlink) { $0.part.path },
      "Its path, without ' (deleted)'."
    ) { Text(bytes: $0) },
    Column(
      "kind", from: RecordSource<FileRow, FileKind>(.fdlink) { $0.part.kind },
      words: .fileKinds,
      "What it is: file, directory, pipe, socket, device, anon, memfd, namespace or link."
    ) { Text($0.rawValue) },
    Column(
      "deleted", from: RecordSource<FileRow, Bool>(.fdlink) { $0.part.isDeleted },
      kind: .gauge, "Whether it was deleted since it was opened."
    ) { $0 },
    Column(
      "position", from: state, "Where the next read or write begins, from the start.",
      read: \.position),
    Column("flags", from: state, "How it was opened, as open(2) takes it.", read: \.flags),
    Column(
      "mode", from: state, words: .openModes,
      "How it was opened, in psutil's words: r, w, a, r+ or a+."
    ) { $0.mode.map { Text($0.rawValue) } },
  ]
}
