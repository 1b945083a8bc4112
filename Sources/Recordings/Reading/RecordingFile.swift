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
  private let header = HeaderReader()

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
    /// On which it is.
    let device: UInt64
    /// Its number there.
    let inode: UInt64
    /// How long it is.
    let bytes: Int64
    /// In nanoseconds since 1970.
    let modified: Int64
    /// How long the log is that a recorder keeps beside it, or has left; nil where there is none.
    let logBytes: Int64?
    /// Whether something was begun in it, and not ended, without a log.
    let hasJournal: Bool

    /// Whether nobody writes to it, so that no lock is needed to read it.
    var isAlone: Bool { logBytes == nil && !hasJournal }
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
      logBytes: bytes(ofFileBeside: "-wal"), hasJournal: bytes(ofFileBeside: "-journal") ?? 0 > 0)
  }

  private func bytes(ofFileBeside ending: StaticString) -> Int64? {
    let name = resolvedPath + ending.withUTF8Buffer { Array($0) }
    return Self.status(name).map { Int64($0.st_size) }
  }

  private static func status(_ path: [UInt8]) -> stat? {
    var status = stat()
    return path.withCharacters { stat($0, &status) } == 0 ? status : nil
  }

  /// Looks at its beginning. A log may hold what is missing in the file, so that the file alone says
  /// nothing of its length.
  func check(_ state: State) throws(RecordingError) {
    let header = try beginning(of: state)
    if state.logBytes ?? 0 > 0 { return }
    guard !header.isEmpty else { throw error("it is empty") }
    guard header.starts(with: Self.magic) else { throw error("it is no recording") }
    guard header.count == Self.headerLength else { throw error("it is cut short") }
    if let whole = Self.length(header), state.bytes < whole {
      throw error("it is cut short: \(state.bytes) of \(whole) bytes are there")
    }
    // What makes it a recording stands in the log, as long as that was not folded in.
    if Self.isLogged(header), Self.number(header, 68, 4) != RecordingLayout.applicationID {
      throw error(reasonOfNoLog)
    }
  }

  private var reasonOfNoLog: String { "its log, \(visible(log)), is missing: copy both" }

  /// Why there is no moment in it: a file that was copied without its log may be a recording of which nothing
  /// was folded in but its tables.
  var reasonOfNoMoment: String {
    do throws(RecordingError) {
      let state = try state()
      let header = try beginning(of: state)
      guard state.logBytes == nil, header.count == Self.headerLength, Self.isLogged(header) else {
        return "no moment has been recorded"
      }
      return "no moment has been recorded in \(visible(path)): \(reasonOfNoLog)"
    } catch {
      return error.message
    }
  }

  /// Whether it was last written by way of a log.
  private static func isLogged(_ header: [UInt8]) -> Bool { header[18] > 1 || header[19] > 1 }

  private static let magic = Array("SQLite format 3".utf8) + [0]
  private static let headerLength = 100

  /// How many bytes the header says that there are; nil where it does not.
  private static func length(_ header: [UInt8]) -> Int64? {
    let size = number(header, 16, 2)
    let pageSize = size == 1 ? 65536 : size
    // Old writers left the count as it was: it counts where it is of the last change.
    let isCurrent = number(header, 24, 4) == number(header, 92, 4)
    return isCurrent ? pageSize * number(header, 28, 4) : nil
  }

  /// Of a whole header.
  private static func number(_ header: [UInt8], _ offset: Int, _ count: Int) -> Int64 {
    header[offset..<offset + count].reduce(0) { $0 << 8 | Int64($1) }
  }

  private func beginning(of state: State) throws(RecordingError) -> [UInt8] {
    guard let header = header.bytes(Self.headerLength, of: resolvedPath, state) else {
      throw error(systemReason(errno))
    }
    return header
  }
}
