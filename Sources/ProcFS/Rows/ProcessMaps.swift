import Glibc

/// The maps of a process, pulled one at a time from `maps`; `smaps` is read as a whole when the
/// first figure of it is asked for.
package final class ProcessMaps {
  /// Whose maps they are.
  package let process: ProcessFiles
  private var lines: LineStream?
  private var heldFigures: Reading<MapFiguresTable>?
  /// The last path that was in doubt, and whether it was found to mark a deleted file.
  private var lastDoubt: (path: [UInt8], inode: UInt64, isDeleted: Bool)?
  /// The last path that had a line feed, and what it truly is.
  private var lastName: (path: [UInt8], inode: UInt64, isTruly: [UInt8])?

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

  /// The kernel writes a line feed as `\012`, and those four bytes, which a name may hold, as they
  /// are. Which of them they are is told by the map's link in `map_files` (3.3), else by which file
  /// there is that is the mapped one; where neither tells, they are line feeds.
  fileprivate func name(of map: MemoryMap, _ path: [UInt8]) -> [UInt8] {
    if let lastName, lastName.path == path, lastName.inode == map.inode { return lastName.isTruly }
    let name = process.mappedPath(map) ?? firstPresent(MapName.candidates(path), map.inode) ?? path
    lastName = (path, map.inode, name)
    return name
  }

  private func firstPresent(_ names: [[UInt8]], _ inode: UInt64) -> [UInt8]? {
    names.first { process.leads($0) { $0.inode == inode } }
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

  /// Its path as the kernel gives it, ` (deleted)` included.
  fileprivate var name: [UInt8]? {
    map.path.map { path in
      path.contains(UInt8(ascii: "\n")) ? maps.name(of: map, path) : path
    }
  }

  /// Whether the file has been deleted since it was mapped. Where that is in doubt, asks the
  /// system.
  package var isDeleted: Bool { name.map(isDeleted) ?? false }

  /// Its path without what marks it as deleted; nil where nothing is mapped that has a name.
  package var path: [UInt8]? {
    name.map { isDeleted($0) ? DeletedPath.unmarked($0) : $0 }
  }

  private func isDeleted(_ name: [UInt8]) -> Bool {
    DeletedPath.isMarked(name) && maps.isDeleted(name, inode: map.inode)
  }
}

extension ProcessFiles {
  /// Reads the link `exe`. A path longer than a page it does not print, and `maps` does, beside the
  /// inode of the file.
  func readExecutable() -> Reading<[UInt8]> {
    let link = readLink(.exe, "exe")
    guard link.failure?.reason.code == ENAMETOOLONG else { return link }
    return mappedExecutable().map(Reading.read) ?? link
  }

  /// Nil where the file cannot be asked for or is not mapped any more.
  private func mappedExecutable() -> [UInt8]? {
    guard machine.facts.isLive, let about = try? directory.about(Array("exe".utf8)),
      case .read(let maps) = maps()
    else { return nil }
    while let map = (try? maps.next()) ?? nil {
      if map.map.inode == about.inode, let name = map.name, name.first == UInt8(ascii: "/") {
        return name
      }
    }
    return nil
  }
}
