/// Finds the sockets that no process holds.
///
/// It reads the tables of all network namespaces, has the descriptors of all processes listed, and
/// looks into the tables once more: what stands there before and after and is no descriptor was held
/// by no process in between, unless it was handed on from one that had not been listed yet to one
/// that had. So no socket that is made or closed meanwhile is told as nobody's.
package final class SocketCensus {
  private let tables: SocketTables
  private let machine: ProcFS
  private let counters: ReadCounters
  private var holders = SocketHolders()
  private var hasReadTables = false
  private var found: UnheldSockets?
  private var heldPlaces: [NamespacePlace]?

  /// Reads nothing yet.
  package init(of machine: ProcFS, _ tables: SocketTables, _ counters: ReadCounters) {
    self.machine = machine
    self.tables = tables
    self.counters = counters
  }

  /// Reads the tables now, so that the descriptors that are listed from here on need not be listed
  /// again. To be asked for where all sockets will be wanted.
  package func begin() {
    guard !hasReadTables else { return }
    holders = SocketHolders()
    readTables()
  }

  /// Takes note of the sockets of a process, whoever has asked for them.
  package func take(_ open: Reading<OpenSockets>, of pid: Int32) { holders.add(open, of: pid) }

  /// Those that no process holds, found once. `hidesProcesses` says that there are processes that
  /// cannot be seen.
  package func unheld(hidesProcesses: Bool) -> UnheldSockets {
    if let found { return found }
    let wereListedFirst = !hasReadTables && !holders.pids.isEmpty
    readTables()
    listOthers()
    // Some may have been made after the descriptors of their holder had been listed.
    if wereListedFirst, besides.contains(where: \.sockets.hasUnclaimed) {
      holders = SocketHolders()
      listOthers()
    }
    if hidesProcesses || !machine.isOfAllProcesses { holders.doubt(.denied(.fd)) }
    let unheld = UnheldSockets(
      besides.map(remaining), holders,
      mayLack: tables.namespaces(of: machine, counters).unknown)
    found = unheld
    return unheld
  }

  private func listOthers() {
    do throws(ReadFailure) {
      let listing = try machine.listing()
      while let pid = try listing.next()?.pid {
        if holders.pids.contains(pid) { continue }
        let process = ProcessFiles(pid: pid, of: machine, counters: counters)
        holders.add(process.openSockets(tables), of: pid)
      }
    } catch {
      holders.doubt(.failed(error))
    }
  }
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

  private var besides: [PlacedSockets] {
    places.map { PlacedSockets(place: $0, sockets: $0.sockets(besides: holders.inodes)) }
  }

  /// Without those that have been closed since the tables were read.
  private func remaining(_ besides: PlacedSockets) -> PlacedSockets {
    guard machine.facts.isLive, besides.sockets.hasUnclaimed else { return besides }
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
