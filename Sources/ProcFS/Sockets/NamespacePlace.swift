/// A network namespace, its table, and the processes through which it is read.
final class NamespacePlace {
  private let namespace: NetworkNamespace
  private let tables: SocketTables
  private let machine: ProcFS
  private let counters: ReadCounters
  private let pids: [Int32]

  /// `pids` are processes that are in it.
  init(
    _ namespace: NetworkNamespace, _ pids: [Int32], _ tables: SocketTables, of machine: ProcFS,
    _ counters: ReadCounters
  ) {
    self.namespace = namespace
    self.tables = tables
    self.machine = machine
    self.counters = counters
    self.pids = pids
  }

  /// What tells it from others.
  var number: UInt64 {
    switch namespace {
    case .number(let number), .file(let number): number
    }
  }

  /// Not kept: there may be many namespaces, and the directory of a member takes a descriptor.
  private var members: NamespaceMembers {
    NamespaceMembers(namespace, pids, of: machine, counters)
  }

  private var table: SocketTable { tables.table(of: namespace, in: machine) }

  /// Reads what its table has not read yet.
  func readAll() {
    let members = members
    table.readAll(counters, enter: members.enter, read: members.read)
  }

  /// Of what has been read, the sockets that these do not hold.
  func sockets(besides holders: SocketHolders) -> SocketsBesides {
    table.sockets(besides: holders)
  }

  /// Whether there is one among them that a process may hold.
  func hasUnclaimed(besides holders: SocketHolders) -> Bool {
    table.hasUnclaimed(besides: holders)
  }

  /// The same namespace, of which nothing has been read.
  func anew() -> NamespacePlace {
    NamespacePlace(namespace, pids, SocketTables(), of: machine, counters)
  }

  /// Whether a socket stands there, or cannot be looked for.
  func mayHave(_ inode: UInt64, in files: [SocketFile]) -> Bool {
    if table.known(inode, counters) != nil { return true }
    let members = members
    switch table.socket(
      inode, in: files, counters, enter: members.enter, read: members.read)
    {
    case .absent, .gone: return false
    case .read, .denied, .failed: return true
    }
  }

  /// What a connection has carried; denied where the namespace may not be entered.
  func information(of socket: Socket, inode: UInt64) -> Reading<TCPInformation> {
    guard machine.facts.isLive, socket.isConnection else { return .absent }
    let members = members
    return tables.information(of: namespace, in: machine, counters) { () throws(Errno) in
      try members.enter()
    }.map { inode == 0 ? $0.unclaimed(socket) : $0[inode] }
  }

  /// Whether it had carried something at the instant of an earlier snapshot; nil where that is not
  /// known.
  func hadCarried(_ connection: TCPInformation, at instant: Int64) -> Bool? {
    tables.hadCarried(connection, at: instant)
  }
}
