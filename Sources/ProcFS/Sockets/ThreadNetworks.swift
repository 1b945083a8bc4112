/// The network namespaces that threads of a process are in and the process itself is not: by
/// unshare(2) or setns(2) a thread leaves that of its process, for itself alone.
struct ThreadNetworks {
  private let process: ProcessFiles
  /// Each with the first of the threads that are in it.
  private var members: [(namespace: NetworkNamespace, task: Int32)] = []

  /// Reads the link `ns/net` of every thread, which copied roots lack. Whoever may list a process's
  /// descriptors may read it.
  init(of process: ProcessFiles) {
    self.process = process
    guard process.machine.facts.isLive else { return }
    var known: Set<UInt64> = []
    if let own = process.namespace(.net).record { known.insert(own) }
    for task in process.readTasks().record ?? [] where task != process.pid {
      guard let number = process.readNamespace(.net, ofTask: task).record,
        known.insert(number).inserted
      else { continue }
      members.append((.number(number), task))
    }
  }

  /// A socket that stands in one of these files of one of the namespaces; absent where none lists
  /// it.
  func socket(
    _ inode: UInt64, in files: [SocketFile], _ tables: SocketTables
  ) -> Reading<Socket> {
    var outcome = Reading<Socket>.absent
    for (namespace, task) in members {
      let table = tables.table(of: namespace, in: process.machine)
      let reading = table.socket(
        inode, in: files, process.counters,
        enter: { () throws(Errno) in try open(task) },
        read: { process.sockets(in: $0, ofTask: task) })
      if case .read = reading { return reading }
      outcome = outcome.orUnknown(reading)
    }
    return outcome
  }

  private func open(_ task: Int32) throws(Errno) -> Descriptor {
    try process.directory.open(RelativePath("task/", task, Namespace.net.path))
  }

  /// What a connection has carried that is listed in one of the namespaces; absent where none lists
  /// it.
  func information(of inode: UInt64, _ tables: SocketTables) -> Reading<TCPInformation> {
    let machine = process.machine
    for (namespace, task) in members where tables.table(of: namespace, in: machine).lists(inode) {
      return tables.information(of: namespace, in: machine, process.counters) {
        () throws(Errno) in try open(task)
      }.map { $0[inode] }
    }
    return .absent
  }
}
