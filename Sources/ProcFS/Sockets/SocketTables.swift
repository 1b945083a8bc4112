import Synchronization

/// The sockets of every network namespace that a run has met, each namespace's files read once.
package final class SocketTables: Sendable {
  private let byNamespace = Mutex<[UInt64: SocketTable]>([:])

  /// Reads nothing yet.
  package init() {}

  /// The table of a process's namespace. Where it cannot be told which one that is, the process
  /// has one of its own, which costs time and loses nothing.
  func table(for process: ProcessFiles) -> SocketTable {
    guard case .read(let namespace) = process.namespace(.net) else { return SocketTable() }
    return byNamespace.withLock { tables in
      if let table = tables[namespace] { return table }
      let table = SocketTable()
      tables[namespace] = table
      return table
    }
  }
}

/// The sockets of one network namespace, by inode.
final class SocketTable: Sendable {
  private let held = Mutex(Contents())

  private struct Contents {
    var sockets: [UInt64: Socket] = [:]
    /// What has not been read yet.
    var files = SocketFile.allCases[...]
    var isDenied = false
    /// Of the first file that could not be read.
    var failure: ReadFailure?
  }

  /// The socket with this inode, read through a process of the namespace. No more of the files is
  /// read than it takes to find it; absent where none of them has it.
  func socket(_ inode: UInt64, of process: ProcessFiles) -> Reading<Socket> {
    held.withLock { contents in
      while true {
        if let socket = contents.sockets[inode] { return .read(socket) }
        guard let file = contents.files.first else {
          if let failure = contents.failure { return .failed(failure) }
          return contents.isDenied ? .denied(.net) : .absent
        }
        switch Self.read(file, of: process) {
        case .read(let sockets): contents.sockets.merge(sockets) { first, _ in first }
        case .absent: break
        case .denied: contents.isDenied = true
        case .failed(let failure): contents.failure = contents.failure ?? failure
        case .gone: return .gone
        }
        contents.files.removeFirst()
      }
    }
  }

  private static func read(
    _ file: SocketFile, of process: ProcessFiles
  ) -> Reading<[UInt64: Socket]> {
    process.readAtAnyTask(.net, RelativePath(file.path)) { text in
      var sockets: [UInt64: Socket] = [:]
      file.forEachSocket(of: text) { inode, socket in
        if sockets[inode] == nil { sockets[inode] = socket }
      }
      return sockets
    }
  }
}

extension ProcessFiles {
  /// Reads a file that the leader's directory lacks once the leader has ended.
  fileprivate func readAtAnyTask<Record>(
    _ file: ProcFile, _ path: RelativePath, _ parse: (Span<UInt8>) -> Record?
  ) -> Reading<Record> {
    guard livingTask != nil else { return read(file, path, parse) }
    return pathAtLivingTask(path).flatMap { read(file, $0, parse) }
  }
}

extension SocketFile {
  /// Relative to the process's directory.
  fileprivate var path: StaticString {
    switch self {
    case .unix: "net/unix"
    case .tcp: "net/tcp"
    case .tcp6: "net/tcp6"
    case .udp: "net/udp"
    case .udp6: "net/udp6"
    case .netlink: "net/netlink"
    case .packet: "net/packet"
    case .raw: "net/raw"
    case .raw6: "net/raw6"
    case .icmp: "net/icmp"
    case .icmp6: "net/icmp6"
    case .udplite: "net/udplite"
    case .udplite6: "net/udplite6"
    }
  }
}
