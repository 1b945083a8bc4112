import ProcFS
import QueryEngine

extension ProcessCatalog {
  /// The steps from a process to others, and to its own rows.
  static let processRelations = [
    Relation(
      "parent", to: "processes", from: Origins.file(.stat), "The process that started it.",
      step: .one { row in
        let child = unsafeDowncast(row, to: ProcessRow.self)
        child.visit.remember(child)
        switch child.parentPid {
        case .read(0), .absent, .gone: return .nothing
        case .read(let pid): return child.parent(pid)
        case .denied(let file): return .denied(.origin(Origins.file(file)))
        }
      })
  ]
}

extension ProcessRow {
  /// Reads stat, unless status is held already.
  var parentPid: Reading<Int32> {
    files.holds(.status) && !files.holds(.stat)
      ? files.status.map(\.parent) : files.stat.map(\.parent)
  }

  /// The parent's row, unless it ended. Its stat tells: a process that began after its child is
  /// not the parent but another one with its pid.
  fileprivate func parent(_ pid: Int32) -> RelatedRow {
    let parent = visit.related(pid)
    guard case .read(let theirs) = parent.files.stat else {
      return parent.files.isGone ? .nothing : .row(parent)
    }
    if files.machine.isLive, case .read(let ours) = files.stat, ours.startTime < theirs.startTime {
      return .nothing
    }
    return .row(parent)
  }
}
