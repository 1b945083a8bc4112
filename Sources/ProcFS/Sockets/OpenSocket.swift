/// An open socket of a process, or one that no process holds. What it is connected to is looked up
/// when it is first asked for, and kept.
package final class OpenSocket {
  /// The descriptor that leads to it; nil of one that no process holds.
  package let file: OpenFile?
  /// The number by which the tables list it; 0 where it has none.
  package let inode: UInt64
  /// Which it is in its namespace among those of no process that have no inode and the same addresses,
  /// from 0.
  package let ordinal: Int
  private let lookup: SocketLookup?
  /// Where it stands, of one that no process holds.
  private let place: NamespacePlace?
  private var heldSocket: Reading<Socket>?
  private var heldInformation: Reading<TCPInformation>?

  init(_ file: OpenFile, inode: UInt64, lookup: SocketLookup) {
    self.file = file
    self.inode = inode
    self.lookup = lookup
    ordinal = 0
    place = nil
  }

  /// That stands in a table, and is no process's.
  init(unheld socket: Socket, inode: UInt64, ordinal: Int, in place: NamespacePlace) {
    self.inode = inode
    self.ordinal = ordinal
    self.place = place
    heldSocket = .read(socket)
    file = nil
    lookup = nil
  }

  /// What one of no process that has no inode is known by, in every run: its namespace, its ends, and
  /// which of those it is that have the same.
  package var namelessMark: [UInt8]? {
    guard let place, let ends = heldSocket?.record?.ends else { return nil }
    return place.number.bytes + ordinal.bytes + ends.bytes
  }

  /// Whether its process counts among the holders of it.
  var isClaimed = false

  /// Its process has ended.
  package var isGone: Bool { file?.process.isGone ?? false }

  /// Whether it has been looked up already.
  package var holdsSocket: Bool { heldSocket != nil }

  /// What the tables of its network namespace say of it. One that none of them lists (it is not
  /// bound yet, or its protocol has no table) has but what its protocol tells, where the kernel
  /// names that; else absent. Denied or failed where it may stand in a table that was not read.
  package var socket: Reading<Socket> {
    if let heldSocket { return heldSocket }
    guard let file, let lookup else { return .absent }
    var reading = lookup.socket(inode, of: file)
    if reading.isAbsent { reading = file.socketProtocol.map { Socket($0) } }
    heldSocket = reading
    return reading
  }

  /// Of a descriptor's, its protocol in the kernel's word.
  private var knownProtocol: SocketProtocol? { file?.socketProtocol.record }

  /// Told by the kernel's word where no table could be read that has it.
  package var family: Reading<SocketFamily> { fact(\.family) { $0.family } }

  /// Likewise; absent where neither tells.
  package var type: Reading<SocketType> { fact(\.type) { $0.type } }

  /// Likewise. Of what stands among the connections of TCP, the kernel's word says whether they are
  /// one of MPTCP's.
  package var transport: Reading<Transport> {
    let transport = fact(\.transport) { $0.transport }
    guard transport.record == .tcp, let known = knownProtocol else {
      return transport
    }
    return known.transport == .mptcp ? .read(.mptcp) : transport
  }

  /// The kernel's word for its protocol, in small letters; absent of unix, and where nothing tells.
  package var protocolWord: Reading<[UInt8]> {
    if let transport = transport.record {
      return .read(Array(transport.word(of: type.record).utf8))
    }
    guard family.record != .unix else { return .absent }
    let word = knownProtocol.map { Reading.read($0.word) }
    return word ?? transport.map { _ in nil }.orWord(of: family.record)
  }

  /// What a connection of TCP has carried; absent of anything else, of a listener, and where the
  /// kernel does not tell. Denied where it is in a network namespace that may not be entered.
  package var information: Reading<TCPInformation> {
    if let heldInformation { return heldInformation }
    let reading = readInformation()
    heldInformation = reading
    return reading
  }

  private func readInformation() -> Reading<TCPInformation> {
    if let place {
      return socket.flatMap { place.information(of: $0, inode: inode) }
    }
    guard let file, let lookup, file.process.machine.facts.isLive else { return .absent }
    return lookup.information(of: self, file)
  }

  /// Whether that has been looked up already.
  package var holdsInformation: Bool { heldInformation != nil }

  /// When that was told, in nanoseconds of CLOCK_MONOTONIC; nil where it was not.
  package var informationInstant: Int64? { heldInformation?.record?.instant }

  /// Whether it had carried something at the instant of an earlier snapshot; nil where that is not
  /// known.
  package func hadCarried(at instant: Int64) -> Bool? {
    heldInformation?.record.flatMap {
      lookup?.hadCarried($0, at: instant) ?? place?.hadCarried($0, at: instant)
    }
  }

  private func fact<Fact>(
    _ listed: (Socket) -> Fact?, _ named: (SocketProtocol) -> Fact?
  ) -> Reading<Fact> {
    let socket = socket
    if let fact = socket.record.flatMap(listed) { return .read(fact) }
    switch socket {
    case .absent, .gone: return socket.map(listed)
    case .read, .denied, .failed: break
    }
    let fact = knownProtocol.flatMap(named)
    return fact.map(Reading.read) ?? socket.map(listed)
  }
}

/// The way from a process's sockets to the table of its namespace, found once.
final class SocketLookup {
  fileprivate let process: ProcessFiles
  fileprivate let tables: SocketTables
  fileprivate lazy var namespace = tables.namespace(of: process)
  fileprivate lazy var table = tables.table(of: namespace, in: process.machine)
  fileprivate lazy var threads = ThreadNetworks(of: process)
  /// Of the same namespace as it is after the process's descriptors have been listed; nil where that has
  /// been looked at often enough.
  private lazy var laterTable = tables.laterTable(of: namespace, in: process.machine)

  init(_ process: ProcessFiles, _ tables: SocketTables) {
    self.process = process
    self.tables = tables
  }

  /// What the tables tell of a socket: first that of the process's own network namespace, then
  /// those of the others and of its own threads; absent where none lists it.
  ///
  /// Which files may have it the kernel's word says. Where that is not to be had (in a copied root,
  /// before 2.6.39), all are read up to the one that has it.
  fileprivate func socket(_ inode: UInt64, of file: OpenFile) -> Reading<Socket> {
    if let known = table.known(inode, process.counters) { return .read(known) }
    let files = file.socketProtocol.record?.files ?? SocketFile.allCases
    guard !files.isEmpty else { return .absent }
    if files.contains(.unix), let dumped = tables.dumped(inode, for: process) {
      return .read(dumped)
    }
    var own = look(for: inode, in: files, of: table)
    if own.isAbsent, file.socketProtocol.record != nil, let laterTable {
      let known = laterTable.known(inode, process.counters)
      own = known.map(Reading.read) ?? look(for: inode, in: files, of: laterTable)
    }
    switch own {
    case .read, .gone: return own
    case .absent, .denied, .failed: break
    }
    let other = tables.elsewhere(inode, in: files, than: namespace, for: process)
    if other.isRead { return other }
    let ofThreads = threads.socket(inode, in: files, tables)
    return ofThreads.isRead ? ofThreads : own.orUnknown(other).orUnknown(ofThreads)
  }
}

extension SocketLookup {
  private func look(
    for inode: UInt64, in files: [SocketFile], of table: SocketTable
  ) -> Reading<Socket> {
    table.socket(
      inode, in: files, process.counters,
      enter: { () throws(Errno) in try tables.enter(namespace, by: process) },
      read: { process.sockets(in: $0) })
  }

  /// What a connection has carried. Its own namespace is asked first; another one only where it is
  /// listed there.
  fileprivate func information(
    of socket: OpenSocket, _ file: OpenFile
  ) -> Reading<TCPInformation> {
    let word = file.socketProtocol
    if let known = word.record?.transport, known != .tcp, known != .mptcp { return .absent }
    if word.record != nil, word.record?.transport == nil { return .absent }
    let (own, inode) = (ownInformation(), socket.inode)
    if let found = own.record?[inode] { return .read(found) }
    let listed = socket.socket
    guard let found = listed.record else { return listed.map { _ in nil } }
    guard found.isConnection else { return .absent }
    if table.lists(inode) { return own.map { _ in nil } }
    let elsewhere = tables.informationElsewhere(of: inode, than: namespace, for: process)
    return elsewhere.isAbsent ? threads.information(of: inode, tables) : elsewhere
  }

  private func ownInformation() -> Reading<ConnectionInformation> {
    tables.information(of: namespace, in: process.machine, process.counters) {
      () throws(Errno) in try tables.enter(namespace, by: process)
    }
  }

  fileprivate func hadCarried(_ connection: TCPInformation, at instant: Int64) -> Bool? {
    tables.hadCarried(connection, at: instant)
  }
}

extension Reading<[UInt8]> {
  /// Where no list was read that has it, its family is its protocol's name.
  fileprivate func orWord(of family: SocketFamily?) -> Self {
    guard isAbsent, let family, family != .inet, family != .inet6 else { return self }
    return .read(Array(family.rawValue.utf8))
  }
}

extension Reading {
  fileprivate var isRead: Bool { if case .read = self { true } else { false } }
}
