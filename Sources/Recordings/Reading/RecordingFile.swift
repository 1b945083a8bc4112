import Glibc
import QueryLanguage

/// A file that may be a recording, as far as it can be judged without SQLite.
///
/// Links are followed and anybody's file is read: to read changes nothing, and a name such as `latest.db` is
/// of use. It is the recorder that does neither.
struct RecordingFile: Sendable {
  /// As the user calls it.
  let path: [UInt8]
  /// Without links: where SQLite looks for the log.
  let resolvedPath: [UInt8]

  /// Finds a regular file that can be read.
  init(_ path: [UInt8]) throws(RecordingError) {
    self.path = path
    guard !path.isEmpty, !path.contains(0) else {
      throw Self.error(path, "it is no name of a file")
    }
    guard let resolved = path.withCharacters({ realpath($0, nil) }) else {
      throw Self.error(path, systemReason(errno))
    }
    defer { free(resolved) }
    resolvedPath = Array(UnsafeRawBufferPointer(start: resolved, count: strlen(resolved)))
  }

  /// What is told of it: `cannot replay day.db: it is empty`.
  func error(_ reason: String) -> RecordingError { Self.error(path, reason) }

  private static func error(_ path: [UInt8], _ reason: String) -> RecordingError {
    RecordingError("cannot replay \(visible(path)): \(reason)")
  }

  /// The log that a recorder keeps beside it, as the user would call it.
  var log: [UInt8] { path + Array("-wal".utf8) }

  /// What tells whether it is still the file that it was.
  struct State: Hashable, Sendable {
    let device: UInt64
    let inode: UInt64
    let bytes: Int64
    let modified: Int64
    /// Whether a recorder keeps a log beside it, or has left one.
    let hasLog: Bool
    /// Whether something was begun in it, and not ended, without a log.
    let hasJournal: Bool

    /// Whether it has to be opened anew by who saw it in another state. What is added goes into the log.
    func isSameFile(as other: State) -> Bool {
      device == other.device && inode == other.inode && (hasLog && other.hasLog || self == other)
    }
  }

  /// It is thrown why it cannot be read, or is no regular file.
  func state() throws(RecordingError) -> State {
    guard let status = Self.status(resolvedPath) else { throw error(systemReason(errno)) }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw error("it is a directory")
    case _: throw error("it is no regular file")
    }
    return State(
      device: UInt64(status.st_dev), inode: UInt64(status.st_ino), bytes: Int64(status.st_size),
      modified: Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec),
      hasLog: has("-wal"), hasJournal: has("-journal"))
  }

  private func has(_ ending: StaticString) -> Bool {
    let name = resolvedPath + ending.withUTF8Buffer { Array($0) }
    return Self.status(name).map { $0.st_size > 0 } ?? false
  }

  private static func status(_ path: [UInt8]) -> stat? {
    var status = stat()
    return path.withCharacters { stat($0, &status) } == 0 ? status : nil
  }

  /// Looks at its beginning. A log may hold what is missing in the file, so that the file alone says
  /// nothing of its length.
  func check(_ state: State) throws(RecordingError) {
    let header = try beginning()
    if state.hasLog { return }
    guard !header.isEmpty else { throw error("it is empty") }
    guard header.starts(with: Self.magic) else { throw error("it is no recording") }
    guard header.count == Self.headerLength, let whole = Self.length(header), state.bytes < whole
    else {
      if header.count < Self.headerLength { throw error("it is cut short") }
      return
    }
    throw error("it is cut short: \(state.bytes) of \(whole) bytes are there")
  }

  private static let magic = Array("SQLite format 3".utf8) + [0]
  private static let headerLength = 100

  /// How many bytes the header says that there are; nil where it does not.
  private static func length(_ header: [UInt8]) -> Int64? {
    func number(_ offset: Int, _ count: Int) -> Int64 {
      header[offset..<offset + count].reduce(0) { $0 << 8 | Int64($1) }
    }
    let pageSize = number(16, 2) == 1 ? 65536 : number(16, 2)
    // Old writers left the count as it was: it counts where it is of the last change.
    return number(24, 4) == number(92, 4) ? pageSize * number(28, 4) : nil
  }

  private func beginning() throws(RecordingError) -> [UInt8] {
    let descriptor = resolvedPath.withCharacters { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard descriptor >= 0 else { throw error(systemReason(errno)) }
    defer { close(descriptor) }
    var header = [UInt8](repeating: 0, count: Self.headerLength)
    let count = pread(descriptor, &header, Self.headerLength, 0)
    guard count >= 0 else { throw error(systemReason(errno)) }
    return Array(header.prefix(count))
  }
}
