import Execution
import ProcFS
import Schema
import Values

/// A process, as a row: it reads each of its files when a column first asks for it.
final class ProcessRow: Row {
  /// As the root counts pids.
  let pid: Int32
  /// What it was listed by, and lives no longer than.
  unowned let snapshot: ProcessSnapshot
  /// It came from the listing: as it vanishes, a row does.
  var isListed: Bool
  private var isCountedAsVanished = false
  /// What it is held by, which its files are read through; nil of one that is not held.
  let held: HeldProcess?
  private let together: FilePair?
  private let listed: ListedProcess?
  private var clock: ClockReading?
  /// They take much memory, and what the listing and the clock tell needs none of them.
  private var openedFiles: ProcessFiles?
  private var parts: KeptParts?

  /// `together` are two files that are read as soon as the row is there, if there are two; `listed` is
  /// what the listing told of it, `clock` what its clock showed, where that was read before.
  init(
    _ pid: Int32, isListed: Bool, together: FilePair? = nil, listed: ListedProcess? = nil,
    clock: ClockReading? = nil, in snapshot: ProcessSnapshot
  ) {
    self.pid = pid
    self.held = nil
    self.together = together
    self.listed = listed
    self.clock = clock
    self.snapshot = snapshot
    self.isListed = isListed
  }

  /// Of a process that is held. It counts as looked at already, when it was found.
  init(_ held: HeldProcess, in snapshot: ProcessSnapshot) {
    pid = held.pid
    self.held = held
    self.snapshot = snapshot
    (isListed, together, listed) = (false, nil, nil)
  }

  /// Its files, each read at most once.
  var files: ProcessFiles {
    if let openedFiles { return openedFiles }
    let files = makeFiles()
    openedFiles = files
    return files
  }

  private func makeFiles() -> ProcessFiles {
    if let held { return ProcessFiles(held, counters: snapshot.counters) }
    return ProcessFiles(
      pid: pid, of: snapshot.procFS, counters: snapshot.counters, together: together,
      listed: listed)
  }

  /// Whether its pid may be another's by now, as only of one that is held is looked after.
  var hasLostPid: Bool { held.map { !$0.isThere } ?? false }

  /// Whether it was found to have ended.
  var hasEnded: Bool { openedFiles?.isGone ?? false }

  /// What tells it from another process that has its pid at another moment; nil where that cannot be
  /// looked at.
  var instance: UInt64? {
    if openedFiles == nil, let listed { return listed.inode }
    return files.instance
  }

  /// By the system's clock of it, to be asked only where `ProcFS.hasProcessClocks`; nil where its files
  /// have to tell.
  var clockTime: Nanoseconds? {
    if let clock { return clock.time }
    guard openedFiles == nil, let listed, let reading = snapshot.clock(of: listed) else {
      return nil
    }
    clock = reading
    return reading.time
  }

  var isGone: Bool {
    guard hasEnded else { return false }
    if isListed && !isCountedAsVanished {
      isCountedAsVanished = true
      snapshot.counters.vanished()
    }
    return true
  }

  func holds(_ access: AccessID) -> Bool {
    if let file = Accesses.file(of: access) {
      return file == .clock && clock != nil || openedFiles?.holds(file) ?? false
    }
    return access == Accesses.listingID
      || access == Accesses.ownerID && openedFiles?.holdsOwner ?? false
  }

  func value(_ reader: ReaderID) -> Value {
    ProcessCatalog.processTable.value(reader, of: self)
  }

  func related(_ relation: RelationID) -> RelatedRows {
    ProcessCatalog.processTable.related(relation, of: self)
  }

  /// The pid, and the inode of its directory.
  var identity: RowIdentity? {
    RowIdentity(Int64(pid), instance: instance ?? 0)
  }

  func wasThere(at instant: Int64) -> Bool? { snapshot.began(files.stat, before: instant) }

  /// The pid, and the start that stat tells.
  var origin: RowOrigin? {
    guard let start = files.stat.record?.startTime,
      let sinceBoot = snapshot.procFS.facts.sinceBoot(start)
    else { return nil }
    return RowOrigin(Int64(pid), start: sinceBoot)
  }

  /// What the system's clock of it shows: it moves whenever one of its threads runs.
  var work: RowWork? {
    guard snapshot.procFS.hasProcessClocks, clockTime != nil, let clock else { return nil }
    return RowWork(clock.time.count, at: clock.instant)
  }

  func readingInstant(of access: AccessID) -> Int64? {
    guard let file = Accesses.file(of: access) else { return nil }
    if file == .clock, let clock { return clock.instant }
    return openedFiles?.instant(of: file)
  }
}

// Its parts, listed once where the snapshot keeps its rows.
extension ProcessRow {
  /// Its threads.
  var threads: Reading<[TaskFiles]> {
    if let kept = parts?.threads { return kept }
    let threads = files.threads()
    if snapshot.keepsRows { keep { $0.threads = threads } }
    return threads
  }

  /// Its open sockets.
  var sockets: Reading<OpenSockets> {
    if let kept = parts?.sockets {
      snapshot.socketCensus.takeAgain(of: pid)
      return kept
    }
    let sockets = files.openSockets(snapshot.socketTables)
    snapshot.socketCensus.take(sockets, of: pid)
    if snapshot.keepsRows { keep { $0.sockets = sockets } }
    return sockets
  }

  private func keep(_ part: (KeptParts) -> Void) {
    let kept = parts ?? KeptParts()
    parts = kept
    part(kept)
  }
}

/// What was listed of a process.
private final class KeptParts {
  var threads: Reading<[TaskFiles]>?
  var sockets: Reading<OpenSockets>?
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
