import Glibc
import QueryLanguage

/// The statements of earlier sessions, in a file of the user's own.
///
/// Shells that run at the same time lock the file in turn, and a rewritten file replaces the old one
/// by renaming, so that nothing is lost.
package struct HistoryFile: Sendable {
  private let folder: UserFolder
  private let capacity: Int
  /// What of the file is known from the last time, so that only what came since is read.
  private var known: Known?

  package init(in folder: UserFolder, capacity: Int) {
    self.folder = folder
    self.capacity = capacity
  }

  /// So much of the file is read, from its end; whatever stands before is forgotten.
  private static let reach = 4 << 20

  fileprivate struct Known: Sendable {
    /// Tells the file from one that has replaced it.
    var inode: ino_t
    /// How much of the file has been looked at.
    var size: Int
    var entries: Set<[UInt8]> = []
    /// How many entries stand in the file, doubles included.
    var count = 0
    var last: [UInt8]?
    /// The last line has an end.
    var isWhole = true
  }

  /// Where it is.
  package var path: String { folder.path + "/history" }

  /// The entries, the oldest first, each once: where it stands last. What another user has left there
  /// is none of this user's.
  package func load() -> [[UInt8]] {
    guard let file = try? RegularFile(path), !file.status.isAnothers,
      let bytes = try? file.end(Self.reach)
    else { return [] }
    let entries = HistoryText.entries(in: bytes, isCut: file.status.st_size > Self.reach)
    return HistoryText.withoutDoubles(entries).suffix(capacity)
  }

  /// Adds an entry at the end, and takes it away where it stood before.
  package mutating func append(_ entry: [UInt8]) throws(SystemError) {
    let entry = HistoryText.trimmed(entry)
    guard !entry.isEmpty, !isDisabled else { return }
    try folder.makePrivate()
    let descriptor = try openLocked()
    defer { close(descriptor) }
    let known = try look(descriptor)
    if known.last == entry { return }
    self.known = nil
    if known.entries.contains(entry) || known.count >= 2 * capacity || !known.isWhole
      || known.size > Self.reach
    {
      try rewrite(descriptor, adding: entry)
    } else {
      let text = HistoryText.encoded(entry)
      try write(text, to: descriptor, path: path)
      self.known = known
      self.known?.add(entry)
      self.known?.size += text.count
    }
  }

  /// What the file holds now. As long as it only grows, what it held before is not read again.
  private func look(_ descriptor: CInt) throws(SystemError) -> Known {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SystemError("read", path) }
    let size = Int(status.st_size)
    var known = known ?? Known(inode: status.st_ino, size: 0)
    if known.inode != status.st_ino || known.size > size {
      known = Known(inode: status.st_ino, size: 0)
    }
    guard known.size < size else { return known }
    let start = max(known.size, size - Self.reach)
    let bytes = try read(descriptor, from: start, to: size)
    HistoryText.entries(in: bytes, isCut: start > known.size).forEach { known.add($0) }
    known.isWhole = bytes.last == HistoryText.newline
    known.size = size
    return known
  }

  /// Writes the file anew, with each entry once and the entry last.
  private func rewrite(_ descriptor: CInt, adding entry: [UInt8]) throws(SystemError) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw SystemError("read", path) }
    let size = Int(status.st_size)
    let start = max(0, size - Self.reach)
    let bytes = try read(descriptor, from: start, to: size)
    let entries = HistoryText.entries(in: bytes, isCut: start > 0) + [entry]
    let kept = HistoryText.withoutDoubles(entries).suffix(capacity)
    try replaceFile(resolved(path), with: kept.flatMap(HistoryText.encoded), mode: 0o600)
  }

  private func read(
    _ descriptor: CInt, from start: Int, to end: Int
  ) throws(SystemError) -> [UInt8] {
    lseek(descriptor, start, SEEK_SET)
    guard let bytes = readAll(descriptor, atMost: end - start) else {
      throw SystemError("read", path)
    }
    return bytes
  }

  /// Whether the file is linked to the null device, by which users switch the history off.
  private var isDisabled: Bool { stat(of: path)?.isNullDevice ?? false }

  // MARK: - The file

  /// Opens and locks the file, and opens it again if another shell has replaced it meanwhile.
  private func openLocked() throws(SystemError) -> CInt {
    while true {
      let flags = O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
      let descriptor = open(path, flags, 0o600)
      guard descriptor >= 0 else { throw SystemError("open", path) }
      do throws(SystemError) {
        if try takesTurn(descriptor) { return descriptor }
      } catch {
        close(descriptor)
        throw error
      }
      close(descriptor)
    }
  }

  /// Locks it; false where the file no longer has this name.
  private func takesTurn(_ descriptor: CInt) throws(SystemError) -> Bool {
    var opened = stat()
    guard fstat(descriptor, &opened) == 0 else { throw SystemError("read", path) }
    // The folder may be the user's and the file, by a link, somebody else's.
    guard opened.isRegular, opened.st_uid == geteuid() else {
      throw SystemError("write", path, because: "it is no file of this user's")
    }
    guard locks(descriptor) else { throw SystemError("lock", path) }
    fchmod(descriptor, 0o600)
    guard let named = stat(of: path) else { return false }
    return opened.st_ino == named.st_ino && opened.st_dev == named.st_dev
  }

  /// Another shell holds the lock for a moment, unless it was stopped just then.
  private func locks(_ descriptor: CInt) -> Bool {
    for _ in 0..<100 {
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
      if errno != EWOULDBLOCK, errno != EINTR { return false }
      usleep(10_000)
    }
    return false
  }
}

extension HistoryFile.Known {
  fileprivate mutating func add(_ entry: [UInt8]) {
    entries.insert(entry)
    count += 1
    last = entry
  }
}
