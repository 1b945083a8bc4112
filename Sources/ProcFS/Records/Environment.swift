import Glibc

/// `environ`: the environment a process was started with, entries ended by NUL.
///
/// Held as one copy of the kernel's bytes; a name is looked up in them.
package struct Environment: Sendable {
  /// As the kernel gives them.
  package let bytes: [UInt8]

  package init(_ text: Span<UInt8>) {
    bytes = text.array
  }

  package init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The value under a name; of duplicates the first, as getenv has it. Entries without `=` have no
  /// name.
  package func value(of name: [UInt8]) -> ArraySlice<UInt8>? {
    guard !name.contains(UInt8(ascii: "=")) else { return nil }
    var position = 0
    while let entry = takeEntry(&position) {
      if begins(entry, with: name) {
        return bytes[(entry.lowerBound + name.count + 1)..<entry.upperBound]
      }
    }
    return nil
  }

  /// Whether an entry is this name, an equals sign and a value.
  private func begins(_ entry: Range<Int>, with name: [UInt8]) -> Bool {
    guard entry.count > name.count, bytes[entry.lowerBound + name.count] == UInt8(ascii: "=") else {
      return false
    }
    return bytes.withUnsafeBytes { bytes in
      name.withUnsafeBytes { name in
        guard let start = bytes.baseAddress, let first = name.baseAddress else { return true }
        return memcmp(start + entry.lowerBound, first, name.count) == 0
      }
    }
  }

  /// Every entry that is not empty, in order, duplicates too; one without `=` has no value.
  package var entries: [(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>?)] {
    var entries: [(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>?)] = []
    var position = 0
    while let entry = takeEntry(&position) {
      if let equals = bytes.span.index(of: UInt8(ascii: "="), from: entry.lowerBound),
        equals < entry.upperBound
      {
        entries.append((bytes[entry.lowerBound..<equals], bytes[(equals + 1)..<entry.upperBound]))
      } else {
        entries.append((bytes[entry], nil))
      }
    }
    return entries
  }

  /// The next entry that is not empty. The last may lack its NUL.
  private func takeEntry(_ position: inout Int) -> Range<Int>? {
    while position < bytes.count {
      let start = position
      let end = bytes.span.index(of: 0, from: start) ?? bytes.count
      position = end + 1
      if end > start { return start..<end }
    }
    return nil
  }
}
