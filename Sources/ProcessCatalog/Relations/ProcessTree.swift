import Execution
import ProcFS

/// Who has started whom, from one stat of every process.
final class ProcessTree {
  /// By the parent's pid, each in ascending order.
  private var children: [Int32: [ProcessRow]] = [:]

  init(_ processes: [ProcessRow]) {
    for process in processes {
      if case .read(let parent) = process.parentPid {
        children[parent, default: []].append(process)
      }
    }
  }

  /// Its children, in ascending order of their pids.
  func children(of process: ProcessRow) -> [ProcessRow] {
    children[process.files.pid]?.filter { !$0.isOlder(than: process) } ?? []
  }

  /// Its children and theirs, each before its own children.
  func descendants(of process: ProcessRow) -> RowStream {
    var pending = Array(children(of: process).reversed())
    // A made-up root may have a process be its own ancestor.
    var met: Set<Int32> = [process.files.pid]
    return RowStream { [self] in
      while let next = pending.popLast() {
        guard met.insert(next.files.pid).inserted else { continue }
        pending.append(contentsOf: children(of: next).reversed())
        return next
      }
      return nil
    }
  }
}

extension ProcessRow {
  /// Reads stat, unless status is held already.
  var parentPid: Reading<Int32> {
    files.holds(.status) && !files.holds(.stat)
      ? files.status.map { $0.parent } : files.stat.map { $0.parent }
  }

  /// A process that began before another is not its child: the pid has been used again.
  func isOlder(than other: ProcessRow) -> Bool {
    guard snapshot.procFS.facts.isLive, case .read(let own) = files.stat,
      case .read(let others) = other.files.stat, let started = own.startTime,
      let otherStarted = others.startTime
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
      return parent.files.isGone || isOlder(than: parent) ? .absent : .read(parent)
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
    var met: Set<Int32> = [files.pid]
    return .read(
      RowStream {
        guard let ancestor = next, met.insert(ancestor.files.pid).inserted else { return nil }
        next = ancestor.parent.record
        return ancestor
      })
  }
}
