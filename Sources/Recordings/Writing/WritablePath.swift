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
  }

  /// What is told of it: `cannot record into day.db: it is a link`.
  func error(_ reason: String) -> RecordingError { Self.error(name, reason) }

  private static func error(_ name: [UInt8], _ reason: String) -> RecordingError {
    RecordingError("cannot record into \(visible(name)): \(reason)")
  }

  /// Makes an empty file there, or looks at the one that is there. Nobody but us may read one that is empty
  /// then, whatever the mask says.
  ///
  /// SQLite gives the files beside it the same mode. It must not have the file open: its locks would go
  /// with our descriptor.
  func prepare() throws(RecordingError) {
    let flags = O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
    var descriptor = path.withCharacters { open($0, flags) }
    if descriptor < 0, errno == ENOENT {
      descriptor = path.withCharacters { open($0, flags | O_CREAT | O_EXCL, 0o600) }
    }
    guard descriptor >= 0 else { throw error(Self.openingReason(errno)) }
    defer { Glibc.close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw error(systemReason(errno)) }
    if let objection = Self.objection(to: status) { throw error(objection) }
    if status.st_size > 0 {
      guard Self.isDatabase(descriptor) else { throw error("it is no recording") }
    } else if fchmod(descriptor, 0o600) != 0 {
      throw error(systemReason(errno))
    }
  }

  /// Why a file cannot be ours to write to; nil where it can.
  static func objection(to status: stat) -> String? {
    if status.st_mode & S_IFMT != S_IFREG { return "it is no regular file" }
    return status.st_uid == geteuid() ? nil : "it belongs to another user"
  }

  /// Why a file could not be opened without following links.
  static func openingReason(_ number: CInt) -> String {
    switch number {
    case ELOOP: "it is a link"
    case EISDIR: "it is a directory"
    case _: systemReason(number)
    }
  }

  private static func isDatabase(_ descriptor: CInt) -> Bool {
    var bytes = [UInt8](repeating: 0, count: 16)
    let count = pread(descriptor, &bytes, 16, 0)
    return count == 16 && bytes == Array("SQLite format 3".utf8) + [0]
  }

  /// How long the file is now, in bytes.
  var size: Int64 {
    var status = stat()
    return path.withCharacters { stat($0, &status) } == 0 ? Int64(status.st_size) : 0
  }
}
