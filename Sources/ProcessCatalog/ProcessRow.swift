import ProcFS
import QueryEngine

/// A process, as a row: it reads each of its files when a column first asks for it.
final class ProcessRow: Row {
  let files: ProcessFiles
  unowned let visit: ProcessVisit
  /// It came from the listing: as it vanishes, a row does.
  var isListed: Bool
  private var isCountedAsVanished = false

  init(_ pid: Int32, isListed: Bool, in visit: ProcessVisit) {
    files = ProcessFiles(pid: pid, of: visit.machine, tally: visit.tally)
    self.visit = visit
    self.isListed = isListed
  }

  var isGone: Bool {
    guard files.isGone else { return false }
    if isListed && !isCountedAsVanished {
      isCountedAsVanished = true
      visit.tally.vanished()
    }
    return true
  }

  func holds(_ origin: Origin) -> Bool {
    if let file = Origins.file(of: origin) { return files.holds(file) }
    return origin === Origins.listing || origin === Origins.owner && files.holdsOwner
  }
}

extension ProcessRow {
  /// Nil where it passes what 64 bits of nanoseconds hold.
  func elapsed(_ ticks: Ticks?) -> Elapsed? {
    ticks?.nanoseconds(perSecond: files.machine.ticksPerSecond).map(Elapsed.init)
  }

  func bytes(pages: UInt64) -> Bytes { Bytes(pages: pages, of: files.machine.pageSize) }

  /// The share of physical memory, in percent.
  func percentOfMemory(_ size: Bytes) -> Double? {
    visit.moment.physicalMemory.flatMap { shareOfMemory(size, of: $0) }
  }
}

/// As psutil's `memory_percent`; nil where the machine does not tell how much it has.
func shareOfMemory(_ size: Bytes, of total: Bytes) -> Double? {
  total.count > 0 ? Double(size.count) / Double(total.count) * 100 : nil
}
