import CPattern
import Glibc

/// Text as processes have it: bytes, most often but not always UTF-8. Ordered and compared by
/// bytes.
package struct Text: Hashable, Sendable {
  package var bytes: [UInt8]

  package init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  package init(bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes)
  }

  package init(_ string: some StringProtocol) {
    self.bytes = Array(string.utf8)
  }
}

// An array compares and hashes its elements one by one; memory can be taken as a whole.
extension Text {
  package static func == (left: Text, right: Text) -> Bool { order(left, right) == .equal }

  package func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    // What follows a text in a key must not read as its end.
    hasher.combine(bytes.count)
  }
}

extension Text: ExpressibleByStringLiteral {
  package init(stringLiteral string: String) {
    self.init(string)
  }
}

extension Text: Comparable {
  package static func < (left: Text, right: Text) -> Bool {
    order(left, right) == .ascending
  }

  package static func order(_ left: Text, _ right: Text) -> Ordering {
    let difference = left.bytes.withUnsafeBytes { a in
      right.bytes.withUnsafeBytes { b in
        guard let start = a.baseAddress, let other = b.baseAddress else { return CInt(0) }
        return memcmp(start, other, min(a.count, b.count))
      }
    }
    return difference == 0
      ? Ordering(left.bytes.count, right.bytes.count) : Ordering(difference, 0)
  }
}

extension Text {
  /// Where the bytes of `part` first stand, at `start` or after. O(n).
  package func firstOffset(of part: Text, from start: Int = 0) -> Int? {
    if part.bytes.isEmpty { return start <= bytes.count ? start : nil }
    return bytes.withUnsafeBytes { here in
      part.bytes.withUnsafeBytes { there in
        guard let base = here.baseAddress, let needle = there.baseAddress, start < here.count,
          let found = pattern_find(base + start, here.count - start, needle, there.count)
        else { return nil }
        return found - base
      }
    }
  }

  package func hasPrefix(_ prefix: Text) -> Bool { bytes.starts(with: prefix.bytes) }

  package func hasSuffix(_ suffix: Text) -> Bool {
    bytes.count >= suffix.bytes.count && bytes.suffix(suffix.bytes.count) == suffix.bytes[...]
  }
}
