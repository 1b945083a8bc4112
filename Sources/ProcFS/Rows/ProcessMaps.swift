/// The maps of a process, pulled one at a time from `maps`; `smaps` is read as a whole when the
/// first figure of it is asked for.
package final class ProcessMaps {
  /// Whose maps they are.
  package let process: ProcessFiles
  private var lines: LineStream?
  private var heldFigures: Reading<MapFiguresTable>?
  /// The last path that was in doubt, and whether it was found to mark a deleted file.
  private var lastDoubt: (path: [UInt8], inode: UInt64, isDeleted: Bool)?

  init(_ lines: LineStream, of process: ProcessFiles) {
    self.lines = lines
    self.process = process
  }

  /// The next map; nil at the end, and when the process ends meanwhile. A line that is none of a
  /// map is passed over; a file that breaks off in its middle fails.
  package func next() throws(ReadFailure) -> ProcessMap? {
    while let lines {
      guard let line = lines.next({ MemoryMap(line: $0) }) else {
        self.lines = nil
        if let failure = process.failure(of: lines, .maps) { throw failure }
        return nil
      }
      if let map = line { return ProcessMap(map, of: self) }
    }
    return nil
  }

  /// Whether `smaps` has been asked for already.
  package var holdsFigures: Bool { heldFigures != nil }

  /// Reads `smaps`.
  fileprivate func figures(of map: MemoryMap) -> Reading<MapFigures> {
    let reading = heldFigures ?? readFigures()
    heldFigures = reading
    return reading.map { $0[map.start] }
  }

  private func readFigures() -> Reading<MapFiguresTable> {
    process.memoryLines(.smaps).flatMap { lines in
      let table = MapFiguresTable(lines)
      return process.failure(of: lines, .smaps).map(Reading.failed) ?? .read(table)
    }
  }

  fileprivate func isDeleted(_ path: [UInt8], inode: UInt64) -> Bool {
    if let lastDoubt, lastDoubt.path == path, lastDoubt.inode == inode {
      return lastDoubt.isDeleted
    }
    let isDeleted = inode == 0 || !process.leads(path) { $0.inode == inode }
    lastDoubt = (path, inode, isDeleted)
    return isDeleted
  }
}

/// A part of a process's address space.
package final class ProcessMap {
  /// The maps that it is one of.
  package let maps: ProcessMaps
  /// Its line of `maps`.
  package let map: MemoryMap

  fileprivate init(_ map: MemoryMap, of maps: ProcessMaps) {
    self.map = map
    self.maps = maps
  }

  /// Its process has ended.
  package var isGone: Bool { maps.process.isGone }

  /// What `smaps` says of it; absent where the map is no more, or has just come.
  package var figures: Reading<MapFigures> { maps.figures(of: map) }

  /// Whether the file has been deleted since it was mapped. Where that is in doubt, asks the
  /// system.
  package var isDeleted: Bool {
    guard let path = map.path, DeletedPath.isMarked(path) else { return false }
    return maps.isDeleted(path, inode: map.inode)
  }

  /// Its path without what marks it as deleted; nil where nothing is mapped that has a name.
  package var path: [UInt8]? {
    map.path.map { isDeleted ? DeletedPath.unmarked($0) : $0 }
  }
}

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
