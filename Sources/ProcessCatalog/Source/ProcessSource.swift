package import Execution
package import ProcFS
package import Schema
import Synchronization
package import Values

/// The processes of a machine, and the machine itself, as its /proc tells of them at the moment.
package struct ProcessSource: Source {
  private let procFS: ProcFS
  /// The pid that is left out of listings: our own; nil where it is not.
  private let hiddenPid: Int32?
  private let readingThreads: Int
  private let allowsActions: Bool
  /// Why nothing is to be done, whatever the root; nil where it may be.
  private let reasonNotToAct: String?
  private let announcements = Announcements()
  private let connections = ConnectionHistory()

  /// Our own process is left out of the rows unless `includesSelf`. What is expensive is read by so
  /// many threads, or by as many as there are descriptors for. `allowsActions` says that the root is the
  /// machine's own, and was not named by the user, and `reasonNotToAct` why nothing is done all the same.
  package init(
    _ procFS: ProcFS, includesSelf: Bool = false, readingThreads: Int = 1,
    allowsActions: Bool = false, reasonNotToAct: String? = nil
  ) {
    self.procFS = procFS
    self.allowsActions = allowsActions && reasonNotToAct == nil
    self.reasonNotToAct = reasonNotToAct
    self.hiddenPid = includesSelf ? nil : procFS.ownPid
    self.readingThreads = min(readingThreads, procFS.mostReaders)
  }

  package var schema: Schema { ProcessCatalog.schema }

  /// Root in a sandbox is told of capabilities alone.
  package var remedyOfRefusals: String? { procFS.tellsRootMore ? "run it with sudo" : nil }

  package func isNameOfUser(_ name: String) -> Bool {
    UserNames(of: procFS).isUserOrGroup(name)
  }

  /// Asked of the kernel each time.
  package var actions: OfferedActions {
    if let reasonNotToAct { return .refused(because: reasonNotToAct) }
    guard allowsActions else {
      return .refused(because: "with --procfs or PROCQ_PROCFS nothing is acted on")
    }
    guard procFS.facts.isLive else {
      return .refused(because: "a copy of /proc cannot be acted on")
    }
    do throws(Errno) {
      return switch try procFS.pidNamespace {
      case .ours: .offered(ProcessActions.schema(of: procFS))
      case .another: .refused(because: "\(procFS.path) is of another pid namespace than procq")
      case .unknown:
        .refused(
          because: "the kernel does not tell whether \(procFS.path) is of our pid namespace")
      }
    } catch {
      return .refused(because: "\(procFS.path)/self/status cannot be read: \(error.text)")
    }
  }

  /// There is no moment but the present one.
  package func snapshot(at moment: Moment) throws(Failure) -> any Snapshot {
    guard moment == .latest else {
      throw Failure(
        "the past was not recorded", at: Text(procFS.path), of: Accesses.listing.id)
    }
    return ProcessSnapshot(
      of: procFS, hiding: hiddenPid, threads: readingThreads, announcements,
      connections, allowsActions: allowsActions)
  }
}

extension ProcessSource {
  package func pause(
    until instant: Int64, orEndOf rows: [RowIdentity], unless cancellation: Cancellation
  ) {
    let processes = rows.compactMap { row in
      Int32(exactly: row.number).map { (pid: $0, instance: row.instance) }
    }
    var ends = ProcessEnds(of: processes, in: procFS)
    while !cancellation.isRequested {
      let rest = instant - Stopwatch.now
      guard rest > 0, !ends.wait(nanoseconds: min(rest, Self.longestWait)) else { return }
    }
  }

  /// Nobody who interrupts a statement notices that it takes so long to end.
  private static var longestWait: Int64 { 100_000_000 }

  package func observeWaits() -> (any WaitObserver)? { Self.observeWaits(below: procFS.path) }

  /// Looks from now on at what is waited for, as soon as the root is to be opened.
  package static func observeWaits(below root: String) -> any WaitObserver {
    ProcessWaitObserver(WaitObservation(root: root))
  }
}

/// Tells the engine what the threads of this process wait for.
private final class ProcessWaitObserver: WaitObserver {
  private let observation: Mutex<WaitObservation>

  init(_ observation: sending WaitObservation) {
    self.observation = Mutex(observation)
  }

  func look(at now: Int64) -> [Wait] {
    observation.withLock { observation in
      observation.look(at: now).map { Wait(for: Text(bytes: $0.path), firstSeen: $0.firstSeen) }
    }
  }
}

/// What is worth saying once, however many statements run.
final class Announcements: Sendable {
  private let made = Mutex<Set<Announcement>>([])

  enum Announcement: Hashable, Sendable {
    case hiddenProcesses
    case unknownPageSize
  }

  /// Whether this is the first time it is asked.
  func isFirst(_ announcement: Announcement) -> Bool {
    made.withLock { $0.insert(announcement).inserted }
  }
}
