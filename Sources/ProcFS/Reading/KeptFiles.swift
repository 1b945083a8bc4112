import Glibc
import Synchronization

/// Files of processes that stay open from one reading to the next, so that they need not be found again.
/// An open file of a process is that process's for ever: it answers as long as the process lives, and
/// never for another with its pid.
///
/// They are the first to be given up where descriptors run short.
package final class KeptFiles: Sendable {
  private let state = Mutex(State())
  private let hasBegun = Atomic(false)

  private struct State {
    /// A bit for each kind of file.
    var wanted: UInt64 = 0
    var isSpent = false
    /// Another number for each reading.
    var reading = 0
    var files: [Key: (file: KeptFile, reading: Int)] = [:]
  }

  private struct Key: Hashable {
    let pid: Int32
    let file: ProcFile
  }

  init() {}

  /// Whether files are kept at all; looked at before each reading, without the lock.
  var isInUse: Bool { hasBegun.load(ordering: .relaxed) }

  /// From here on files of these kinds stay open once they have been read. Those that were kept before,
  /// and that nobody has read since, are closed: their processes have ended. What tells of an address space
  /// is never kept: the kernel holds on to the one that there was when it was opened, which after an exec is
  /// another's, and does not ask again whether it may be read (fs/proc/base.c, environ_open).
  package func keep(_ files: [ProcFile]) {
    let closed = state.withLock { state in
      let current = state.reading
      let old = state.files.filter { $0.value.reading < current }
      for key in old.keys { state.files[key] = nil }
      state.reading += 1
      state.wanted = files.reduce(0) { $1.needsMemory ? $0 : $0 | $1.bit }
      return old
    }
    _ = consume closed
    hasBegun.store(true, ordering: .relaxed)
  }

  /// Closes all of them, and keeps no more.
  package func clear() {
    guard isInUse else { return }
    hasBegun.store(false, ordering: .relaxed)
    let files = state.withLock { state in
      defer { state = State() }
      return state.files
    }
    _ = consume files
  }

  /// Closes all of them, since the system has no descriptor left.
  func giveUp() {
    guard isInUse else { return }
    let files = state.withLock { state in
      defer { (state.files, state.isSpent) = ([:], true) }
      return state.files
    }
    _ = consume files
  }

  /// Whether a file of this kind is to stay open.
  func wants(_ file: ProcFile) -> Bool {
    guard isInUse else { return false }
    return state.withLock { $0.wanted & file.bit != 0 && $0.files.count < Self.most && !$0.isSpent }
  }

  /// Keeps a file that has been read.
  func add(_ descriptor: consuming Descriptor, _ file: ProcFile, of pid: Int32) {
    let kept = KeptFile(descriptor)
    state.withLock { $0.files[Key(pid: pid, file: file)] = (kept, $0.reading) }
  }

  /// The file that was kept of whoever had the pid; it is kept no longer.
  func take(_ file: ProcFile, of pid: Int32) -> KeptFile? {
    guard isInUse else { return nil }
    return state.withLock { $0.files.removeValue(forKey: Key(pid: pid, file: file))?.file }
  }

  /// Keeps it once more.
  func putBack(_ kept: KeptFile, _ file: ProcFile, of pid: Int32) {
    guard wants(file) else { return }
    state.withLock { $0.files[Key(pid: pid, file: file)] = (kept, $0.reading) }
  }

  /// What the system lets this process have, but for what is opened besides.
  private static let most = max(0, min(DescriptorBudget.openFilesLimit - 640, 16384))
}

/// An open file that has been read to its end.
final class KeptFile: Sendable {
  private let descriptor: Descriptor

  init(_ descriptor: consuming Descriptor) {
    self.descriptor = descriptor
  }

  /// Reads it once more, from its beginning.
  func readAgain<Result>(
    inPieces: Bool, limit: Int, _ body: (Span<UInt8>) -> Result
  ) throws(Errno) -> Result {
    guard lseek(descriptor.number, 0, SEEK_SET) == 0 else { throw .last }
    return try descriptor.readWhole(inPieces: inPieces, limit: limit, body)
  }
}
