import Glibc
import QueryLanguage

/// Where a recording is written to: a file of ours, or none yet, in a folder that is there. The folder may be
/// reached through links, the file may not be one.
struct WritablePath {
  /// As the user calls it.
  let name: [UInt8]
  /// Without links.
  let path: [UInt8]

  /// It is thrown why nothing can be written there.
  init(_ name: [UInt8]) throws(RecordingError) {
    self.name = name
    let slash = name.lastIndex(of: UInt8(ascii: "/"))
    let folder = slash.map { $0 == 0 ? [UInt8(ascii: "/")] : Array(name[..<$0]) } ?? [0x2E]
    let file = Array(name[(slash.map { $0 + 1 } ?? 0)...])
    guard !file.isEmpty, file != [0x2E], file != [0x2E, 0x2E] else {
      throw Self.error(name, "it is a directory")
    }
    guard let resolved = folder.withCharacters({ realpath($0, nil) }) else {
      throw Self.error(name, systemReason(errno))
    }
    defer { free(resolved) }
    let base = Array(UnsafeRawBufferPointer(start: resolved, count: strlen(resolved)))
    path = (base == [0x2F] ? [] : base) + [0x2F] + file
    guard file.count <= Self.mostOfName else {
      throw Self.error(name, "its name is longer than \(Self.mostOfName) bytes")
    }
    guard path.count <= Self.mostOfPath else {
      throw Self.error(name, "its path is longer than \(Self.mostOfPath) bytes")
    }
  }

  /// With `-journal` after it a name has at most 255 bytes (NAME_MAX), and a path the 512 that SQLite takes.
  private static let mostOfName = 247
  private static let mostOfPath = 500

  /// What is told of it: `cannot record into day.db: it is a link`.
  func error(_ reason: String) -> RecordingError { Self.error(name, reason) }

  private static func error(_ name: [UInt8], _ reason: String) -> RecordingError {
    RecordingError("cannot record into \(visible(name)): \(reason)")
  }

  /// Makes an empty file there, or opens the one that is there. Nobody but us may read it then, whatever
  /// the mask says and it was before.
  ///
  /// SQLite gives the files beside it the same mode; one that was killed has left them. It must not have the
  /// file open: its locks would go with our descriptor.
  func prepare() throws(RecordingError) -> OpenFile {
    let flags = O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
    var descriptor = path.withCharacters { open($0, flags) }
    var isNew = false
    if descriptor < 0, errno == ENOENT {
      descriptor = path.withCharacters { open($0, flags | O_CREAT | O_EXCL, 0o600) }
      isNew = descriptor >= 0
    }
    guard descriptor >= 0 else { throw error(Self.openingReason(errno)) }
    let file = OpenFile(descriptor, isNew: isNew)
    guard let status = file.status else { throw error(systemReason(errno)) }
    if let objection = Self.objection(to: status) { throw error(objection) }
    guard status.st_size == 0 || file.isDatabase else { throw error("it is no recording") }
    guard fchmod(descriptor, 0o600) == 0 else { throw error(systemReason(errno)) }
    for ending in ["-wal", "-shm"] { Self.setMode(path + Array(ending.utf8)) }
    return file
  }

  /// Of a file of ours, if there is one.
  private static func setMode(_ path: [UInt8]) {
    let flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
    let descriptor = path.withCharacters { open($0, flags) }
    guard descriptor >= 0 else { return }
    defer { Glibc.close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, objection(to: status) == nil else { return }
    fchmod(descriptor, 0o600)
  }

  /// Why a file cannot be ours to write to; nil where it can.
  static func objection(to status: stat) -> String? {
    if status.st_mode & S_IFMT != S_IFREG { return "it is no regular file" }
    if status.st_uid != geteuid() { return "it belongs to another user" }
    // By another name another recorder would not meet with the lock, nor with the log.
    return status.st_nlink > 1 ? "it has another name as well (it is a hard link)" : nil
  }

  /// Why a file could not be opened without following links.
  static func openingReason(_ number: CInt) -> String {
    switch number {
    case ELOOP: "it is a link"
    case EISDIR: "it is a directory"
    case _: systemReason(number)
    }
  }
}
