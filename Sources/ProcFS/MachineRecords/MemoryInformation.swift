/// /proc/meminfo: what the machine's memory is used for, by the names of its lines.
package struct MemoryInformation: Sendable, Equatable {
  private var sizes: [Line: Bytes] = [:]

  /// The lines that are read of it. A kernel that does not have one leaves it nil.
  package enum Line: String, CaseIterable, Sendable {
    case total = "MemTotal"
    case free = "MemFree"
    /// What could be had without swapping. Since 3.14.
    case available = "MemAvailable"
    case buffers = "Buffers"
    /// The page cache, without reclaimable slab.
    case cached = "Cached"
    case active = "Active"
    case inactive = "Inactive"
    /// Since 2.6.28.
    case activeFile = "Active(file)"
    case inactiveFile = "Inactive(file)"
    case swapTotal = "SwapTotal"
    case swapFree = "SwapFree"
    /// tmpfs and shared memory. Since 2.6.32.
    case shared = "Shmem"
    case slab = "Slab"
    /// Since 2.6.19.
    case reclaimableSlab = "SReclaimable"
    /// Huge pages of all sizes, free ones included. Since 4.16.
    case hugePages = "Hugetlb"
    /// These four are of 2.4.
    case shared24 = "MemShared"
    case inactiveDirty = "Inact_dirty"
    case inactiveClean = "Inact_clean"
    case inactiveLaundry = "Inact_laundry"
  }

  /// Lines that are not known are passed over.
  package init(parsing text: Span<UInt8>) {
    var sizes: [Line: Bytes] = [:]
    lines.forEachLine(of: text) { line, value in
      var position = 0
      // The kernel writes a difference that has fallen below 0 as a number that no memory reaches.
      guard let kibibytes = value.takeNumber(&position), kibibytes < 1 << 53 else { return }
      sizes[line] = Bytes(kibibytes: kibibytes)
    }
    self.sizes = sizes
  }

  /// Nil where the kernel does not have the line.
  package subscript(line: Line) -> Bytes? { sizes[line] }
}

extension Bytes {
  /// Nil where it is more than the whole: what contradicts that is not known.
  func asPart(of whole: Bytes?) -> Bytes? {
    whole.map { self > $0 } ?? false ? nil : self
  }
}

private let lines = KeyTable<MemoryInformation.Line>()
