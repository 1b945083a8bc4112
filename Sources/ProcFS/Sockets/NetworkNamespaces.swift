import Glibc

/// A network namespace.
enum NetworkNamespace: Hashable, Sendable {
  /// By the number in the link `ns/net`.
  case number(UInt64)
  /// By the inode of its `net/unix`, of which the kernel makes one for each namespace: to ask for
  /// it takes no rights, where the link may not be read.
  case file(UInt64)
}

/// The network namespaces that the processes of a root are in.
struct NetworkNamespaces: Sendable {
  /// Each with the processes that were found in it, in ascending order.
  private(set) var members: [(namespace: NetworkNamespace, pids: [Int32])] = []
  /// Why there may be more: denied or failed, else absent.
  private(set) var unknown = Reading<Never>.absent
  private var places: [NetworkNamespace: Int] = [:]

  /// Looks at every process: reads its link `ns/net`, unless `known` tells it.
  init(of machine: ProcFS, _ counters: ReadCounters, known: [Int32: UInt64]) {
    var refused: [Int32] = []
    do throws(ReadFailure) {
      let listing = try machine.listing()
      while let pid = try listing.next()?.pid {
        switch known[pid].map(Reading.read) ?? Self.number(of: pid, in: machine, counters) {
        case .read(let number): add(pid, to: .number(number))
        case .denied: refused.append(pid)
        case .failed(let failure): unknown = .failed(failure)
        case .absent, .gone: break
        }
      }
    } catch {
      unknown = .failed(error)
    }
    if !refused.isEmpty { add(refused: refused, of: machine, counters) }
  }

  private mutating func add(_ pid: Int32, to namespace: NetworkNamespace) {
    let place = places[namespace] ?? members.count
    if place == members.count {
      places[namespace] = place
      members.append((namespace, []))
    }
    members[place].pids.append(pid)
  }

  /// Those whose link may not be read are mostly in a namespace that others are in, too.
  private mutating func add(refused: [Int32], of machine: ProcFS, _ counters: ReadCounters) {
    // In a copied root each process has files of its own, whose inodes tell nothing.
    guard machine.facts.isLive else {
      unknown = unknown.orUnknown(.denied(.ns))
      return
    }
    var known: [UInt64: NetworkNamespace] = [:]
    for (namespace, pids) in members {
      let file = pids.lazy.compactMap { Self.file(of: $0, in: machine).record }.first
      if let file { known[file] = namespace }
    }
    for pid in refused {
      switch Self.file(of: pid, in: machine) {
      case .read(let file): add(pid, to: known[file] ?? .file(file))
      case .denied(let link):
        counters.denied(link)
        unknown = unknown.orUnknown(.denied(link))
      case .failed(let failure): unknown = .failed(failure)
      // A zombie is in no namespace.
      case .absent, .gone: break
      }
    }
  }

  /// By one call, without opening the process's directory, where the link is there to be read.
  private static func number(
    of pid: Int32, in machine: ProcFS, _ counters: ReadCounters
  ) -> Reading<UInt64> {
    do throws(Errno) {
      let target = try machine.root.readLink(RelativePath(pid, Namespace.net.path))
      counters.opened(.ns)
      return target.span.bracketed(after: "net:").map(Reading.read) ?? .absent
    } catch {
      if machine.facts.isLive, error.isDenial { return .denied(.ns) }
      // A copied root may simply lack it.
      if !machine.facts.isLive, error.code == ENOENT { return .absent }
      return ProcessFiles(pid: pid, of: machine, counters: counters).namespace(.net)
    }
  }

  /// The inode of a file that each namespace has one of.
  private static func file(of pid: Int32, in machine: ProcFS) -> Reading<UInt64> {
    do throws(Errno) {
      return .read(UInt64(try machine.root.status(of: RelativePath(pid, unixFile)).st_ino))
    } catch {
      if error.isDenial { return .denied(.ns) }
      if error.isAbsence { return .absent }
      return .failed(machine.failure(error, .ns, at: RelativePath(pid, unixFile).copy))
    }
  }

  private static let unixFile: RelativePath = "net/unix"

  /// The number of the one that this process is in; nil where there is no /proc.
  static var ours: UInt64? {
    var status = stat()
    return stat("/proc/self/ns/net", &status) == 0 ? UInt64(status.st_ino) : nil
  }

  /// A process that is in the namespace still.
  static func isMember(_ process: ProcessFiles, of namespace: NetworkNamespace) -> Bool {
    guard process.machine.facts.isLive else { return true }
    return switch namespace {
    case .number(let number): process.namespace(.net).record == number
    case .file(let inode): file(of: process.pid, in: process.machine).record == inode
    }
  }
}
