/// What a link in /proc/PID/fd says of an open file.
package struct FileTarget: Sendable, Equatable {
  /// What it is, as far as the link says.
  package var kind: Kind
  /// As the kernel gives it, ` (deleted)` included; nil of a socket and a pipe, which have none.
  package var path: [UInt8]?
  /// Of a socket, a pipe or a namespace: the number in brackets.
  package var inode: UInt64?

  /// What a link can tell of a file.
  package enum Kind: Sendable, Equatable {
    case socket
    case pipe
    /// Without a name of its own: an epoll, an eventfd, a timer, a BPF program.
    case anon
    case memfd
    case namespace
    /// A device by its path: under /dev, and in none of the file systems that hold files there.
    case device
    /// A path that may be a file's, a directory's or a device's.
    case path
  }

  /// Of the text of the link.
  package init(parsing link: Span<UInt8>) {
    if let inode = link.bracketed(after: "socket:") {
      self.init(kind: .socket, inode: inode)
    } else if let inode = link.bracketed(after: "pipe:") {
      self.init(kind: .pipe, inode: inode)
    } else if link.starts(with: "anon_inode:") {
      self.init(kind: .anon, path: link.array)
    } else if link.starts(with: "/memfd:") {
      self.init(kind: .memfd, path: link.array)
    } else if let inode = link.inodeOfNamespace {
      self.init(kind: .namespace, path: link.array, inode: inode)
    } else {
      self.init(kind: link.namesDevice ? .device : .path, path: link.array)
    }
  }

  /// Whether it is an inotify: `anon_inode:inotify`, and in brackets on some kernels.
  var isInotify: Bool {
    guard kind == .anon, let name = path?.span else { return false }
    return name.equals("anon_inode:inotify") || name.equals("anon_inode:[inotify]")
  }

  private init(kind: Kind, path: [UInt8]? = nil, inode: UInt64? = nil) {
    self.kind = kind
    self.path = path
    self.inode = inode
  }
}

extension Span where Element == UInt8 {
  /// The number in `PREFIX[number]`, if this is all there is.
  func bracketed(after prefix: StaticString) -> UInt64? {
    guard starts(with: prefix), ends(with: "]") else { return nil }
    let inner = extracting(prefix.utf8CodeUnitCount..<(count - 1))
    return inner.first == UInt8(ascii: "[") ? inner.extracting(1...).exactNumber : nil
  }

  /// Of `net:[4026531840]`.
  fileprivate var inodeOfNamespace: UInt64? {
    guard first != UInt8(ascii: "/"), let colon = index(of: UInt8(ascii: ":"), from: 0) else {
      return nil
    }
    return extracting(colon...).bracketed(after: ":")
  }

  fileprivate var namesDevice: Bool {
    starts(with: "/dev/") && !starts(with: "/dev/shm/") && !starts(with: "/dev/mqueue/")
      && !starts(with: "/dev/hugepages/")
  }
}
