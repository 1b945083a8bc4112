import Execution
import ProcFS
import Schema

/// The one row of a table of the machine as a whole.
typealias WholeMachineRow = MachineRow<MachineFiles>

extension ProcessCatalog {
  /// From /proc/meminfo.
  static let memory = SourceTable.machine(
    "memory", "The machine's memory, as psutil and free(1) count it; one row.", in: memoryTable,
    listedIn: "meminfo"
  ) { $0.ifInformed }

  private static let memoryTable = Table<WholeMachineRow>(
    columns: [
      Column("total", from: memoryUse, "Physical memory, without what the kernel keeps.") {
        $0.total
      },
      Column("available", from: memoryUse, "What could be had without swapping.") { $0.available },
      Column(
        "percent", from: memoryUse, words: .percent,
        "The share of total that is not available, in percent."
      ) {
        $0.percent
      },
      Column("used", from: memoryUse, "total less available.") { $0.used },
      Column("free", from: memoryUse, "What is used for nothing at all.") { $0.free },
      Column("active", from: memoryUse, "What was used of late.") { $0.active },
      Column("inactive", from: memoryUse, "What was not used of late.") { $0.inactive },
      Column("buffers", from: memoryUse, "Cached blocks of file systems.") { $0.buffers },
      Column("cached", from: memoryUse, "Cached files, and slab that can be given up.") {
        $0.cached
      },
      Column("shared", from: memoryUse, "Shared memory and tmpfs.") { $0.shared },
      Column("slab", from: memoryUse, "The kernel's own structures.") { $0.slab },
    ], hasOneRow: true)

  /// From /proc/meminfo and, for what was swapped since boot, /proc/vmstat.
  static let swap = SourceTable.machine(
    "swap", "The machine's swap space; one row.", in: swapTable, listedIn: "meminfo"
  ) { $0.ifInformed }

  private static let swapTable = Table<WholeMachineRow>(
    columns: [
      Column("total", from: swapUse, "All of it.", read: \.total),
      Column("used", from: swapUse, "What is taken.") { $0.used },
      Column("free", from: swapUse, "What is left.", read: \.free),
      Column(
        "percent", from: swapUse, words: .percent, "The share of total that is used, in percent."
      ) {
        $0.percent
      },
      Column(
        "swapped_in", "sin", from: swapTraffic, kind: .counter, "What was read back since boot.",
        read: \.swappedIn),
      Column(
        "swapped_out", "sout", from: swapTraffic, kind: .counter,
        "What was written out since boot.",
        read: \.swappedOut),
    ], hasOneRow: true)

  private static let memoryUse = RecordSource<WholeMachineRow, MemoryUse>(.meminfo) {
    $0.record.memory
  }
  private static let swapUse = RecordSource<WholeMachineRow, SwapUse>(.meminfo) { $0.record.swap }
  private static let swapTraffic = RecordSource<WholeMachineRow, SwapTraffic>(.vmstat) {
    $0.record.swapTraffic
  }
}

extension MachineFiles {
  /// The one row of what `meminfo` tells: none where there is no such file; where it may not be
  /// read, one of which nothing is known.
  fileprivate var ifInformed: Reading<[MachineFiles]> {
    if case .denied = information { return .read([self]) }
    return information.map { _ in [self] }
  }
}
