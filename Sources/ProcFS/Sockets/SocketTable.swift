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
    /// Likewise in another namespace, which is entered for it, until that is refused.
    var mayEnter: Bool
    /// Whether it is still to be asked for the unix sockets of our own namespace.
    var awaitsDump: Bool
    /// What the connections of TCP have carried, by inode; nil as long as nobody has asked.
    var information: Reading<ConnectionInformation>?
  }

  /// Reads nothing yet. `isOurs` says that this process is in the namespace, `mayEnter` that it is one
  /// of the running kernel.
  init(isOurs: Bool = false, mayEnter: Bool = false) {
    held = Mutex(Contents(isOurs: isOurs, mayEnter: mayEnter, awaitsDump: isOurs))
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
  /// by `read` until it is found; the kernel is asked in their place where `enter`, which opens the
  /// link `ns/net`, leads into the namespace. Where some could not be read it may be there; absent
  /// where none of them has it.
  func socket(
    _ inode: UInt64, in files: [SocketFile], _ counters: ReadCounters,
    enter: () throws(Errno) -> Descriptor, read: (SocketFile) -> Reading<ListedSockets>
  ) -> Reading<Socket> {
    held.withLock { contents in
      var outcome = Reading<Socket>.absent
      for file in files {
        if !contents.take(file, counters, enter, read) { return .gone }
        if let socket = contents.socket(inode, in: file) { return .read(socket) }
        outcome = outcome.orUnknown(contents.unknown[file])
      }
      return outcome
    }
  }
}

extension SocketTable {
  /// What the connections of TCP in the namespace have carried, as the kernel told when it was first
  /// asked in the namespace whose link `ns/net` is opened by `enter`, and `note` has taken it; absent
  /// where it does not tell. Gone where nobody leads there any more: another process may.
  func information(
    _ counters: ReadCounters, enter: () throws(Errno) -> Descriptor,
    _ note: (inout ConnectionInformation) -> Void
  ) -> Reading<ConnectionInformation> {
    held.withLock { contents in
      if let known = contents.information { return known }
      let reading = contents.readInformation(counters, enter, note)
      if case .gone = reading { return .gone }
      contents.information = reading
      return reading
    }
  }

  /// Whether what was read so far lists it.
  func lists(_ inode: UInt64) -> Bool { held.withLock { $0.sockets[inode] != nil } }
}

// For what no process holds all files are read, and what they list is told as a whole.
extension SocketTable {
  /// Reads the files that have not been read yet, unless nobody is in the namespace any more.
  func readAll(
    _ counters: ReadCounters, enter: () throws(Errno) -> Descriptor,
    read: (SocketFile) -> Reading<ListedSockets>
  ) {
    held.withLock { contents in
      if contents.awaitsDump { contents.askForUnixSockets(counters) }
      for file in SocketFile.allCases {
        guard contents.take(file, counters, enter, read) else { return }
      }
    }
  }

  /// Whether there is one that these do not hold and a process may.
  func hasUnclaimed(besides holders: SocketHolders) -> Bool {
    held.withLock { contents in
      contents.sockets.contains { !$0.value.isKernels && !holders.holds($0.key) }
        || contents.unixSockets.sockets.contains { !holders.holds($0.key) }
    }
  }

  /// Of what has been read, the sockets that these do not hold.
  func sockets(besides holders: SocketHolders) -> SocketsBesides {
    held.withLock { contents in
      var besides = SocketsBesides(nameless: contents.nameless + contents.unixSockets.nameless)
      let unix = contents.unixSockets
      let listed = contents.sockets.merging(unix.sockets) { first, _ in first }
      for (inode, socket) in listed where !holders.holds(inode) {
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
    _ counters: ReadCounters, _ enter: () throws(Errno) -> Descriptor,
    _ note: (inout ConnectionInformation) -> Void
  ) -> Reading<ConnectionInformation> {
    let connection: Descriptor
    do throws(EnteringFailure) {
      connection = try self.connection(enter)
    } catch {
      return error.isAbsence ? .gone : Self.outcome(of: error.reason, .tcpInfo, counters)
    }
    do throws(Errno) {
      var told = ConnectionInformation()
      for file in [SocketFile.tcp, .tcp6] {
        guard let listed = try Self.informed(file, over: connection) else { continue }
        told.add(listed)
        if unread.remove(file) != nil { add(listed) }
      }
      counters.opened(.tcpInfo)
      told.instant = monotonicInstant()
      note(&told)
      return .read(told)
    } catch {
      return Self.outcome(of: error, .tcpInfo, counters)
    }
  }

  /// A way to ask the kernel within the namespace.
  private func connection(
    _ enter: () throws(Errno) -> Descriptor
  ) throws(EnteringFailure) -> Descriptor {
    let network: Descriptor
    do throws(Errno) {
      if isOurs { return try NetlinkDump.connection(to: .sockets) }
      network = try enter()
    } catch {
      throw EnteringFailure(reason: error, isAbsence: !isOurs && error.isAbsence)
    }
    do throws(Errno) {
      return try NetlinkDump.connection(to: .sockets, in: network)
    } catch {
      throw EnteringFailure(reason: error, isAbsence: false)
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

  /// What an error of asking says: that the kernel cannot be asked so, may not be, or was in vain.
  private static func outcome<Record>(
    of error: Errno, _ file: ProcFile, _ counters: ReadCounters
  ) -> Reading<Record> {
    if error.isDenial {
      counters.denied(file)
      return .denied(file)
    }
    let lacks = [ENOENT, EINVAL, EPROTONOSUPPORT, EAFNOSUPPORT, EOPNOTSUPP, ENOSYS]
    if lacks.contains(error.code) { return .absent }
    counters.failed(file)
    return .failed(ReadFailure(error, file, at: Array("sock_diag".utf8)))
  }

  fileprivate mutating func askForUnixSockets(_ counters: ReadCounters) {
    awaitsDump = false
    guard let dump = UnixSocketDump.sockets() else { return }
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
    _ file: SocketFile, _ counters: ReadCounters, _ enter: () throws(Errno) -> Descriptor,
    _ read: (SocketFile) -> Reading<ListedSockets>
  ) -> Bool {
    guard unread.contains(file) else { return true }
    do throws(EnteringFailure) {
      if let listed = try dump(file, enter) {
        counters.opened(.sockDiag)
        add(listed)
        unread.remove(file)
        return true
      }
    } catch {
      if error.reason.isDenial { mayEnter = false }
      if !file.isThere {
        return take(Self.outcome(of: error.reason, .sockDiag, counters), of: file)
      }
    }
    return take(file.isThere ? read(file) : .absent, of: file)
  }

  /// Nil where the kernel is not to be asked. Of vsock it tells in any namespace, and is asked in ours.
  private func dump(
    _ file: SocketFile, _ enter: () throws(Errno) -> Descriptor
  ) throws(EnteringFailure) -> ListedSockets? {
    guard file.isDumped, isOurs || mayEnter && file != .vsock else { return nil }
    let connection = try connection(enter)
    do throws(Errno) {
      switch file {
      case .vsock: return try VsockDump.sockets(over: connection)
      case .unix: return isOurs ? nil : try UnixSocketDump.sockets(over: connection)
      case .tcp, .tcp6, .udp, .udp6, .netlink, .packet, .raw, .raw6, .icmp, .icmp6, .udplite,
        .udplite6:
        return try InternetSocketDump(file)?.sockets(over: connection)
      }
    } catch {
      throw EnteringFailure(reason: error, isAbsence: false)
    }
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

/// Why the kernel could not be asked within a namespace.
private struct EnteringFailure: Error {
  let reason: Errno
  /// The process is not there that was to lead into it.
  let isAbsence: Bool
}

extension SocketFile {
  /// Whether netlink tells in its place.
  fileprivate var isDumped: Bool {
    switch self {
    case .tcp, .tcp6, .udp, .udp6, .raw, .raw6, .udplite, .udplite6, .vsock, .unix: true
    case .netlink, .packet, .icmp, .icmp6: false
    }
  }
}
