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

  /// The rows of the first listing, without those that have ended since.
  func kept(
    together pair: FilePair?, where isWanted: @escaping (Int32) -> Bool
  ) throws(Failure) -> RowStream {
    var rest = try keptRows(together: pair)[...]
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

  /// Every process of the first listing, which is pulled whole, since the first scan may stop early.
  func keptRows(together pair: FilePair?) throws(Failure) -> [ProcessRow] {
    if let keptListing { return keptListing }
    let listing = try list()
    var found: [ProcessRow] = []
    while let process = try next(in: listing) {
      if process.pid != hiddenPid { found.append(related(process.pid, process, together: pair)) }
    }
    keptListing = found
    return found
  }

  /// Takes note that a query looks at it.
  private func countOnce(_ row: ProcessRow) {
    guard !row.isListed else { return }
    row.isListed = true
    counters.lookedAt()
  }
}
