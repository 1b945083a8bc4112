import Execution
import ProcFS
import Schema
import Values

extension ProcessCatalog {
  /// From mountinfo of our own process, of a copied root from that of pid 1; how full each is, from
  /// statvfs, which may wait for a dead server. Whoever asks looks for disks.
  static let mounts = SourceTable.machine(
    "mounts", of: "mount",
    "The mounted file systems in the order of mounting, the kernel's own last.",
    in: mountsTable, listedIn: "mountinfo"
  ) { $0.mounts().map { $0.withLast(\.mount.isOfKernel) } }

  private static let mountsTable = Table<MachineRow<MountedFileSystem>>(
    columns: [
      Column("device", from: mount, "What is mounted.") { Text(bytes: $0.device) },
      Column("mountpoint", from: mount, "Where it is mounted.") {
        Text(bytes: $0.mount.mountpoint)
      },
      Column("fstype", from: mount, "The kind of file system.") {
        Text(bytes: $0.mount.fileSystem)
      },
      Column("options", "opts", from: mount, "How it is mounted.") {
        Text(bytes: $0.mount.options)
      },
      Column("total", from: usage, "How much it can hold.") { $0.total },
      Column("used", from: usage, "What is taken.") { $0.used },
      Column("free", from: usage, "What everybody may still use; some is kept for root.") {
        $0.free
      },
      Column(
        "percent", from: usage, words: .percent, "The share of used in used and free, in percent."
      ) {
        $0.percent
      },
      Column(
        "real",
        from: RecordSource<MachineRow<MountedFileSystem>, Bool>(.filesystems) { $0.record.isReal },
        kind: .label, "Whether it lies on a disk, as psutil tells partitions from the kernel's own."
      ) { $0 },
      Column(
        "inodes_total", from: usage, "How many files it can hold, where it makes no room for more.",
        read: \.files),
      Column("inodes_free", from: usage, "How many more of them it could hold.", read: \.freeFiles),
    ],
    summaryColumns: ["device", "mountpoint", "fstype", "total", "used", "free", "percent"])

  private static let mount = RecordSource<MachineRow<MountedFileSystem>, MountedFileSystem>
    .line(of: .mountinfo)
  private static let usage = RecordSource<MachineRow<MountedFileSystem>, MountUsage>(.statvfs) {
    $0.record.usage
  }
}
