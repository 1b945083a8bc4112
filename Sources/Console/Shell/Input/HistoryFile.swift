import Glibc
import QueryLanguage

/// The statements of earlier sessions, in a file of the user's own.
///
/// Each entry is a line; further lines of the same entry begin with a tab. Shells that run at the
/// same time lock the file in turn, and a rewritten file replaces the old one by renaming, so that
/// nothing is lost.
package struct HistoryFile: Sendable {
  private let path: String
  private let capacity: Int

  package init(path: String, capacity: Int) {
    self.path = path
    self.capacity = capacity
  }

  /// The entries, the oldest first, each once: where it stands last.
  package func load() -> [[UInt8]] {
    guard let bytes = try? contents(ofFile: path) else { return [] }
    return Self.withoutDoubles(Self.entries(in: bytes)).suffix(capacity)
  }

  /// Adds an entry at the end, and takes it away where it stood before.
  package func append(_ entry: [UInt8]) throws(SystemError) {
    let entry = Self.trimmed(entry)
    guard !entry.isEmpty, !isDisabled else { return }
    try makePrivateFolder(of: path)
    let descriptor = try openLocked()
    defer { close(descriptor) }
    guard let before = readAll(descriptor) else { throw SystemError("read", path) }
    var entries = Self.entries(in: before)
    if entries.last == entry { return }
    if entries.contains(entry) || entries.count >= 2 * capacity || !Self.endsWhole(before) {
      entries.append(entry)
      let kept = Self.withoutDoubles(entries).suffix(capacity)
      try replaceFile(path, with: kept.flatMap(Self.encoded), mode: 0o600)
    } else {
      try write(Self.encoded(entry), to: descriptor, path: path)
    }
  }

  /// Whether the file is linked to the null device, by which users switch the history off.
  private var isDisabled: Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.isNullDevice
  }

  // MARK: - The form

  private static let newline = UInt8(ascii: "\n")
  private static let tab = UInt8(ascii: "\t")

  static func encoded(_ entry: [UInt8]) -> [UInt8] {
    entry.flatMap { $0 == newline ? [newline, tab] : [$0] } + [newline]
  }

  /// The entries of a file, the oldest first.
  static func entries(in bytes: [UInt8]) -> [[UInt8]] {
    var entries: [[UInt8]] = []
    for line in bytes.split(separator: newline, omittingEmptySubsequences: true) {
      if line.first == tab, !entries.isEmpty {
        entries[entries.count - 1] += [newline] + line.dropFirst()
      } else {
        let entry = trimmed(Array(line))
        if !entry.isEmpty { entries.append(entry) }
      }
    }
    return entries
  }

  private static func endsWhole(_ bytes: [UInt8]) -> Bool { bytes.isEmpty || bytes.last == newline }

  /// Without the space around it, and without bytes that would end an entry early.
  private static func trimmed(_ entry: [UInt8]) -> [UInt8] {
    entry.trimmed.filter { $0 != 0 }
  }

  private static func withoutDoubles(_ entries: [[UInt8]]) -> [[UInt8]] {
    var seen: Set<[UInt8]> = []
    return entries.reversed().filter { seen.insert($0).inserted }.reversed()
  }

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
    // Whoever is root in another's home leaves the other's file alone.
    guard opened.isRegular, opened.st_uid == geteuid() else {
      throw SystemError("write", path, because: "it is no file of this user's")
    }
    guard locks(descriptor) else { throw SystemError("lock", path) }
    fchmod(descriptor, 0o600)
    var named = stat()
    return stat(path, &named) == 0 && opened.st_ino == named.st_ino
      && opened.st_dev == named.st_dev
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
