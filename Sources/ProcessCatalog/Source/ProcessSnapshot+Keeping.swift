import Execution
import ProcFS
import Schema
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
        guard isWanted(row.pid) else { continue }
        if row.isListed, row.hasEnded { continue }
        countOnce(row)
        return row
      }
      return nil
    }
  }

  /// The row that an earlier scan gave for a pid, where rows are kept.
  func knownRow(_ pid: Int32) -> ProcessRow? {
    guard keepsRows, let known = known(pid), known.isListed else { return nil }
    return known
  }

  /// The row of a pid that was listed, or that a relation led to; nil where there is none.
  func known(_ pid: Int32) -> ProcessRow? {
    if let row = rows[pid], !row.hasLostPid { return row }
    return keptListing?.row(of: pid)
  }

  /// Every process of the first listing, which is pulled whole, since the first scan may stop early.
  func keptRows(together pair: FilePair?) throws(Failure) -> [ProcessRow] {
    if let keptListing { return keptListing }
    let listing = try list()
    var found: [ProcessRow] = []
    found.reserveCapacity(earlyClocks.count)
    while let process = try next(in: listing) {
      let clock = earlyClocks.reading(of: process)
      if process.pid == hiddenPid { continue }
      found.append(
        known(process.pid)
          ?? ProcessRow(
            process.pid, isListed: false, together: pair, listed: process, clock: clock, in: self))
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

// A window has the same processes at its beginning and at its end, for the most part.
extension ProcessSnapshot {
  func beginWindow() { beginsWindow = true }

  func expect(_ rows: [RowIdentity], of table: String, reading accesses: [AccessID]) {
    guard table == ProcessCatalog.processes.schema.name,
      accesses.contains(Accesses.id(of: .clock))
    else { return }
    expectWork(of: rows)
  }

  func expectWork(of rows: [RowIdentity]) {
    guard procFS.hasProcessClocks else { return }
    earlyClocks = EarlyClocks(count: rows.count)
    for row in rows { earlyClocks.read(Int32(clamping: row.number), inode: row.instance) }
    counters.opened(.clock, times: earlyClocks.count)
  }

  /// Nil where that is not simple.
  func clock(of process: ListedProcess) -> ClockReading? {
    guard let reading = procFS.clock(of: process, isToBeProven: beginsWindow) else { return nil }
    counters.opened(.clock)
    return reading
  }
}

extension [ProcessRow] {
  /// Of rows in ascending order of their pids.
  fileprivate func row(of pid: Int32) -> ProcessRow? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].pid < pid { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low].pid == pid ? self[low] : nil
  }
}
