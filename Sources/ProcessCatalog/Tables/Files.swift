import Execution
import ProcFS
import Schema
import Values

extension OpenFile: ProcessPart {
  static let table = ProcessCatalog.filesTable

  func holds(_ file: ProcFile) -> Bool {
    file == .fdlink && holdsTarget || file == .fdinfo && holdsState || file == .fdstat && holdsAbout
  }
}

/// An open file of a process, as a row.
typealias FileRow = PartRow<OpenFile>

extension ProcessCatalog {
  /// From /proc/PID/fd: a row for each descriptor; its link and fdinfo are read, and the system is
  /// asked about the file, when they are asked for.
  static let files = SourceTable.parts(
    "files", of: "file", "The open files of processes, sockets and pipes among them.", OpenFile.self
  )

  fileprivate static let filesTable = Table<PartRow<OpenFile>>(
    columns: fileColumns + contentColumns, relations: [.process()],
    summaryColumns: ["pid", "fd", "kind", "mode", "path"])

  private static let state = RecordSource<FileRow, FileState>(.fdinfo) { $0.part.state }

  private static let about = RecordSource<FileRow, FileAbout>(.fdstat) { $0.part.about }

  /// What is known of the file itself, whoever has it open.
  private static let contentColumns: [Column<FileRow>] = [
    Column(
      "size", from: RecordSource<FileRow, Bytes>(.fdstat) { $0.part.size },
      "How long it is, holes included; none of a pipe, a socket, a device or an anon."
    ) { $0 },
    Column(
      "allocated", from: RecordSource<FileRow, Bytes>(.fdstat) { $0.part.allocated },
      "What it takes of its file system; where it was deleted, until all have closed it."
    ) { $0 },
    Column(
      "inode", from: RecordSource<FileRow, UInt64>(.fdlink) { $0.part.inode }, kind: .label,
      "The number of the file on its device; both ends of a pipe have the same."
    ) { $0 }.reading(besides: .fdstat),
    Column(
      "device_number", from: about, "The device the file is on, in decimal: major:minor."
    ) { Text($0.device.text) },
    Column(
      "links", from: about, "How many names it has; 0 where it is deleted for good.", read: \.links),
    Column(
      "watches", from: RecordSource<FileRow, Int64>(.fdlink) { $0.part.watches },
      "How many files and directories an inotify watches; null of all else."
    ) { $0 }.reading(besides: .fdinfo),
  ]

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
    ) { Text($0.rawValue) }.reading(besides: .fdstat),
    Column(
      "deleted", from: RecordSource<FileRow, Bool>(.fdlink) { $0.part.isDeleted },
      kind: .gauge, "Whether it was deleted since it was opened."
    ) { $0 }.reading(besides: .fdstat),
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
