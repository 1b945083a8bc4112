import Glibc

/// What somebody else has done to a file that is being recorded into, so that nothing can be added to it.
enum FileLoss: Hashable {
  /// Its name leads nowhere, or to another file.
  case gone(isReplaced: Bool, hasName: Bool)
  case isCutShort
  case isOverwritten

  /// Nil of a file of at least so many bytes that is what it was.
  init?(of file: OpenFile, at path: WritablePath, leastBytes: Int64) {
    guard let status = file.status else { return nil }
    if !file.isStill(at: path.path) {
      var there = stat()
      let isThere = path.path.withCharacters { lstat($0, &there) } == 0
      // A path that cannot be looked at says nothing.
      guard isThere || errno == ENOENT || errno == ENOTDIR else { return nil }
      self = .gone(isReplaced: isThere, hasName: status.st_nlink > 0)
    } else if status.st_size < leastBytes {
      self = .isCutShort
    } else if !file.isDatabase {
      self = .isOverwritten
    } else {
      return nil
    }
  }

  /// Whether the file is what it was, but for its name.
  var isOfName: Bool { if case .gone = self { true } else { false } }

  /// As a sentence without its subject; `isFolded`: whether all that was recorded is in the file.
  func words(isFolded: Bool) -> String {
    switch self {
    case .gone(let isReplaced, let hasName):
      let what = isReplaced ? "was replaced" : hasName ? "was moved or renamed" : "was removed"
      let fate =
        !hasName
        ? "is lost" : isFolded ? "is in it, under its new name" : "is in it but for the last"
      return "it \(what) while it was recorded; what was recorded \(fate)"
    case .isCutShort:
      return "it was cut short while it was recorded; what was recorded may be lost"
    case .isOverwritten:
      return "it was overwritten while it was recorded; what was recorded may be lost"
    }
  }
}
