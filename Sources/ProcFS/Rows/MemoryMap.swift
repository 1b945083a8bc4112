/// A line of /proc/PID/maps: a part of a process's address space.
package struct MemoryMap: Sendable, Equatable {
  /// `[vsyscall]` lies above what fits into 63 bits.
  package var start: UInt64
  /// The first address after it.
  package var end: UInt64
  /// What may be done with it.
  package var permissions: MapPermissions
  /// Bytes from the beginning of the file.
  package var offset: UInt64
  /// Where the mapped file is; zeros for none.
  package var device: MapDevice
  /// 0 where no file is mapped.
  package var inode: UInt64
  /// As the kernel gives it, ` (deleted)` included; nil where it gives none. A line feed may truly
  /// be the four bytes `\012`, which look alike here.
  package var path: [UInt8]?

  /// Bytes from its start to its end.
  package var size: UInt64 { end >= start ? end - start : 0 }

  /// Nil where this is no such line; the heading of a map in `smaps` is one.
  package init?(line: Span<UInt8>) {
    var position = 0
    guard let start = line.takeHexadecimal(&position), line.takes(UInt8(ascii: "-"), &position),
      let end = line.takeHexadecimal(&position), let permissions = line.takeWord(&position),
      let permissions = MapPermissions(line.extracting(permissions)),
      let offset = line.takeHexadecimal(&position), let device = line.takeWord(&position),
      let device = MapDevice(line.extracting(device)),
      let inode = line.takeNumber(&position)
    else { return nil }
    self.start = start
    self.end = end
    self.permissions = permissions
    self.offset = offset
    self.device = device
    self.inode = inode
    // Blanks at its end are the path's own; those before it are padding, as no path begins so.
    line.skipBlanks(&position)
    path = position < line.count ? line.extracting(position...).unescapingNewlines : nil
  }
}

/// What a process may do with a map, in four letters: `r-xp`, the last `s` where it is shared.
package struct MapPermissions: Sendable, Equatable {
  private var letters: UInt32 = 0

  init?(_ text: Span<UInt8>) {
    guard text.count == 4 else { return nil }
    for index in text.indices { letters = letters << 8 | UInt32(text[index]) }
  }

  /// As `maps` has it.
  package var text: [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: letters >> $0) }
  }
}

/// The device that a mapped file is on.
package struct MapDevice: Sendable, Equatable {
  package var major: UInt32
  package var minor: UInt32

  /// Of `fe:00`.
  init?(_ text: Span<UInt8>) {
    var position = 0
    guard let major = text.takeHexadecimal(&position).flatMap(UInt32.init(exactly:)),
      text.takes(UInt8(ascii: ":"), &position),
      let minor = text.takeHexadecimal(&position).flatMap(UInt32.init(exactly:)),
      position == text.count
    else { return nil }
    self.major = major
    self.minor = minor
  }

  /// As `maps` has it.
  package var text: [UInt8] {
    Array((Self.digits(major) + ":" + Self.digits(minor)).utf8)
  }

  private static func digits(_ number: UInt32) -> String {
    (number < 16 ? "0" : "") + String(number, radix: 16)
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
