import Execution
import ProcFS
import Schema
import Values

/// A process, as a row: it reads each of its files when a column first asks for it.
final class ProcessRow: Row {
  /// Its files, each read at most once.
  let files: ProcessFiles
  /// What it was listed by, and lives no longer than.
  unowned let snapshot: ProcessSnapshot
  /// It came from the listing: as it vanishes, a row does.
  var isListed: Bool
  private var isCountedAsVanished = false
  private var keptThreads: Reading<[TaskFiles]>?
  private var keptSockets: Reading<OpenSockets>?

  /// `together` are two files that are read as soon as the row is there, if there are two; `listed` is
  /// what the listing told of it.
  init(
    _ pid: Int32, isListed: Bool, together: FilePair? = nil, listed: ListedProcess? = nil,
    in snapshot: ProcessSnapshot
  ) {
    files = ProcessFiles(
      pid: pid, of: snapshot.procFS, counters: snapshot.counters, together: together,
      listed: listed)
    self.snapshot = snapshot
    self.isListed = isListed
  }

  var isGone: Bool {
    guard files.isGone else { return false }
    if isListed && !isCountedAsVanished {
      isCountedAsVanished = true
      snapshot.counters.vanished()
    }
    return true
  }

  func holds(_ access: AccessID) -> Bool {
    if let file = Accesses.file(of: access) { return files.holds(file) }
    return access == Accesses.listingID || access == Accesses.ownerID && files.holdsOwner
  }

  func value(_ reader: ReaderID) -> Value {
    ProcessCatalog.processTable.value(reader, of: self)
  }

  func related(_ relation: RelationID) -> RelatedRows {
    ProcessCatalog.processTable.related(relation, of: self)
  }

  /// The pid, and the inode of its directory.
  var identity: RowIdentity? {
    RowIdentity(Int64(files.pid), instance: files.instance ?? 0)
  }

  func wasThere(at instant: Int64) -> Bool? { snapshot.began(files.stat, before: instant) }

  func readingInstant(of access: AccessID) -> Int64? {
    Accesses.file(of: access).flatMap(files.instant)
  }
}

// Its parts, listed once where the snapshot keeps its rows.
extension ProcessRow {
  /// Its threads.
  var threads: Reading<[TaskFiles]> {
    if let keptThreads { return keptThreads }
    let threads = files.threads()
    if snapshot.keepsRows { keptThreads = threads }
    return threads
  }

  /// Its open sockets.
  var sockets: Reading<OpenSockets> {
    if let keptSockets { return keptSockets }
    let sockets = files.openSockets(snapshot.socketTables)
    if snapshot.keepsRows { keptSockets = sockets }
    return sockets
  }
}

extension ProcessSnapshot {
  /// Whether a process or a thread began before an instant of CLOCK_MONOTONIC, by the start that its
  /// stat tells. The kernel cuts that to its ticks, so one in the tick of the instant is taken to have
  /// begun afterwards. Nil where stat may not be read, and of a copied root, whose clock stands still.
  func began(_ stat: Reading<Stat>, before instant: Int64) -> Bool? {
    guard let start = stat.record?.startTime, let began = procFS.facts.sinceBoot(start) else {
      return nil
    }
    // The clock of a copied root stands still: who had begun by then was there.
    guard procFS.facts.isLive else { return machine.uptime.record.map { began <= $0 } }
    let tick = 1_000_000_000 / Int64(max(1, procFS.facts.ticksPerSecond))
    return began <= machine.sinceBoot(instant) - tick
  }
}

extension ProcessRow {
  /// Nil where it passes what 64 bits of nanoseconds hold.
  func elapsed(_ ticks: Ticks?) -> Elapsed? {
    ticks?.nanoseconds(perSecond: snapshot.procFS.facts.ticksPerSecond).map(Elapsed.init)
  }

  /// Nil where the size of a page is not known.
  func bytes(pages: UInt64) -> Bytes? {
    snapshot.procFS.facts.pageSize.map { Bytes(pages: pages, of: $0) }
  }

  /// From `status` where the size of a page is not known, which tells it in kB.
  func resident(_ statm: Statm) -> Reading<Bytes> {
    bytes(pages: statm.resident).map(Reading.read) ?? files.status.map(\.memory.resident)
  }

  /// Likewise.
  func mapped(_ statm: Statm) -> Reading<Bytes> {
    bytes(pages: statm.size).map(Reading.read) ?? files.status.map(\.memory.size)
  }

  /// The share of physical memory, in percent.
  func percentOfMemory(_ size: Bytes?) -> Reading<Double> {
    size.map(snapshot.percentOfMemory) ?? .absent
  }
}
