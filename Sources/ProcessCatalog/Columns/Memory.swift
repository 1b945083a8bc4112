import Execution
import ProcFS
import Schema

extension ProcessCatalog {
  /// Memory, counted in several honest ways.
  static let memoryColumns: [Column<ProcessRow>] =
    sizeColumns + boundedColumns + rollupColumns + peakColumns

  private static let sizeColumns: [Column<ProcessRow>] = [
    Column(
      "rss", "rssize", "resident_size", from: .statm,
      "Memory in RAM, shared pages counted in whole for each process.",
      reading: { statm, row in row.resident(statm) }
    )
    .or(from: .smapsRollup, requiring: .exactResidentSizes, read: \.resident),
    Column(
      "vms", "vsz", "vsize", "total_size", from: .statm,
      "Addresses mapped, whether in use or not.",
      reading: { statm, row in row.mapped(statm) }
    ),
    Column("shared", from: .statm, "The part of rss that files and shared memory back.") {
      statm, row in row.bytes(pages: statm.shared)
    },
    Column("text", from: .statm, "The program's code.") { statm, row in
      row.bytes(pages: statm.text)
    },
    Column("lib", from: .statm, "Always 0 since Linux 2.6.") { statm, row in
      row.bytes(pages: statm.library)
    },
    Column("data", from: .statm, "Data and stack, mapped.") { statm, row in
      row.bytes(pages: statm.data)
    },
    Column("dirty", from: .statm, "Always 0 since Linux 2.6.") { statm, row in
      row.bytes(pages: statm.dirty)
    },
    Column(
      "memory_percent",
      from: processStatm.then { statm, row in
        row.resident(statm).flatMap { row.percentOfMemory($0) }
      },
      words: .percent, "The share of physical memory that rss is, in percent."
    ) { $0 }
    .or(
      from: processRollup.then { rollup, row in row.percentOfMemory(rollup.resident) },
      requiring: .exactResidentSizes
    ) { $0 },
  ]

  private static let boundedColumns: [Column<ProcessRow>] = [
    Column(
      "uss", from: .smapsRollup,
      "Memory that ending it would free; with huge pages, so it can exceed pss and rss.",
      read: \.unique
    ).bounded(by: "rss", "hugetlb"),
    Column(
      "pss", from: .smapsRollup, "Memory in RAM, shared pages split among their users.",
      read: \.proportional
    ).bounded(by: "rss"),
  ]

  private static let rollupColumns: [Column<ProcessRow>] = [
    Column("swap", from: .smapsRollup, "Memory moved out to swap.", read: \.swap),
    Column(
      "pss_anon", from: .smapsRollup, "The part of pss that no file backs.",
      read: \.proportionalAnonymous),
    Column(
      "pss_file", from: .smapsRollup, "The part of pss that files back.", read: \.proportionalFile),
    Column(
      "pss_shmem", from: .smapsRollup, "The part of pss that is shared memory.",
      read: \.proportionalShared),
    Column(
      "pss_dirty", from: .smapsRollup, "The part of pss that was written to.",
      read: \.proportionalDirty),
    Column(
      "swap_pss", from: .smapsRollup, "Memory in swap, shared pages split among their users.",
      read: \.swapProportional),
    Column(
      "shared_clean", from: .smapsRollup, "Pages of several processes, not written to.",
      read: \.sharedClean),
    Column(
      "shared_dirty", from: .smapsRollup, "Pages of several processes, written to.",
      read: \.sharedDirty),
    Column(
      "private_clean", from: .smapsRollup, "Pages of this process alone, not written to.",
      read: \.privateClean),
    Column(
      "private_dirty", from: .smapsRollup, "Pages of this process alone, written to.",
      read: \.privateDirty),
    Column("referenced", from: .smapsRollup, "Pages marked as used.", read: \.referenced),
    Column("anonymous", from: .smapsRollup, "Pages that no file backs.", read: \.anonymous),
    Column("ksm", from: .smapsRollup, "Pages merged with equal ones of others.", read: \.ksm),
    Column(
      "lazy_free", from: .smapsRollup, "Pages given up that the kernel has not taken yet.",
      read: \.lazyFree),
    Column(
      "anon_huge_pages", from: .smapsRollup, "Memory in transparent huge pages.",
      read: \.anonymousHugePages),
    Column(
      "shared_hugetlb", from: .smapsRollup, "Huge pages of hugetlbfs that others use too.",
      read: \.sharedHugePages),
    Column(
      "private_hugetlb", from: .smapsRollup, "Huge pages of hugetlbfs of this process alone.",
      read: \.privateHugePages),
    Column("locked", from: .smapsRollup, "Pages locked into RAM.", read: \.locked),
  ]

  private static let peakColumns: [Column<ProcessRow>] = [
    Column("peak_rss", from: .status, "The largest rss it ever had.", read: \.memory.peakResident),
    Column("peak_vms", from: .status, "The largest vms it ever had.", read: \.memory.peakSize),
    Column(
      "rss_anon", from: .status, "The part of rss that no file backs.",
      read: \.memory.residentAnonymous),
    Column(
      "rss_file", from: .status, "The part of rss that files back.", read: \.memory.residentFile),
    Column(
      "rss_shmem", from: .status, "The part of rss that is shared memory.",
      read: \.memory.residentShared),
    Column(
      "hugetlb", from: .status, "Huge pages of hugetlbfs, which rss leaves out.",
      read: \.memory.hugePages),
    Column(
      "vm_swap", from: .status, "Memory in swap that no shared memory is part of.",
      read: \.memory.swap),
    Column("stack", from: .status, "The stack of the main thread, mapped.", read: \.memory.stack),
    Column(
      "page_tables", from: .status, "The kernel's tables of its pages.", read: \.memory.pageTables),
    Column("pinned", from: .status, "Pages that devices hold in place.", read: \.memory.pinned),
  ]
}
