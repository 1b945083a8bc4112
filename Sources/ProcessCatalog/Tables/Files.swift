import ProcFS
import QueryEngine

extension OpenFile: ProcessPart {
  func holds(_ file: ProcFile) -> Bool {
    file == .fdlink && holdsTarget || file == .fdinfo && holdsState
  }
}

/// An open file of a process, as a row.
typealias FileRow = PartRow<OpenFile>

extension ProcessCatalog {
  static let files = Table.parts(
    "files", of: OpenFile.self, "The open files of processes, sockets and pipes among them.",
    columns: fileColumns, summaryColumns: ["pid", "fd", "kind", "mode", "path"])

  private static let state = RowSource<FileRow, FileState>(.fdinfo) { $0.part.state }

  private static let fileColumns: [Column] = [
    Column(
      "fd", from: RowSource<FileRow, OpenFile>.line(of: .fd), "The number of the descriptor.",
      read: \.number),
    Column(
      "path", from: RowSource<FileRow, [UInt8]>(.fdlink) { $0.part.path },
      "Its path, without ' (deleted)'."
    ) { Text(bytes: $0) },
    Column(
      "kind", from: RowSource<FileRow, FileKind>(.fdlink) { $0.part.kind },
      "What it is: file, directory, pipe, socket, device, anon, memfd, namespace or link."
    ) { Text($0.rawValue) },
    Column(
      "deleted", from: RowSource<FileRow, Bool>(.fdlink) { $0.part.isDeleted },
      "Whether it was deleted since it was opened."
    ) { $0 },
    Column(
      "position", from: state, "Where the next read or write begins, from the start.",
      read: \.position),
    Column("flags", from: state, "How it was opened, as open(2) takes it.", read: \.flags),
    Column("mode", from: state, "How it was opened, in psutil's words: r, w, a, r+ or a+.") {
      $0.mode.map { Text("\($0)") }
    },
  ]
}
