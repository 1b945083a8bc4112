/// The name of a mapped file, in which `\012` was taken for a line feed each time.
enum MapName {
  /// What it may be instead: some or all of the line feeds are those four bytes. With more than a
  /// few of them, either all are or none.
  static func candidates(_ path: [UInt8]) -> [[UInt8]] {
    let feeds = path.count { $0 == feed }
    guard feeds <= mostFeeds else { return [path, spelled(path) { _ in true }] }
    return (0..<(1 << feeds)).map { choice in spelled(path) { choice >> $0 & 1 == 1 } }
  }

  private static let feed = UInt8(ascii: "\n")
  private static let escape = Array("\\012".utf8)
  private static let mostFeeds = 4

  /// With the line feeds spelled out whose number `isLiteral` takes.
  private static func spelled(_ path: [UInt8], _ isLiteral: (Int) -> Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    var number = 0
    for byte in path {
      guard byte == feed else {
        bytes.append(byte)
        continue
      }
      bytes += isLiteral(number) ? escape : [feed]
      number += 1
    }
    return bytes
  }
}

extension ProcessFiles {
  /// What the link in `map_files` says that a map is of; nil where there is none or it may not be
  /// read: before 4.3 and of other users' processes that takes privileges.
  func mappedPath(_ map: MemoryMap) -> [UInt8]? {
    guard machine.facts.isLive else { return nil }
    var path = RelativePath("map_files/")
    path.append(hexadecimal: map.start)
    path.append("-")
    path.append(hexadecimal: map.end)
    return try? directory.readLink(.mapFiles, path)
  }
}
