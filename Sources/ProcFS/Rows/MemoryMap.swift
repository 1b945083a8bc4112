/// A line of /proc/PID/maps: a part of a process's address space.
package struct MemoryMap: Sendable, Equatable {
  /// `[vsyscall]` lies above what fits into 63 bits.
  package var start: UInt64
  /// The first address after it.
  package var end: UInt64
  /// As `maps` has them: `r-xp`.
  package var permissions: [UInt8]
  /// Bytes from the beginning of the file.
  package var offset: UInt64
  /// As `maps` has it: `fe:00`.
  package var device: [UInt8]
  /// 0 where no file is mapped.
  package var inode: UInt64
  /// As the kernel gives it, ` (deleted)` included; nil where it gives none.
  package var path: [UInt8]?

  package var size: UInt64 { end >= start ? end - start : 0 }

  /// Nil where this is no such line; the heading of a map in `smaps` is one.
  package init?(line: Span<UInt8>) {
    var position = 0
    guard let start = line.takeHexadecimal(&position), line.takes(UInt8(ascii: "-"), &position),
      let end = line.takeHexadecimal(&position), let permissions = line.takeWord(&position),
      let offset = line.takeHexadecimal(&position), let device = line.takeWord(&position),
      let inode = line.takeNumber(&position)
    else { return nil }
    self.start = start
    self.end = end
    self.permissions = line.extracting(permissions).array
    self.offset = offset
    self.device = line.extracting(device).array
    self.inode = inode
    // Blanks at its end are the path's own; those before it are padding, as no path begins so.
    line.skipBlanks(&position)
    path = position < line.count ? line.extracting(position...).unescapingNewlines : nil
  }
}

extension Span where Element == UInt8 {
  /// The bytes with `\012` made a line feed. In maps the kernel escapes nothing else, not even
  /// the backslash.
  fileprivate var unescapingNewlines: [UInt8] {
    guard index(of: UInt8(ascii: "\\"), from: 0) != nil else { return array }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    var index = 0
    while index < count {
      let isEscape = extracting(index...).starts(with: "\\012")
      bytes.append(isEscape ? UInt8(ascii: "\n") : self[index])
      index += isEscape ? 4 : 1
    }
    return bytes
  }
}
