import Execution
import ProcFS
import Schema
import Values

// The rows of control groups: from the listing, and of processes.
extension ProcessSnapshot {
  /// Every group that is mounted, each before those below it. A row that a relation has led to, or that
  /// an earlier scan gave, is the same one.
  func controlGroups() throws(Failure) -> RowStream {
    switch machine.controlGroups {
    case .read(let hierarchies):
      return rows(of: ControlGroupListing(of: hierarchies, counters: counters))
    case .absent, .gone:
      lacksControlGroups()
      return .empty
    case .denied(let file):
      refuse(Denial(file))
      return .empty
    case .failed(let failure): throw Failure(failure)
    }
  }

  private func rows(of listing: ControlGroupListing) -> RowStream {
    return RowStream { [self] () throws(Failure) in
      while let group = try reading({ () throws(ReadFailure) in try listing.next() }) {
        noteLosses(of: listing)
        let row = known(group)
        if !row.isGone { return row }
      }
      noteLosses(of: listing)
      return nil
    }
  }

  private func noteLosses(of listing: ControlGroupListing) {
    if listing.isRefused { refuse(Denial(.groupListing)) }
    if let failure = listing.failure { refuse(Denial(failure)) }
  }

  /// The group that a process is in; absent where that is not mounted, or was removed.
  func controlGroup(of process: ProcessRow) -> Reading<ControlGroupRow> {
    if machine.controlGroups.isAbsent { lacksControlGroups() }
    return machine.controlGroups.flatMap { hierarchies in
      process.files.controlGroups.flatMap { lines in
        hierarchies.group(of: lines, counters: counters).map { .read(known($0)) } ?? .absent
      }
    }
  }

  /// The row of a group, which is the same for every process that is in it.
  private func known(_ group: ControlGroup) -> ControlGroupRow {
    let names = group.names
    if let known = groups[names] { return known }
    let row = ControlGroupRow(group)
    groups[names] = row
    return row
  }
}
