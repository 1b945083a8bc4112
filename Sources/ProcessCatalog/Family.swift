import ProcFS
import QueryEngine

/// Who has started whom, from one stat of every process.
final class Family {
  /// By the parent's pid, each in ascending order.
  private var children: [Int32: [ProcessRow]] = [:]

  init(_ processes: [ProcessRow]) {
    for process in processes {
      if case .read(let parent) = process.parentPid {
        children[parent, default: []].append(process)
      }
    }
  }

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
    guard files.machine.isLive, case .read(let own) = files.stat,
      case .read(let others) = other.files.stat, let started = own.startTime,
      let otherStarted = others.startTime
    else { return false }
    return started < otherStarted
  }

  /// The process that started it. Reads its stat, and the parent's.
  var parent: RelatedRow {
    visit.remember(self)
    switch parentPid {
    case .read(0), .absent, .gone: return .nothing
    case .read(let pid):
      let parent = visit.related(pid)
      _ = parent.files.stat
      return parent.files.isGone || isOlder(than: parent) ? .nothing : .row(parent)
    case .denied(let file): return .denied(.origin(Origins.file(file)))
    }
  }

  /// The parent, its parent and so on.
  var ancestors: RelatedRows {
    var next = parent
    if case .denied(let denial) = next { return .denied(denial) }
    var met: Set<Int32> = [files.pid]
    return .rows(
      RowStream {
        guard case .row(let row) = next,
          case let ancestor = unsafeDowncast(row, to: ProcessRow.self),
          met.insert(ancestor.files.pid).inserted
        else { return nil }
        next = ancestor.parent
        return ancestor
      })
  }
}
