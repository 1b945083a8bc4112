/// A line of /proc/diskstats (since 2.5.69; in 2.4 the same figures stood in /proc/partitions):
/// what a disk or a partition has done since boot. What the kernel does not tell is nil.
package struct DiskStatistics: Sendable, Equatable {
  /// The kernel's name of it: `sda1`.
  package var name: [UInt8]
  /// What was read from it.
  package var reads = Transfers()
  /// What was written to it.
  package var writes = Transfers()
  /// Since 4.18.
  package var discards = Transfers()
  /// Flush requests that were carried out, and how long they took. Since 5.5.
  package var flushCount: UInt64?
  /// How long flushes took, added up.
  package var flushTime: Nanoseconds?
  /// Requests that are under way now.
  package var inFlight: UInt64?
  /// How long some request was under way.
  package var busyTime: Nanoseconds?
  /// The same, counted for every request that was.
  package var weightedTime: Nanoseconds?

  /// Whether it is no device of the machine's, or carries nothing: a loop device, a disk in memory, one
  /// without a medium.
  package var isIdleOrVirtual: Bool {
    if reads.count == 0, writes.count == 0 { return true }
    return ["loop", "ram", "zram"].contains { kind in
      let digits = name.dropFirst(kind.utf8.count)
      return name.starts(with: kind.utf8) && !digits.isEmpty
        && digits.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    }
  }

  /// One direction of it.
  package struct Transfers: Sendable, Equatable {
    /// Requests that were carried out.
    package var count: UInt64?
    /// Requests that were joined to a neighbour before.
    package var mergedCount: UInt64?
    /// Of the sectors, which have 512 bytes each.
    package var bytes: Bytes?
    /// The requests' times added up.
    package var time: Nanoseconds?
  }
}

extension DiskStatistics {
  /// Every line that can be read, in the kernel's order.
  package static func lines(of text: Span<UInt8>) -> ParsedLines<DiskStatistics> {
    text.parsedLines { DiskStatistics(line: $0) }
  }

  /// Nil where this is no line of any kernel.
  package init?(line: Span<UInt8>) {
    let fields = line.fields
    guard let shape = Shape(of: line, fields) else { return nil }
    self.init(name: line.extracting(fields[shape.nameIndex]).array)
    var figures: [UInt64] = []
    for field in fields[(shape.nameIndex + 1)...] {
      guard let figure = line.extracting(field).exactNumber else { return nil }
      figures.append(figure)
    }
    switch shape {
    case .disk, .disk24: fill(fromDisk: figures)
    case .partition: fill(fromPartition: figures)
    }
  }

  private enum Shape {
    /// 2.6 and later: major, minor, name, then 11 figures, 15 since 4.18, 17 since 5.5, and
    /// whatever a later kernel adds.
    case disk
    /// 2.4: the size in blocks stands before the name.
    case disk24
    /// A partition before 2.6.25: four figures.
    case partition

    init?(of line: Span<UInt8>, _ fields: [Range<Int>]) {
      guard fields.count >= 7, line.extracting(fields[0]).exactNumber != nil,
        line.extracting(fields[1]).exactNumber != nil
      else { return nil }
      switch fields.count {
      case 7: self = .partition
      case 15 where line.extracting(fields[2]).exactNumber != nil: self = .disk24
      case 14...: self = .disk
      default: return nil
      }
    }

    var nameIndex: Int {
      switch self {
      case .disk, .partition: 2
      case .disk24: 3
      }
    }
  }

  private mutating func fill(fromDisk figures: [UInt64]) {
    reads = Transfers(figures[..<4])
    writes = Transfers(figures[4..<8])
    inFlight = figures[8]
    busyTime = Nanoseconds(milliseconds: figures[9])
    weightedTime = Nanoseconds(milliseconds: figures[10])
    if figures.count >= 15 { discards = Transfers(figures[11..<15]) }
    if figures.count >= 17 {
      flushCount = figures[15]
      flushTime = Nanoseconds(milliseconds: figures[16])
    }
  }

  private mutating func fill(fromPartition figures: [UInt64]) {
    reads = Transfers(count: figures[0], bytes: Bytes(sectors: figures[1]))
    writes = Transfers(count: figures[2], bytes: Bytes(sectors: figures[3]))
  }
}

extension DiskStatistics.Transfers {
  /// Count, merged, sectors, milliseconds.
  fileprivate init(_ figures: ArraySlice<UInt64>) {
    let figures = Array(figures)
    self.init(
      count: figures[0], mergedCount: figures[1], bytes: Bytes(sectors: figures[2]),
      time: Nanoseconds(milliseconds: figures[3]))
  }
}

extension Bytes {
  /// A sector is 512 bytes in every file of /proc, whatever the disk's own sectors are. What does
  /// not fit is the largest number.
  fileprivate init(sectors: UInt64) {
    let (bytes, overflow) = sectors.multipliedReportingOverflow(by: 512)
    self.init(overflow ? .max : Int64(clamping: bytes))
  }
}
