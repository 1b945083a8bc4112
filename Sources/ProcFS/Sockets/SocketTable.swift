import Synchronization

/// The sockets of one network namespace, by inode. Each of its files is read once, when a socket is
/// looked for that may stand there.
final class SocketTable: Sendable {
  private let held: Mutex<Contents>

  fileprivate struct Contents {
    /// What the kernel alone has written.
    var sockets: [UInt64: Socket] = [:]
    /// What stands in `unix`, where processes have their say; only for who is in no other file, or
    /// is a unix socket by the kernel's word.
    var unixSockets: [UInt64: Socket] = [:]
    /// What has not been read yet.
    var unread = Set(SocketFile.allCases)
    /// Of those that could not be read: why. Each is denied or failed.
    var unknown: [SocketFile: Reading<Socket>] = [:]
    /// Whether the kernel is still to be asked for the unix sockets of our own namespace.
    var awaitsDump: Bool
  }

  /// Reads nothing yet. `isOurs` says that this process is in the namespace.
  init(isOurs: Bool = false) {
    held = Mutex(Contents(awaitsDump: isOurs))
  }

  /// A socket that is known without reading one more file; of our own namespace, asks the kernel
  /// for the unix sockets once.
  func known(_ inode: UInt64, _ counters: ReadCounters) -> Socket? {
    held.withLock { contents in
      if contents.awaitsDump { contents.askForUnixSockets(counters) }
      return contents.sockets[inode]
    }
  }

  /// The socket with this inode that stands in one of these files, which are read one after another
  /// by `read` until it is found. Where some could not be read it may be there; absent where none
  /// of them has it.
  func socket(
    _ inode: UInt64, in files: [SocketFile],
    read: (SocketFile) -> Reading<[UInt64: Socket]>
  ) -> Reading<Socket> {
    held.withLock { contents in
      var outcome = Reading<Socket>.absent
      for file in files {
        if contents.unread.contains(file), !contents.take(read(file), of: file) { return .gone }
        if let socket = contents.socket(inode, in: file) { return .read(socket) }
        outcome = outcome.orUnknown(contents.unknown[file])
      }
      return outcome
    }
  }
}

extension SocketTable.Contents {
  fileprivate mutating func askForUnixSockets(_ counters: ReadCounters) {
    awaitsDump = false
    guard let dump = UnixSocketDump.sockets() else { return }
    counters.opened(.net)
    sockets.merge(dump) { first, _ in first }
    unread.remove(.unix)
  }

  fileprivate func socket(_ inode: UInt64, in file: SocketFile) -> Socket? {
    sockets[inode] ?? (file == .unix ? unixSockets[inode] : nil)
  }

  /// False where the process has ended that it was to be read of.
  fileprivate mutating func take(_ reading: Reading<[UInt64: Socket]>, of file: SocketFile) -> Bool
  {
    switch reading {
    case .read(let listed):
      if file == .unix { unixSockets = listed } else { sockets.merge(listed) { first, _ in first } }
    case .absent: break
    case .denied(let refused): unknown[file] = .denied(refused)
    case .failed(let failure): unknown[file] = .failed(failure)
    case .gone: return false
    }
    unread.remove(file)
    return true
  }
}

extension Reading {
  /// Where nothing was found here, what kept us from looking somewhere else: a failure, which says
  /// more, before a refusal.
  func orUnknown(_ other: Reading?) -> Reading {
    switch (self, other) {
    case (.absent, .denied?), (.absent, .failed?), (.denied, .failed?): other ?? self
    case _: self
    }
  }
}
