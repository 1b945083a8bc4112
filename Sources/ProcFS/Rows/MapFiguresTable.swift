/// What `smaps` says of the maps of a process, by where they start.
struct MapFiguresTable: Sendable {
  /// Ascending by where they start.
  private var maps: [(start: UInt64, figures: MapFigures)] = []

  init(_ lines: LineStream) {
    var isAscending = true
    while lines.next({ take($0, &isAscending) }) != nil {}
    if !isAscending { maps.sort { $0.start < $1.start } }
  }

  /// The names of figures begin with a capital, the addresses of a heading do not. The kernel
  /// lists maps in ascending order.
  private mutating func take(_ line: Span<UInt8>, _ isAscending: inout Bool) {
    var position = 0
    if let first = line.first, first >= UInt8(ascii: "A"), first <= UInt8(ascii: "Z") {
      guard !maps.isEmpty else { return }
      maps[maps.count - 1].figures.take(line: line)
    } else if let start = line.takeHexadecimal(&position) {
      if let last = maps.last, last.start > start { isAscending = false }
      maps.append((start, MapFigures()))
    }
  }

  subscript(start: UInt64) -> MapFigures? {
    var low = 0
    var high = maps.count
    while low < high {
      let middle = low + (high - low) / 2
      if maps[middle].start < start { low = middle + 1 } else { high = middle }
    }
    return low < maps.count && maps[low].start == start ? maps[low].figures : nil
  }
}
