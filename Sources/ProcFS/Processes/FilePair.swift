/// Two files of a process that are certain to be read. What is read between them, and after, is open.
package struct FilePair: Sendable {
  private let files: (ProcFile, ProcFile)

  /// Nil unless there are just two, either of which may come first and proves by being read that its
  /// process was alive since it was opened.
  package init?(_ files: [ProcFile]) {
    guard files.count == 2, files.allSatisfy({ $0.mayComeFirst && $0.provesLife }) else {
      return nil
    }
    self.files = (files[0], files[1])
  }

  /// The one that belongs to this; nil if this is neither.
  func other(than file: ProcFile) -> ProcFile? {
    file == files.0 ? files.1 : file == files.1 ? files.0 : nil
  }
}
