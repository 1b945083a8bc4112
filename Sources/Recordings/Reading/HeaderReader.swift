import Glibc
import Synchronization

/// Reads the beginning of a file again and again through one descriptor. To close any descriptor of a file gives
/// up the locks that the process has on it (fcntl(2)), those of SQLite among them, so that it stays open as long
/// as the file is asked.
final class HeaderReader: Sendable {
  private let opened = Mutex<Opened?>(nil)

  private struct Opened {
    let descriptor: Int32
    let device: UInt64
    let inode: UInt64
  }

  deinit {
    opened.withLock { opened in
      if let opened { close(opened.descriptor) }
    }
  }

  /// So many bytes, or all that there are; nil where they cannot be read, as errno says.
  func bytes(_ count: Int, of path: [UInt8], _ state: RecordingFile.State) -> [UInt8]? {
    opened.withLock { opened in
      // Another file under the name has no locks of ours, nor has the one that was replaced any more to lose.
      if let known = opened, known.device != state.device || known.inode != state.inode {
        close(known.descriptor)
        opened = nil
      }
      if opened == nil {
        let descriptor = path.withCharacters { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard descriptor >= 0 else { return nil }
        opened = Opened(descriptor: descriptor, device: state.device, inode: state.inode)
      }
      guard let descriptor = opened?.descriptor else { return nil }
      var bytes = [UInt8](repeating: 0, count: count)
      let length = pread(descriptor, &bytes, count, 0)
      return length < 0 ? nil : Array(bytes.prefix(length))
    }
  }
}
