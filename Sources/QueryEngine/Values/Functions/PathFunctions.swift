import Schema

extension ScalarFunction {
  /// Paths, taken apart by their slashes.
  static let pathFunctions: [ScalarFunction] = [
    ScalarFunction(
      "basename", usage: "basename(path)", "The path's last part: 'sshd' of '/usr/sbin/sshd'.",
      takes: [.text], returns: .type(.text)
    ) { .text(Text(bytes: Path($0.text(0)).lastPart)) },
    ScalarFunction(
      "dirname", usage: "dirname(path)", "The path without its last part; '.' where it has one.",
      takes: [.text], returns: .type(.text)
    ) { .text(Text(bytes: Path($0.text(0)).directory)) },
    ScalarFunction(
      "extension", usage: "extension(path)",
      "What follows the last dot of the path's last part; null where there is none.",
      takes: [.text], returns: .type(.text)
    ) { Path($0.text(0)).suffix.map { .text(Text(bytes: $0)) } ?? .null },
    ScalarFunction(
      "tilde", usage: "tilde(path)", "The path with '~' for a home (/root, /home/NAME) in front.",
      takes: [.text], returns: .type(.text)
    ) { arguments in
      let path = Path(arguments.text(0))
      return path.afterHome.map { .text(Text(bytes: "~".utf8 + $0)) } ?? arguments[0]
    },
  ]
}

/// A path's parts, as basename(1) and dirname(1) tell them.
private struct Path {
  /// Without the slashes at its end, unless it is nothing else.
  let bytes: ArraySlice<UInt8>
  let text: Text

  init(_ text: Text) {
    self.text = text
    let end = text.bytes.lastIndex { $0 != Self.slash }.map { $0 + 1 }
    bytes = text.bytes[..<(end ?? min(1, text.bytes.count))]
  }

  private static let slash = UInt8(ascii: "/")

  private var lastSlash: Int? { bytes.lastIndex(of: Self.slash) }

  var lastPart: ArraySlice<UInt8> {
    guard let lastSlash, bytes.count > 1 else { return bytes }
    return bytes[(lastSlash + 1)...]
  }

  var directory: [UInt8] {
    guard let lastSlash else { return Array(".".utf8) }
    let end = bytes[..<lastSlash].lastIndex { $0 != Self.slash }.map { $0 + 1 }
    return end.map { Array(bytes[..<$0]) } ?? [Self.slash]
  }

  /// A dot that begins the name hides the file, and one that ends it has nothing after it.
  var suffix: ArraySlice<UInt8>? {
    let name = lastPart
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")),
      name[..<dot].contains(where: { $0 != UInt8(ascii: ".") }), dot + 1 < name.endIndex
    else { return nil }
    return name[(dot + 1)...]
  }

  /// What follows `/root` or `/home/NAME`; nil if neither is in front.
  var afterHome: ArraySlice<UInt8>? {
    let bytes = text.bytes
    var end = 5
    if text.hasPrefix("/home/") {
      end = bytes[6...].firstIndex(of: Self.slash) ?? bytes.count
      guard end > 6 else { return nil }
    } else if !text.hasPrefix("/root") {
      return nil
    }
    return end == bytes.count || bytes[end] == Self.slash ? bytes[end...] : nil
  }
}
