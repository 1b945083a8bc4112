/// Finds the sockets that no process holds.
///
/// It reads the tables of all network namespaces, has the descriptors of all processes listed, and
/// looks into the tables once more: what stands there before and after and is no descriptor was held
/// by no process in between, unless it was handed on from one that had not been listed yet to one
/// that had. So no socket that is made or closed meanwhile is told as nobody's. Nor is one missing
/// whose holder ends, or that a process has which came meanwhile: it is told, and whose it is not.
package final class SocketCensus {
  private let tables: SocketTables
  private let machine: ProcFS
  private let counters: ReadCounters
  private var holders = SocketHolders()
  /// The processes that were there before those were listed that rows are of; nil where nobody has
  /// said that they will be.
  private var early: Set<Int32>?
  /// Those whose sockets have been rows.
  private var told: Set<Int32> = []
  private var hasReadTables = false
  private var found: UnheldSockets?
  private var heldPlaces: [NamespacePlace]?

  /// Reads nothing yet.
  package init(of machine: ProcFS, _ tables: SocketTables, _ counters: ReadCounters) {
    self.machine = machine
    self.tables = tables
    self.counters = counters
  }

  /// To be asked for before the processes are listed that rows will be of, where the others may be
  /// wanted after those.
  package func expect() {
    guard early == nil, !hasReadTables else { return }
    early = pids()
  }

  /// Likewise where all sockets will be wanted: reads the tables now, so that the descriptors that are
  /// listed from here on need not be listed again.
  package func begin() {
    guard !hasReadTables else { return }
    expect()
    holders.listAgain()
    readTables()
  }

  /// Takes note of the sockets of a process that rows are made of.
  package func take(_ open: Reading<OpenSockets>, of pid: Int32) {
    guard early != nil else { return }
    told.insert(pid)
    holders.add(open, of: pid)
  }

  /// Takes note that rows are made of what was listed before.
  package func takeAgain(of pid: Int32) {
    if early != nil { told.insert(pid) }
  }

  /// Takes note that a row was dropped since its process has ended: another one may have it by now.
  package func drop(_ socket: OpenSocket) { holders.drop(socket) }

  /// Those that no process holds, found once. `hidesProcesses` says that there are processes that
  /// cannot be seen.
  package func unheld(hidesProcesses: Bool) -> UnheldSockets {
    if let found { return found }
    let wereListedFirst = !hasReadTables && !holders.pids.isEmpty
    readTables()
    _ = listOthers()
    // Some may have been made after the descriptors of their holder had been listed.
    if wereListedFirst, hasUnclaimed {
      holders.listAgain()
      _ = listOthers()
    }
    listNewcomers()
    if hidesProcesses || !machine.isOfAllProcesses { holders.doubt(.denied(.fd)) }
    let unheld = UnheldSockets(
      places.map { remaining(PlacedSockets(place: $0, sockets: $0.sockets(besides: holders))) },
      holders, of: machine, mayLack: tables.namespaces(of: machine, counters).unknown)
    found = unheld
    return unheld
  }
}

// The processes.
extension SocketCensus {
  private func pids() -> Set<Int32> {
    var pids: Set<Int32> = []
    // What keeps them from being listed is told by who lists them for their descriptors.
    let listing = try? machine.listing()
    while let pid = try? listing?.next()?.pid { pids.insert(pid) }
    return pids
  }

  /// Whether there was one that had not been listed before.
  private func listOthers() -> Bool {
    var hasNew = false
    do throws(ReadFailure) {
      let listing = try machine.listing()
      while let pid = try listing.next()?.pid {
        if holders.pids.contains(pid) { continue }
        let process = ProcessFiles(pid: pid, of: machine, counters: counters)
        holders.add(process.openSockets(tables), of: pid, isLate: isLate(pid))
        hasNew = true
      }
    } catch {
      holders.doubt(.failed(error))
    }
    return hasNew
  }

  /// It came too late to be listed for rows.
  private func isLate(_ pid: Int32) -> Bool {
    guard let early, !early.contains(pid), !told.contains(pid) else { return false }
    return pid != machine.ownPid
  }

  /// What nobody has may have been handed on to a process that came since; where ever new ones come,
  /// that stays unknown.
  private func listNewcomers() {
    guard machine.facts.isLive else { return }
    for _ in 0..<Self.mostListings {
      guard hasUnclaimed, listOthers() else { return }
    }
    holders.doubt(.failed(machine.failure(.handedOn, .fd, at: [])))
  }

  private static let mostListings = 8
}

// The tables.
extension SocketCensus {
  private var places: [NamespacePlace] {
    if let heldPlaces { return heldPlaces }
    let places = tables.namespaces(of: machine, counters).members.map { namespace, pids in
      NamespacePlace(namespace, pids, tables, of: machine, counters)
    }
    heldPlaces = places
    return places
  }

  private func readTables() {
    guard !hasReadTables else { return }
    hasReadTables = true
    for place in places { place.readAll() }
  }

  /// Whether there is one that no process is known to hold, and one may.
  private var hasUnclaimed: Bool { places.contains { $0.hasUnclaimed(besides: holders) } }

  /// Without those that have been closed since the tables were read.
  private func remaining(_ besides: PlacedSockets) -> PlacedSockets {
    guard machine.facts.isLive, besides.sockets.sockets.contains(where: { !$0.socket.isKernels })
    else { return besides }
    let place = besides.place.anew()
    var remaining = besides
    remaining.sockets.sockets.removeAll { inode, socket in
      let files = SocketFile.files(of: socket.family)
      return !socket.isKernels && !files.isEmpty && !place.mayHave(inode, in: files)
    }
    return remaining
  }
}

extension SocketFile {
  /// Those that list sockets of a family; none where another way tells of them.
  fileprivate static func files(of family: SocketFamily) -> [SocketFile] {
    switch family {
    case .inet: [.tcp, .udp, .raw, .icmp, .udplite]
    case .inet6: [.tcp6, .udp6, .raw6, .icmp6, .udplite6]
    case .unix: [.unix]
    case .netlink: [.netlink]
    case .packet: [.packet]
    case .vsock: [.vsock]
    case .bluetooth, .can, .xdp, .smc, .tipc, .alg, .kcm, .phonet: []
    }
  }
}
