import Glibc

/// /proc/PID/fdinfo/N (since 2.6.22): how a file was opened, where the process stands in it, and what
/// it watches.
package struct FileState: Sendable, Equatable {
  /// Bytes from its beginning.
  package var position: Int64?
  /// As open(2) takes them.
  package var flags: UInt64?
  /// How many files and directories an inotify watches: a line each, since 3.8. Nil where they were not
  /// counted, since some watch a hundred thousand.
  package var watches: Int64?
}

extension FileState {
  /// Lines that are not known are passed over; what stands first is all that is looked for where watches
  /// are not counted.
  package init(parsing text: Span<UInt8>, countingWatches: Bool = false) {
    self.init()
    if countingWatches { watches = 0 }
    var position = 0
    while countingWatches || self.position == nil || flags == nil,
      let range = text.takeLine(&position)
    {
      let line = text.extracting(range)
      if line.starts(with: "pos:") {
        var start = 4
        self.position = line.takeSignedNumber(&start)
      } else if line.starts(with: "flags:") {
        var start = 6
        guard let word = line.takeWord(&start) else { continue }
        flags = line.extracting(word).exactOctal
      } else if line.starts(with: "inotify wd:") {
        watches = watches.map { $0 + 1 }
      }
    }
  }

  /// As psutil says it: `r`, `w`, `a`, `r+` or `a+`. Nil for the access mode 3, which is none of
  /// them (such a file is only good for ioctl).
  package var mode: OpenMode? {
    guard let flags else { return nil }
    let appends = flags & UInt64(O_APPEND) != 0
    return switch flags & UInt64(O_ACCMODE) {
    case UInt64(O_RDONLY): .read
    case UInt64(O_WRONLY): appends ? .append : .write
    case UInt64(O_RDWR): appends ? .readAppend : .readWrite
    default: nil
    }
  }

  /// It was opened as a directory and so is one. (One that was not may be one, too.)
  package var isDirectory: Bool {
    // A file without a name is opened by its directory (O_TMPFILE), and is none.
    let nameless: UInt64 = 0o20000000
    return flags.map { $0 & UInt64(O_DIRECTORY) != 0 && $0 & nameless == 0 } ?? false
  }
}

/// What may be done with an open file, in the words of psutil.
package enum OpenMode: String, Sendable, CaseIterable {
  case read = "r"
  case write = "w"
  case append = "a"
  case readWrite = "r+"
  case readAppend = "a+"
}
