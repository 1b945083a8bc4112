/// Which sockets the processes hold, as far as their descriptors have been listed.
struct SocketHolders {
  /// Of each socket how many descriptors lead to it whose processes have not been found to have ended.
  private var claims: [UInt64: Int] = [:]
  /// Those that change hands meanwhile, each with a process that has or had it: one that has ended
  /// since it was listed, or that came after the others had been.
  private(set) var handedOn: [UInt64: Int32] = [:]
  /// The processes whose descriptors have been listed, or may not be.
  private(set) var pids: Set<Int32> = []
  /// Why some process may hold others: denied or failed, else absent.
  private(set) var unknown = Reading<Never>.absent

  /// Whether a descriptor leads to it, and its process is known.
  func holds(_ inode: UInt64) -> Bool { claims[inode] != nil }

  /// Takes note of what came of listing the sockets of a process. One that `isLate` came when the
  /// others had been listed, so that no row tells of it.
  mutating func add(_ open: Reading<OpenSockets>, of pid: Int32, isLate: Bool = false) {
    pids.insert(pid)
    switch open {
    case .read(let open):
      for socket in open.sockets { add(socket, of: pid, isLate) }
      if let failure = open.unknown { doubt(.failed(failure)) }
    case .denied(let file): doubt(.denied(file))
    case .failed(let failure): doubt(.failed(failure))
    case .absent, .gone: break
    }
  }

  private mutating func add(_ socket: OpenSocket, of pid: Int32, _ isLate: Bool) {
    guard !isLate else { return handedOn[socket.inode] = pid }
    claims[socket.inode, default: 0] += 1
    socket.isClaimed = true
  }

  /// Takes note that the process of a descriptor has ended, so that nobody is told of it.
  mutating func drop(_ socket: OpenSocket) {
    guard socket.isClaimed, let pid = socket.file?.process.pid, let count = claims[socket.inode]
    else { return }
    socket.isClaimed = false
    claims[socket.inode] = count > 1 ? count - 1 : nil
    handedOn[socket.inode] = pid
  }

  /// All processes are to be listed again: what rows tell of stays theirs.
  mutating func listAgain() { pids = [] }

  /// Takes note that there may be more, and why.
  mutating func doubt(_ reason: Reading<Never>) { unknown = unknown.orUnknown(reason) }
}
