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

  /// `together` are two files that are read as soon as the row is there, if there are two.
  init(
    _ pid: Int32, isListed: Bool, together: FilePair? = nil, in snapshot: ProcessSnapshot
  ) {
    files = ProcessFiles(
      pid: pid, of: snapshot.procFS, counters: snapshot.counters, together: together)
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
