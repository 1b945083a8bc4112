/// The sockets that no process of a root holds, of the network namespaces that its processes are in.
package struct UnheldSockets {
  /// Those with an inode first.
  package private(set) var sockets: [UnheldSocket] = []
  /// Why there may be more: denied or failed, else absent.
  package private(set) var unknown: Reading<Never>
  /// How many lines may be of such sockets, or parts of names that processes have chosen.
  package private(set) var doubtfulCount = 0
}

/// A socket that is no descriptor of a process.
package struct UnheldSocket {
  /// What its table says of it.
  package let socket: OpenSocket
  /// Absent where it is certain that no process holds it; denied or failed where one whose
  /// descriptors could not be listed may, and where it changes hands.
  package let holder: Reading<Never>
}

extension UnheldSockets {
  /// Of each namespace what is no descriptor; `unknown` says why there may be other namespaces.
  init(
    _ namespaces: [PlacedSockets], _ holders: SocketHolders, of machine: ProcFS,
    mayLack unknown: Reading<Never>
  ) {
    self.unknown = unknown
    for namespace in namespaces {
      for (inode, socket) in namespace.sockets.sockets {
        sockets.append(
          UnheldSocket(
            socket: OpenSocket(unheld: socket, inode: inode, ordinal: 0, in: namespace.place),
            holder: socket.isKernels ? .absent : holders.holder(of: inode, machine)))
      }
      doubtfulCount += namespace.sockets.doubtfulCount
      self.unknown = self.unknown.orUnknown(namespace.sockets.unknown.withoutRecord)
    }
    // The kernel's own word is that no descriptor leads to what has no inode.
    for namespace in namespaces {
      var ordinals: [SocketEnds: Int] = [:]
      for socket in namespace.sockets.nameless {
        let ordinal = ordinals[socket.ends, default: 0]
        ordinals[socket.ends] = ordinal + 1
        sockets.append(
          UnheldSocket(
            socket: OpenSocket(
              unheld: socket, inode: 0, ordinal: ordinal, in: namespace.place), holder: .absent))
      }
    }
  }
}

extension SocketHolders {
  /// Of one that no process is known to hold.
  fileprivate func holder(of inode: UInt64, _ machine: ProcFS) -> Reading<Never> {
    guard let pid = handedOn[inode] else { return unknown }
    return .failed(
      machine.failure(.handedOn, .fd, at: RelativePath(pid, "fd" as StaticString).copy))
  }
}

/// Sockets of a namespace.
struct PlacedSockets {
  let place: NamespacePlace
  var sockets: SocketsBesides
}

/// What a socket without an inode is known by.
package struct SocketEnds: Hashable {
  private let family: SocketFamily
  private let transport: Transport?
  private let ends: [SocketAddress?]
  private let path: [UInt8]?

  init(_ socket: Socket) {
    family = socket.family
    transport = socket.transport
    ends = [socket.local, socket.remote]
    path = socket.path
  }

  /// No two have the same.
  var bytes: [UInt8] {
    var bytes = Array(family.rawValue.utf8) + [0] + (transport.map { [1] + $0.number.bytes } ?? [0])
    for end in ends {
      bytes += end.map { [UInt8(truncatingIfNeeded: $0.bytes.count)] + $0.bytes } ?? [0]
      bytes += end?.port.map { [1] + $0.bytes } ?? [0]
    }
    return bytes + (path.map { [1] + $0 } ?? [0])
  }
}

extension Socket {
  /// What it is known by in its namespace where it has no inode; others may share it.
  package var ends: SocketEnds { SocketEnds(self) }
}
