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

  /// The program's name, of which the kernel keeps the beginning: the last part of the first
  /// argument's path. Of a script that is the interpreter, and the script follows it or the one
  /// argument that its `#!` may give (execve(2)). Nil where none of them begins so.
  package func name(beginningWith start: [UInt8]) -> ArraySlice<UInt8>? {
    let slash = UInt8(ascii: "/")
    let arguments = bytes.split(separator: 0, maxSplits: 3, omittingEmptySubsequences: false)
    guard let first = arguments.first else { return nil }
    // An interpreter is named by its path, and what begins with a hyphen is an option of it.
    let scripts =
      first.contains(slash)
      ? arguments.dropFirst().prefix(2).filter { $0.first != UInt8(ascii: "-") } : []
    return ([first] + scripts).lazy
      .map { argument in
        argument[((argument.lastIndex(of: slash) ?? argument.startIndex - 1) + 1)...]
      }
      .first { $0.starts(with: start) }
  }
}
