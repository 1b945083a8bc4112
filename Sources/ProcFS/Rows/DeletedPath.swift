/// ` (deleted)` at the end of a path: what the kernel adds to the name of a file, or of a control group,
/// that has been deleted, but what one may also truly be called.
enum DeletedPath {
  private static let suffix = Array(" (deleted)".utf8)

  static func isMarked(_ path: [UInt8]) -> Bool {
    path.count > suffix.count && path.suffix(suffix.count).elementsEqual(suffix)
  }

  /// The path without the mark.
  static func unmarked(_ path: [UInt8]) -> [UInt8] { Array(path.dropLast(suffix.count)) }
}

extension ProcessFiles {
  /// Whether a file that the process has open or mapped is truly called by this path: the path
  /// leads to it, from our root or from the process's own.
  func leads(_ path: [UInt8], to isFile: (FileAbout) -> Bool) -> Bool {
    guard machine.facts.isLive else { return false }
    // A path that cannot be followed, for whatever reason, does not lead there: then the mark that
    // the kernel has set is believed.
    let wait = Wait(at: path)
    defer { wait.end() }
    if let about = try? FileAbout(path), isFile(about) { return true }
    guard let about = try? directory.about(Array("root".utf8) + path) else { return false }
    return isFile(about)
  }
}
