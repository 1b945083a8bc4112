import Glibc
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
    /// This process is in the namespace, so that the kernel can be asked in place of files.
    let isOurs: Bool
    /// Whether it is still to be asked for the unix sockets of our own namespace.
    var awaitsDump: Bool
    /// Likewise for those of another, which is asked once where it may be entered.
    var awaitsEntering: Bool { !isOurs && !hasEntered && unread.contains(.unix) }
    var hasEntered = false
    /// What the connections of TCP have carried, by inode; nil as long as nobody has asked.
    var information: Reading<ConnectionInformation>?
  }

  /// Reads nothing yet. `isOurs` says that this process is in the namespace.
  init(isOurs: Bool = false) {
    held = Mutex(Contents(isOurs: isOurs, awaitsDump: isOurs))
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
    _ inode: UInt64, in files: [SocketFile], _ counters: ReadCounters,
    read: (SocketFile) -> Reading<ListedSockets>
  ) -> Reading<Socket> {
    held.withLock { contents in
      var outcome = Reading<Socket>.absent
      for file in files {
        if !contents.take(file, counters, read) { return .gone }
        if let socket = contents.socket(inode, in: file) { return .read(socket) }
        outcome = outcome.orUnknown(contents.unknown[file])
      }
      return outcome
    }
  }
}

extension SocketTable {
  /// What the connections of TCP in the namespace have carried, as the kernel told when it was first
  /// asked over the connection that `connect` makes; absent where it does not tell.
  func information(
    _ counters: ReadCounters, connect: () throws(Errno) -> Descriptor
  ) -> Reading<ConnectionInformation> {
    held.withLock { contents in
      if let known = contents.information { return known }
      let reading = contents.readInformation(counters, connect)
      contents.information = reading
      return reading
    }
  }

  /// Whether what was read so far lists it.
  func lists(_ inode: UInt64) -> Bool { held.withLock { $0.sockets[inode] != nil } }
}

// For what no process holds all files are read, and what they list is told as a whole.
extension SocketTable {
  /// Reads the files that have not been read yet, unless nobody is in the namespace any more. `enter`
  /// makes a connection to the kernel within it.
  func readAll(
    _ counters: ReadCounters, enter: (() throws(Errno) -> Descriptor)?,
    read: (SocketFile) -> Reading<ListedSockets>
  ) {
    if let enter { askForUnixSockets(counters, enter: enter) }
    held.withLock { contents in
      for file in SocketFile.allCases {
        guard contents.take(file, counters, read) else { return }
      }
    }
  }

  /// Asks the kernel once for the unix sockets of the namespace, whose file holds what processes have
  /// chosen.
  func askForUnixSockets(_ counters: ReadCounters, enter: () throws(Errno) -> Descriptor) {
    held.withLock { contents in
      if contents.awaitsDump { contents.askForUnixSockets(counters) }
      guard contents.awaitsEntering else { return }
      contents.hasEntered = true
      contents.take(unixSockets: try? UnixSocketDump.sockets(over: enter()), counters)
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
  fileprivate mutating func readInformation(
    _ counters: ReadCounters, _ connect: () throws(Errno) -> Descriptor
  ) -> Reading<ConnectionInformation> {
    do throws(Errno) {
      let connection = try isOurs ? NetlinkDump.connection(to: .sockets) : connect()
      var told = ConnectionInformation()
      for file in [SocketFile.tcp, .tcp6] {
        guard let listed = try Self.informed(file, over: connection) else { continue }
        told.add(listed)
        if unread.remove(file) != nil { add(listed) }
      }
      counters.opened(.tcpInfo)
      told.instant = monotonicInstant()
      return .read(told)
    } catch {
      return Self.outcome(of: error, counters)
    }
  }

  /// Nil where the kernel has nothing of the kind: IPv6 may be missing.
  private static func informed(
    _ file: SocketFile, over connection: borrowing Descriptor
  ) throws(Errno) -> ListedSockets? {
    do throws(Errno) {
      return try InternetSocketDump(file, informed: true)?.sockets(over: connection)
    } catch {
      if error.code == ENOENT { return nil }
      throw error
    }
  }

  private static func outcome(
    of error: Errno, _ counters: ReadCounters
  ) -> Reading<ConnectionInformation> {
    if error.isDenial {
      counters.denied(.tcpInfo)
      return .denied(.tcpInfo)
    }
    let lacks = [ENOENT, EINVAL, EPROTONOSUPPORT, EAFNOSUPPORT, EOPNOTSUPP, ENOSYS]
    if lacks.contains(error.code) { return .absent }
    counters.failed(.tcpInfo)
    return .failed(ReadFailure(error, .tcpInfo, at: Array("sock_diag".utf8)))
  }

  fileprivate mutating func askForUnixSockets(_ counters: ReadCounters) {
    awaitsDump = false
    take(unixSockets: UnixSocketDump.sockets(), counters)
  }

  /// Nil where the kernel did not tell them.
  fileprivate mutating func take(unixSockets dump: ListedSockets?, _ counters: ReadCounters) {
    guard let dump else { return }
    counters.opened(.sockDiag)
    add(dump)
    unread.remove(.unix)
  }

  private mutating func add(_ listed: ListedSockets) {
    sockets.merge(listed.sockets) { first, _ in first }
    nameless += listed.nameless
  }

  fileprivate func socket(_ inode: UInt64, in file: SocketFile) -> Socket? {
    sockets[inode] ?? (file == .unix ? unixSockets.sockets[inode] : nil)
  }

  /// Reads a file that was not read yet, or asks the kernel in its place. False where the process has
  /// ended that it was to be read of.
  fileprivate mutating func take(
    _ file: SocketFile, _ counters: ReadCounters, _ read: (SocketFile) -> Reading<ListedSockets>
  ) -> Bool {
    guard unread.contains(file) else { return true }
    if isOurs, let listed = try? Self.dump(file) {
      counters.opened(.sockDiag)
      return take(.read(listed), of: file)
    }
    return take(file.isThere ? read(file) : .absent, of: file)
  }

  private static func dump(_ file: SocketFile) throws(Errno) -> ListedSockets? {
    if file == .vsock {
      return try VsockDump.sockets(over: NetlinkDump.connection(to: .sockets))
    }
    return try InternetSocketDump(file)?.sockets(over: NetlinkDump.connection(to: .sockets))
  }

  private mutating func take(_ reading: Reading<ListedSockets>, of file: SocketFile) -> Bool {
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
