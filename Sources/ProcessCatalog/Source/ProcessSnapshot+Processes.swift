import Execution
import ProcFS
import Schema
import Values

// The rows of processes that a snapshot gives: from the listing, by pid, by relations.
extension ProcessSnapshot {
  /// The rows of `processes`, in ascending order of their pids.
  func processes(of scan: ScanRequest) throws(Failure) -> RowStream {
    guard let pids = scan.keys else {
      let files = scan.certain.filter { $0.cost > .call }.compactMap { Accesses.file(of: $0.id) }
      return try listed(together: FilePair(files))
    }
    return try listed(pids)
  }

  /// The processes in ascending order of their pids, pulled from the listing.
  private func listed(
    together pair: FilePair? = nil, where isWanted: @escaping (Int32) -> Bool = { _ in true }
  ) throws(Failure) -> RowStream {
    if keepsRows { return try kept(together: pair, where: isWanted) }
    let listing = try list()
    return RowStream { [self] () throws(Failure) in
      while let process = try next(in: listing) {
        if process.pid != hiddenPid, isWanted(process.pid) {
          return listed(process, together: pair)
        }
      }
      return nil
    }
  }

  /// Those of these that are processes: a thread's id opens too, but names another in its status.
  private func listed(_ pids: [Int64]) throws(Failure) -> RowStream {
    var pids = Set(pids.compactMap(Int32.init(exactly:)).filter { $0 > 0 })
    if let hiddenPid { pids.remove(hiddenPid) }
    guard keptListing != nil || isListingCheaper(than: pids.count) else {
      return looked(up: pids)
    }
    return try listed(where: pids.contains)
  }

  /// As many are looked up without the question whether it would be cheaper to list all.
  static var mostLookedUp: Int { 64 }

  /// To look a pid up costs as much as to list some ten of them; a few are not worth the question.
  private func isListingCheaper(than count: Int) -> Bool {
    count > Self.mostLookedUp && procFS.entryCount.map { count > $0 / 10 } ?? false
  }

  private func looked(up pids: Set<Int32>) -> RowStream {
    var rest = pids.sorted()[...]
    return RowStream { [self] in
      while let pid = rest.popFirst() {
        if let known = knownRow(pid) {
          if known.hasEnded { continue }
          return known
        }
        guard ProcessFiles.exists(pid, in: procFS) else {
          mayHaveMissedProcesses = true
          continue
        }
        let row = listed(pid)
        if case .read(let status) = row.files.status, let process = status.process, process != pid {
          continue
        }
        if !row.hasEnded { return row }
      }
      return nil
    }
  }

  /// Every process but the hidden one, for what relates them; none is counted as looked at.
  func everyProcess() throws(Failure) -> [ProcessRow] {
    if keepsRows { return try keptRows(together: nil) }
    let listing = try list()
    var processes: [ProcessRow] = []
    while let process = try next(in: listing) {
      if process.pid != hiddenPid { processes.append(related(process.pid, process)) }
    }
    return processes
  }

  /// How many processes there are, the hidden one among them.
  var processCount: Reading<Int64> {
    mayHaveMissedProcesses = true
    do throws(ReadFailure) {
      let listing = try procFS.listing()
      var count: Int64 = 0
      while try listing.next() != nil { count += 1 }
      return .read(count)
    } catch {
      return .failed(error)
    }
  }

  func list() throws(Failure) -> ProcessListing {
    mayHaveMissedProcesses = true
    return try reading { () throws(ReadFailure) in try procFS.listing() }
  }

  func next(in listing: ProcessListing) throws(Failure) -> ListedProcess? {
    try reading { () throws(ReadFailure) in try listing.next() }
  }

  private func listed(_ process: ListedProcess, together pair: FilePair?) -> ProcessRow {
    listed(process.pid, process, together: pair)
  }

  private func listed(
    _ pid: Int32, _ listed: ListedProcess? = nil, together pair: FilePair? = nil
  ) -> ProcessRow {
    counters.lookedAt()
    if let known = known(pid) {
      known.isListed = true
      return known
    }
    let row = ProcessRow(pid, isListed: true, together: pair, listed: listed, in: self)
    if remembersRows { rows[pid] = row }
    return row
  }

  /// Keeps a row, and every one from now on, since relations between them are asked for. Those lead
  /// to rows that other threads may be reading.
  func remember(_ row: ProcessRow) {
    threads.finish()
    remembersRows = true
    rows[row.pid] = row
  }

  /// The row of a process that a relation led to; the same one if it is asked for again.
  func related(
    _ pid: Int32, _ listed: ListedProcess? = nil, together pair: FilePair? = nil
  ) -> ProcessRow {
    if let known = known(pid) { return known }
    let found = ProcessRow(pid, isListed: false, together: pair, listed: listed, in: self)
    rows[pid] = found
    return found
  }
}
