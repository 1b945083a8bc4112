import CProc
import Glibc

/// A path of any length. What is longer than the system takes at once is gone down piece by piece, as to
/// a control group far below others: then two descriptors are open for a moment.
struct LongPath {
  private let bytes: [UInt8]

  /// Absolute, or from our own directory.
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Opens a file to read, or a directory to list it. What is no plain file is not waited for.
  func open() throws(Errno) -> Descriptor {
    let opened = try reach { place, path in
      DescriptorShortage.outlasting {
        cproc_openat(place, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
      }
    }
    return Descriptor(owning: opened)
  }

  /// What the system says about the file or directory; of a link, about the link.
  func status() throws(Errno) -> stat {
    var status = stat()
    _ = try reach { place, path in
      uninterrupted { fstatat(place, path, &status, AT_SYMLINK_NOFOLLOW) }
    }
    return status
  }

  /// Makes a call with what is left of the path, from the directory that the pieces before it lead to.
  private func reach(
    _ call: (CInt, UnsafePointer<CChar>) -> CInt
  ) throws(Errno) -> CInt {
    var rest = bytes[...]
    var place = AT_FDCWD
    defer { if place != AT_FDCWD { close(place) } }
    while let end = rest.endOfPiece {
      let next = rest[..<end].withPointer { path in
        DescriptorShortage.outlasting { cproc_open_place(place, path) }
      }
      guard next >= 0 else { throw .last }
      if place != AT_FDCWD { close(place) }
      place = next
      rest = rest[end...].drop { $0 == UInt8(ascii: "/") }
    }
    let result = rest.withPointer { call(place, $0) }
    guard result >= 0 else { throw .last }
    return result
  }
}

extension ArraySlice<UInt8> {
  /// Where it is to be cut so that the system takes what is before; nil of what is short enough, and of
  /// what no cut makes so.
  fileprivate var endOfPiece: Int? {
    guard count >= PATH_MAX else { return nil }
    let end = prefix(Int(PATH_MAX)).lastIndex(of: UInt8(ascii: "/"))
    return end == startIndex ? nil : end
  }

  /// With the path as the system takes it.
  fileprivate func withPointer(_ body: (UnsafePointer<CChar>) -> CInt) -> CInt {
    (Array(self) + [0]).withUnsafeBytes {
      $0.withMemoryRebound(to: CChar.self) { $0.baseAddress.map(body) ?? -1 }
    }
  }
}
