/// `cmdline`: the arguments of a process, each ended by NUL; none for a kernel thread and a zombie.
///
/// A process may have written over them (setproctitle), and then no NUL need stand at the end.
package struct CommandLine: Sendable {
  /// As the kernel gives them.
  package let bytes: [UInt8]

  package init(_ text: Span<UInt8>) {
    bytes = text.array
  }

  package init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// As the process holds them, empty ones included.
  package var arguments: [ArraySlice<UInt8>] {
    guard !bytes.isEmpty else { return [] }
    let text = bytes.last == 0 ? bytes.dropLast() : bytes[...]
    return text.split(separator: 0, omittingEmptySubsequences: false)
  }

  /// The arguments with a space between them, without the NULs that padded a title; nil for none.
  package var joined: [UInt8]? {
    guard !bytes.isEmpty else { return nil }
    let end = bytes.lastIndex { $0 != 0 }.map { $0 + 1 } ?? 0
    return bytes[..<end].map { $0 == 0 ? UInt8(ascii: " ") : $0 }
  }

  /// The last part of the first argument's path.
  package var baseName: ArraySlice<UInt8>? {
    guard
      let first = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false).first
    else { return nil }
    return first.lastIndex(of: UInt8(ascii: "/")).map { first[($0 + 1)...] } ?? first
  }
}
