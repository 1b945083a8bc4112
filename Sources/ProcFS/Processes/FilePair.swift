/// Two files of a process that are read one after the other.
package struct FilePair: Sendable {
  private let files: (ProcFile, ProcFile)

  /// Nil unless there are just two, which can stand at the beginning.
  package init?(_ files: [ProcFile]) {
    guard files.count == 2, files.allSatisfy(\.mayComeFirst) else { return nil }
    self.files = (files[0], files[1])
  }

  /// The one that belongs to this; nil if this is neither.
  func other(than file: ProcFile) -> ProcFile? {
    file == files.0 ? files.1 : file == files.1 ? files.0 : nil
  }
}
