/// Which sockets the processes hold, as far as their descriptors have been listed.
struct SocketHolders {
  /// Of all sockets that some process holds.
  private(set) var inodes: Set<UInt64> = []
  /// The processes whose descriptors have been listed, or may not be.
  private(set) var pids: Set<Int32> = []
  /// Why some process may hold others: denied or failed, else absent.
  private(set) var unknown = Reading<Never>.absent

  /// Takes note of what came of listing the sockets of a process.
  mutating func add(_ open: Reading<OpenSockets>, of pid: Int32) {
    pids.insert(pid)
    switch open {
    case .read(let open):
      for socket in open.sockets { inodes.insert(socket.inode) }
      if let failure = open.unknown { doubt(.failed(failure)) }
    case .denied(let file): doubt(.denied(file))
    case .failed(let failure): doubt(.failed(failure))
    case .absent, .gone: break
    }
  }

  /// Takes note that there may be more, and why.
  mutating func doubt(_ reason: Reading<Never>) { unknown = unknown.orUnknown(reason) }
}
