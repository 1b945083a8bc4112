import Synchronization

/// The sockets of every network namespace that a run has met, each namespace's files read once.
package final class SocketTables: Sendable {
  private let held = Mutex(Contents())
  private let history: ConnectionHistory
  /// Of the snapshot that they are of.
  private let instant: Int64

  fileprivate struct Contents {
    var tables: [NetworkNamespace: SocketTable] = [:]
    /// Of the processes that have been asked.
    var numbers: [Int32: UInt64] = [:]
    /// Nil as long as no socket was missing from its holder's own namespace.
    var namespaces: NetworkNamespaces?
    /// The namespace that this process is in, where it has been asked for.
    var ours: UInt64??
    /// How many more tables may be read a second time.
    var laterTables = 16
  }

  /// Reads nothing yet. What the connections have carried is noted in `history`, under the instant of
  /// the snapshot that they are of.
  package init(_ history: ConnectionHistory = ConnectionHistory(), at instant: Int64 = 0) {
    self.history = history
    self.instant = instant
  }

  /// The namespace that a process is in, from its link; nil where that cannot be told.
  func namespace(of process: ProcessFiles) -> NetworkNamespace? {
    guard case .read(let number) = process.namespace(.net) else { return nil }
    held.withLock { $0.numbers[process.pid] = number }
    return .number(number)
  }

  /// The table of a namespace of a process of this root. Where it cannot be told which one that is,
  /// the process has one of its own, which costs time and loses nothing.
  func table(of namespace: NetworkNamespace?, in machine: ProcFS) -> SocketTable {
    guard let namespace else { return SocketTable() }
    return held.withLock { contents in
      if let table = contents.tables[namespace] { return table }
      let table = contents.newTable(of: namespace, in: machine)
      contents.tables[namespace] = table
      return table
    }
  }

  /// A table of a namespace that is read after the other, for what was made in between; nil where that
  /// has been done often, since each socket that is not bound asks for it, and of a copied root.
  func laterTable(of namespace: NetworkNamespace?, in machine: ProcFS) -> SocketTable? {
    guard let namespace, machine.facts.isLive else { return nil }
    return held.withLock { contents in
      guard contents.laterTables > 0 else { return nil }
      contents.laterTables -= 1
      return contents.newTable(of: namespace, in: machine)
    }
  }

  /// A unix socket of our own namespace, whosever it is now, as the kernel lists it: the files of
  /// its holder's may have a line for it that is a part of a name.
  func dumped(_ inode: UInt64, for holder: ProcessFiles) -> Socket? {
    guard holder.machine.facts.isLive, let ours = held.withLock({ $0.ourNamespace() }) else {
      return nil
    }
    return table(of: ours, in: holder.machine).known(inode, holder.counters)
  }

  /// A socket that its holder's own namespace does not list: it was handed over by a process of
  /// another, or its holder has left the one that it was made in. Looks into the namespaces of all
  /// processes; absent where none lists it.
  func elsewhere(
    _ inode: UInt64, in files: [SocketFile], than own: NetworkNamespace?, for holder: ProcessFiles
  ) -> Reading<Socket> {
    let namespaces = namespaces(of: holder.machine, holder.counters)
    var outcome: Reading<Socket> = namespaces.unknown.ofAny()
    for (namespace, pids) in namespaces.members where namespace != own {
      let table = table(of: namespace, in: holder.machine)
      if let socket = table.known(inode, holder.counters) { return .read(socket) }
      let members = NamespaceMembers(namespace, pids, of: holder.machine, holder.counters)
      let reading = table.socket(
        inode, in: files, holder.counters, enter: members.enter, read: members.read)
      if case .read = reading { return reading }
      outcome = outcome.orUnknown(reading)
    }
    return outcome
  }

  /// Those that the processes are in, looked at once.
  func namespaces(of machine: ProcFS, _ counters: ReadCounters) -> NetworkNamespaces {
    held.withLock { contents in
      if let namespaces = contents.namespaces { return namespaces }
      let namespaces = NetworkNamespaces(of: machine, counters, known: contents.numbers)
      contents.namespaces = namespaces
      return namespaces
    }
  }
}

// What the connections have carried.
extension SocketTables {
  /// Asks at once for those of our own namespace, so that it is known which were there.
  package func readInformation(of machine: ProcFS, _ counters: ReadCounters) {
    guard machine.facts.isLive, let ours = held.withLock({ $0.ourNamespace() }) else { return }
    _ = information(of: ours, in: machine, counters) { () throws(Errno) in
      throw .notPermitted
    }
  }

  /// Those of a namespace, told once; `enter` opens its link `ns/net`.
  func information(
    of namespace: NetworkNamespace?, in machine: ProcFS, _ counters: ReadCounters,
    enter: () throws(Errno) -> Descriptor
  ) -> Reading<ConnectionInformation> {
    table(of: namespace, in: machine).information(counters, enter: enter) { told in
      guard let namespace else { return }
      told.namespace = namespace
      history.note(told.used, of: namespace, at: instant)
    }
  }

  /// Opens the link `ns/net` of a process that is in a namespace; where it has ended, that of another.
  func enter(
    _ namespace: NetworkNamespace?, by process: ProcessFiles
  ) throws(Errno) -> Descriptor {
    do throws(Errno) {
      return try process.openNetwork()
    } catch {
      guard error.isAbsence, let namespace else { throw error }
      let all = namespaces(of: process.machine, process.counters).members
      let pids = all.first { $0.namespace == namespace }?.pids ?? []
      return try NamespaceMembers(namespace, pids, of: process.machine, process.counters).enter()
    }
  }

  /// What one has carried that is listed in the namespace of another process.
  func informationElsewhere(
    of inode: UInt64, than own: NetworkNamespace?, for holder: ProcessFiles
  ) -> Reading<TCPInformation> {
    for (namespace, pids) in namespaces(of: holder.machine, holder.counters).members
    where namespace != own {
      guard table(of: namespace, in: holder.machine).lists(inode) else { continue }
      let members = NamespaceMembers(namespace, pids, of: holder.machine, holder.counters)
      return information(of: namespace, in: holder.machine, holder.counters) {
        () throws(Errno) in try members.enter()
      }.map { $0[inode] }
    }
    return .absent
  }

  /// Whether a connection had carried something at the instant of an earlier snapshot; nil where
  /// nobody asked then.
  func hadCarried(_ connection: TCPInformation, at instant: Int64) -> Bool? {
    connection.namespace.flatMap { history.hadCarried(connection.cookies, in: $0, at: instant) }
  }
}

extension SocketTables.Contents {
  fileprivate mutating func newTable(
    of namespace: NetworkNamespace, in machine: ProcFS
  ) -> SocketTable {
    let isLive = machine.facts.isLive
    let isOurs = isLive && ourNamespace() == namespace
    return SocketTable(isOurs: isOurs, mayEnter: isLive && !isOurs)
  }

  fileprivate mutating func ourNamespace() -> NetworkNamespace? {
    let ours = ours ?? NetworkNamespaces.ours
    self.ours = ours
    return ours.map(NetworkNamespace.number)
  }
}

/// The processes of a namespace, through whose directories its files are read.
final class NamespaceMembers {
  private let namespace: NetworkNamespace
  private let machine: ProcFS
  private let counters: ReadCounters
  private var rest: ArraySlice<Int32>
  private var process: ProcessFiles?

  init(
    _ namespace: NetworkNamespace, _ pids: [Int32], of machine: ProcFS, _ counters: ReadCounters
  ) {
    self.namespace = namespace
    self.machine = machine
    self.counters = counters
    rest = pids[...]
  }

  /// Through the first process that is still there; gone where all have ended.
  func read(_ file: SocketFile) -> Reading<ListedSockets> {
    while let process = process ?? next() {
      self.process = process
      let reading = process.sockets(in: file)
      if !process.isGone { return reading }
      self.process = nil
    }
    return .gone
  }

  /// Opens the link `ns/net` of the first process that is still there.
  func enter() throws(Errno) -> Descriptor {
    while let process = process ?? next() {
      self.process = process
      do throws(Errno) {
        return try process.openNetwork()
      } catch {
        guard error.isAbsence else { throw error }
        self.process = nil
      }
    }
    throw .noProcess
  }

  private func next() -> ProcessFiles? {
    while let pid = rest.popFirst() {
      let process = ProcessFiles(pid: pid, of: machine, counters: counters)
      if NetworkNamespaces.isMember(process, of: namespace) { return process }
    }
    return nil
  }
}

extension ProcessFiles {
  /// What a file of the process's network namespace lists.
  func sockets(in file: SocketFile) -> Reading<ListedSockets> {
    readAtAnyTask(.net, RelativePath(file.path)) { file.sockets(of: $0) }
  }

  /// What a file of the network namespace of one of its threads lists.
  func sockets(in file: SocketFile, ofTask task: Int32) -> Reading<ListedSockets> {
    read(.net, RelativePath("task/", task, RelativePath(file.path))) { file.sockets(of: $0) }
  }

  /// Opens the link `ns/net`, of a task that lives on where the leader has ended.
  func openNetwork() throws(Errno) -> Descriptor {
    do throws(Errno) {
      return try directory.open(Namespace.net.path)
    } catch {
      guard error.isAbsence, let path = pathAtLivingTask(Namespace.net.path).record else {
        throw error
      }
      return try directory.open(path)
    }
  }

  /// Reads a file that the leader's directory lacks once the leader has ended.
  private func readAtAnyTask<Record>(
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
    case .vsock: "net/vsock"
    }
  }
}
