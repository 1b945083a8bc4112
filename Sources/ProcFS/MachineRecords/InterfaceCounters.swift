/// A line of /proc/PID/net/dev: what a network interface has carried since it was made.
package struct InterfaceCounters: Sendable, Equatable {
  /// The kernel's name of it: `eth0`.
  package var name: [UInt8]
  /// What came in.
  package var received: Direction
  /// What went out.
  package var sent: Direction

  /// The counters of one direction.
  package struct Direction: Sendable, Equatable {
    /// Bytes carried.
    package var bytes: UInt64
    /// Packets carried.
    package var packets: UInt64
    /// Packets that came or went with an error.
    package var errors: UInt64
    /// Packets that were dropped.
    package var drops: UInt64
  }

  /// Every interface that can be read, in the kernel's order.
  package static func lines(of text: Span<UInt8>) -> ParsedLines<InterfaceCounters> {
    text.parsedLines(heading: { $0.index(of: UInt8(ascii: "|"), from: 0) != nil }) {
      InterfaceCounters(line: $0)
    }
  }

  /// Nil for a heading, and where this is no such line. A name may hold colons; the figures hold
  /// none, and stand right behind the last colon on old kernels.
  package init?(line: Span<UInt8>) {
    guard let colon = line.lastIndex(of: UInt8(ascii: ":")) else { return nil }
    var start = 0
    line.skipBlanks(&start)
    guard start < colon else { return nil }
    var position = colon + 1
    var figures: [UInt64] = []
    while let figure = line.takeNumber(&position) { figures.append(figure) }
    guard figures.count >= 16 else { return nil }
    name = line.extracting(start..<colon).array
    received = Direction(figures[..<4])
    sent = Direction(figures[8..<12])
  }
}

extension InterfaceCounters.Direction {
  fileprivate init(_ figures: ArraySlice<UInt64>) {
    let figures = Array(figures)
    self.init(bytes: figures[0], packets: figures[1], errors: figures[2], drops: figures[3])
  }
}
