/// `environ`: the environment a process was started with, entries ended by NUL.
///
/// Held as one copy of the kernel's bytes; a name is looked up in them.
package struct Environment: Sendable {
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
    var position = 0
    while let entry = takeEntry(&position) {
      let end = entry.lowerBound + name.count
      guard end < entry.upperBound, bytes[end] == UInt8(ascii: "="),
        bytes[entry.lowerBound..<end].elementsEqual(name), !name.contains(UInt8(ascii: "="))
      else { continue }
      return bytes[(end + 1)..<entry.upperBound]
    }
    return nil
  }

  /// Every entry that is not empty, in order, duplicates too; one without `=` has no value.
  package var entries: [(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>?)] {
    var entries: [(name: ArraySlice<UInt8>, value: ArraySlice<UInt8>?)] = []
    var position = 0
    while let entry = takeEntry(&position) {
      if let equals = bytes[entry].firstIndex(of: UInt8(ascii: "=")) {
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
      let end = bytes[start...].firstIndex(of: 0) ?? bytes.count
      position = end + 1
      if end > start { return start..<end }
    }
    return nil
  }
}
