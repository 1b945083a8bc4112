import Synchronization

/// The sockets of one network namespace, by inode. Each of its files is read once, when a socket is
/// looked for that may stand there.
final class SocketTable: Sendable {
  private let held: Mutex<Contents>

  fileprivate struct Contents {
    /// What the kernel alone has written.
    var sockets: [UInt64: Socket] = [:]
    /// Likewise, those without an inode.
    var nameless: [Socket] = []
    /// What stands in `unix`, where processes have their say; only for who is in no other file, or
    /// is a unix socket by the kernel's word.
    var unixSockets = ListedSockets()
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
    read: (SocketFile) -> Reading<ListedSockets>
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

// For what no process holds all files are read, and what they list is told as a whole.
extension SocketTable {
  /// Reads the files that have not been read yet, unless nobody is in the namespace any more.
  func readAll(_ counters: ReadCounters, read: (SocketFile) -> Reading<ListedSockets>) {
    held.withLock { contents in
      if contents.awaitsDump { contents.askForUnixSockets(counters) }
      for file in SocketFile.allCases where contents.unread.contains(file) {
        guard contents.take(read(file), of: file) else { return }
      }
    }
  }

  /// Of what has been read, the sockets that are not among these.
  func sockets(besides inodes: Set<UInt64>) -> SocketsBesides {
    held.withLock { contents in
      var besides = SocketsBesides(nameless: contents.nameless + contents.unixSockets.nameless)
      let unix = contents.unixSockets
      let listed = contents.sockets.merging(unix.sockets) { first, _ in first }
      for (inode, socket) in listed where !inodes.contains(inode) {
        if contents.sockets[inode] == nil, unix.doubtful.contains(inode) {
          besides.doubtfulCount += 1
        } else {
          besides.sockets.append((inode, socket))
        }
      }
      besides.sockets.sort { $0.inode < $1.inode }
      besides.doubtfulCount += unix.doubtfulNameless
      for reading in contents.unknown.values {
        besides.unknown = besides.unknown.orUnknown(reading)
      }
      return besides
    }
  }
}

/// The sockets of a namespace but for some.
struct SocketsBesides {
  /// In the order of their inodes.
  var sockets: [(inode: UInt64, socket: Socket)] = []
  /// Those without an inode.
  var nameless: [Socket] = []
  /// How many lines may be of sockets, or parts of names.
  var doubtfulCount = 0
  /// Why there may be more: denied or failed, else absent.
  var unknown = Reading<Socket>.absent
}

extension SocketTable.Contents {
  fileprivate mutating func askForUnixSockets(_ counters: ReadCounters) {
    awaitsDump = false
    guard let dump = UnixSocketDump.sockets() else { return }
    counters.opened(.net)
    sockets.merge(dump) { first, _ in first }
    unread.remove(.unix)
  }

  private mutating func add(_ listed: ListedSockets) {
    sockets.merge(listed.sockets) { first, _ in first }
    nameless += listed.nameless
  }

  fileprivate func socket(_ inode: UInt64, in file: SocketFile) -> Socket? {
    sockets[inode] ?? (file == .unix ? unixSockets.sockets[inode] : nil)
  }

  /// False where the process has ended that it was to be read of.
  fileprivate mutating func take(_ reading: Reading<ListedSockets>, of file: SocketFile) -> Bool {
    switch reading {
    case .read(let listed):
      if file == .unix { unixSockets = listed } else { add(listed) }
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
