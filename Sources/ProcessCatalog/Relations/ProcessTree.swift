import Execution
import ProcFS
import Schema
import Values

/// Who has started whom, from one stat of every process.
final class ProcessTree {
  /// By the parent's pid, each in ascending order.
  private var children: [Int32: [ProcessRow]] = [:]
  /// The processes whose parents may not be read; nil where there is none.
  private(set) var unknownParents: UnknownParents?

  /// Processes that may be anybody's children.
  struct UnknownParents {
    /// How many there are; more than 0.
    var count: Int
    /// How many processes there are in all.
    let processes: Int
    /// The file that the first of them refused.
    let file: ProcFile

    /// `the parents of 12 of 340 processes are not known: stat may not be read`
    var note: String {
      "the parents of \(count) of \(processes) processes are not known: "
        + ProcessCatalog.schema.reason(for: Denial(file))
    }
  }

  /// It is thrown what keeps a process's parent from being read: it may be anybody's child.
  init(_ processes: [ProcessRow]) throws(Failure) {
    for process in processes {
      switch process.parentPid {
      case .read(let parent): children[parent, default: []].append(process)
      case .denied(let file):
        let count = unknownParents?.count ?? 0
        unknownParents = UnknownParents(
          count: count + 1, processes: processes.count, file: unknownParents?.file ?? file)
      case .failed(let failure): throw Failure(failure)
      case .absent, .gone: continue
      }
    }
  }

  /// Its children, in ascending order of their pids.
  func children(of process: ProcessRow) -> [ProcessRow] {
    children[process.pid]?.filter { !$0.isOlder(than: process) } ?? []
  }

  /// Its children and theirs, each before its own children.
  func descendants(of process: ProcessRow) -> RowStream {
    var pending = Array(children(of: process).reversed())
    // A made-up root may have a process be its own ancestor.
    var met: Set<Int32> = [process.pid]
    return RowStream { [self] in
      while let next = pending.popLast() {
        guard met.insert(next.pid).inserted else { continue }
        pending.append(contentsOf: children(of: next).reversed())
        return next
      }
      return nil
    }
  }
}

extension ProcessRow {
  /// Reads stat, unless status is held already and tells it.
  var parentPid: Reading<Int32> {
    if files.holds(.status), !files.holds(.stat), case .read(let status) = files.status,
      let parent = status.parent
    {
      return .read(parent)
    }
    return files.stat.map { $0.parent }
  }

  /// A process that began before another is not its child: the pid has been used again.
  func isOlder(than other: ProcessRow) -> Bool {
    guard snapshot.procFS.facts.isLive, case .read(let own) = files.stat,
      case .read(let others) = other.files.stat,
      let started = own.startTime.flatMap(snapshot.procFS.facts.sinceBoot),
      let otherStarted = others.startTime.flatMap(snapshot.procFS.facts.sinceBoot)
    else { return false }
    return started < otherStarted
  }

  /// The process that started it. Reads its stat, and the parent's.
  var parent: Reading<ProcessRow> {
    snapshot.remember(self)
    return parentPid.flatMap { pid in
      guard pid != 0 else { return .absent }
      let parent = snapshot.related(pid)
      _ = parent.files.stat
      // It is there: a process whose parent ends is given another.
      if parent.hasEnded, snapshot.machine.hidesProcesses { return .denied(.stat) }
      return parent.hasEnded || isOlder(than: parent) ? .absent : .read(parent)
    }
  }

  /// The parent, its parent and so on.
  var ancestors: Reading<RowStream> {
    let first = parent
    switch first {
    case .denied(let file): return .denied(file)
    case .failed(let failure): return .failed(failure)
    case .read, .absent, .gone: break
    }
    var next = first.record
    var met: Set<Int32> = [pid]
    return .read(
      RowStream {
        guard let ancestor = next, met.insert(ancestor.pid).inserted else { return nil }
        next = ancestor.parent.record
        return ancestor
      })
  }
}
