/// /proc/filesystems: the kinds of file system that lie on disks, as the running kernel knows them.
package struct DiskFileSystems: Sendable, Equatable {
  private var names: Set<[UInt8]> = []

  /// Lines are `nodev\tproc`, and `\text4` of one that takes a disk. zfs takes several, so that it
  /// is not one by the kernel's word, but lies on disks all the same.
  package init(parsing text: Span<UInt8>) {
    var position = 0
    while let range = text.takeLine(&position) {
      let fields = text.extracting(range).fields
      guard let last = fields.last else { continue }
      let name = text.extracting(range).extracting(last)
      if fields.count == 1 || name.equals("zfs") { names.insert(name.array) }
    }
  }

  /// By the name that mounts have it by.
  package func contains(_ name: [UInt8]) -> Bool { names.contains(name) }
}
