/// Tells partitions from disks by the names alone, as the kernel makes them: the disk's name and a
/// number, with a `p` between where the disk's name ends in a digit (sda1, nvme0n1p2).
package struct DiskPartitions {
  private let names: Set<[UInt8]>

  /// `names` are those of everything that is listed.
  package init(names: some Sequence<[UInt8]>) {
    self.names = Set(names)
  }

  /// Whether this is a partition of a disk that is listed too.
  package func contains(_ name: [UInt8]) -> Bool {
    let stem = name[...].droppingDigits
    guard stem.count < name.count, let last = stem.last else { return false }
    if last == UInt8(ascii: "p"), names.contains(Array(stem.dropLast())) { return true }
    return names.contains(Array(stem))
  }
}

extension ArraySlice<UInt8> {
  fileprivate var droppingDigits: Self {
    var stem = self
    while let last = stem.last, last.isDigit {
      stem.removeLast()
    }
    return stem
  }
}
