import Glibc

/// The names by which a text of `Name: value` lines tells its facts.
///
/// The kernel writes them in one order, so the line after a known one is most often the next of
/// the table: that is tried first, then the rest.
struct KeyTable<Key: CaseIterable & RawRepresentable & Sendable>: Sendable
where Key.RawValue == String, Key.AllCases == [Key] {
  private let keys: [Key]
  private let names: [LineName]

  init() {
    keys = Key.allCases
    names = keys.map { LineName($0.rawValue) }
  }

  /// Calls `body` for each line whose name is known, with what follows the colon.
  @inline(__always)
  func forEachLine(of text: Span<UInt8>, _ body: (Key, Span<UInt8>) -> Void) {
    text.withUnsafeBytes { text in
      names.withUnsafeBufferPointer { names in
        keys.withUnsafeBufferPointer { keys in
          var rest = text
          var expected = 0
          while let line = rest.takeLine() {
            guard let index = index(of: line, in: names, expected: expected) else { continue }
            let value = UnsafeRawBufferPointer(rebasing: line[(names[index].count + 1)...])
            body(keys[index], value.bindMemory(to: UInt8.self).span)
            expected = index + 1
          }
        }
      }
    }
  }

  private func index(
    of line: UnsafeRawBufferPointer, in names: UnsafeBufferPointer<LineName>, expected: Int
  ) -> Int? {
    let start = line.start
    for index in expected..<names.count where names[index].begins(line, start) { return index }
    for index in 0..<min(expected, names.count) where names[index].begins(line, start) {
      return index
    }
    return nil
  }
}

/// A name, its first eight bytes as one number, so that most lines are told apart at once.
private struct LineName: Sendable {
  let count: Int
  private let start: UInt64
  private let mask: UInt64
  private let bytes: [UInt8]

  init(_ name: String) {
    bytes = Array(name.utf8)
    count = bytes.count
    mask = count >= 8 ? .max : (1 << (UInt64(count) * 8)) - 1
    start = bytes.withUnsafeBytes(\.start) & mask
  }

  /// Whether a line that starts with these eight bytes is `name:` and what follows.
  func begins(_ line: UnsafeRawBufferPointer, _ first: UInt64) -> Bool {
    guard first & mask == start, line.count > count, line[count] == UInt8(ascii: ":") else {
      return false
    }
    guard count > 8, let address = line.baseAddress else { return true }
    return bytes.withUnsafeBytes { name in
      name.baseAddress.map { memcmp(address, $0, count) == 0 } ?? true
    }
  }
}

extension UnsafeRawBufferPointer {
  /// The first line, without its newline; what stays is what follows it. Nil at the end.
  fileprivate mutating func takeLine() -> UnsafeRawBufferPointer? {
    guard let address = baseAddress, count > 0 else { return nil }
    guard let newline = memchr(address, CInt(UInt8(ascii: "\n")), count) else {
      defer { self = UnsafeRawBufferPointer(start: address, count: 0) }
      return self
    }
    let length = UnsafeRawPointer(newline) - address
    self = UnsafeRawBufferPointer(start: address + length + 1, count: count - length - 1)
    return UnsafeRawBufferPointer(start: address, count: length)
  }

  /// The first eight bytes, the first one lowest; zeros where there are fewer.
  fileprivate var start: UInt64 {
    if count >= 8 { return UInt64(littleEndian: loadUnaligned(as: UInt64.self)) }
    return reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
