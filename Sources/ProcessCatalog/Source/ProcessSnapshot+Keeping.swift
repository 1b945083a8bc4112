import Execution
import ProcFS
import Values

// A statement with a window scans twice what there is at its end: first for its changes, then for all
// else. The second scan gives the rows of the first, with what was read of them.
extension ProcessSnapshot {
  func keepRows() {
    threads.finish()
    keepsRows = true
    remembersRows = true
  }

  /// The rows of the first listing, without those that have ended since. It is pulled whole the first
  /// time, since the first scan may stop early.
  func kept(
    together pair: FilePair?, where isWanted: @escaping (Int32) -> Bool
  ) throws(Failure) -> RowStream {
    if keptListing == nil { keptListing = try rowsOfListing(together: pair) }
    var rest = (keptListing ?? [])[...]
    return RowStream { [self] in
      while let row = rest.popFirst() {
        guard isWanted(row.files.pid) else { continue }
        if row.isListed, row.files.isGone { continue }
        countOnce(row)
        return row
      }
      return nil
    }
  }

  /// The row that an earlier scan gave for a pid, where rows are kept.
  func knownRow(_ pid: Int32) -> ProcessRow? {
    guard keepsRows, let known = rows[pid], known.isListed else { return nil }
    return known
  }

  private func rowsOfListing(together pair: FilePair?) throws(Failure) -> [ProcessRow] {
    let listing = try list()
    var found: [ProcessRow] = []
    while let process = try next(in: listing) {
      if process.pid != hiddenPid { found.append(related(process.pid, process, together: pair)) }
    }
    return found
  }

  /// Takes note that a query looks at it.
  private func countOnce(_ row: ProcessRow) {
    guard !row.isListed else { return }
    row.isListed = true
    counters.lookedAt()
  }
}
