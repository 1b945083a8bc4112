import CPattern
public import Glibc

/// Text as processes have it: bytes, most often but not always UTF-8. Ordered and compared by
/// bytes.
@usableFromInline
package struct Text: Hashable, Sendable {
  /// As they came.
  @usableFromInline package var bytes: [UInt8]

  /// Text of these bytes.
  @inlinable
  package init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Text of these bytes.
  @inlinable
  package init(bytes: some Sequence<UInt8>) {
    self.bytes = Array(bytes)
  }

  /// The string as UTF-8.
  @inlinable
  package init(_ string: some StringProtocol) {
    self.bytes = Array(string.utf8)
  }
}

// An array compares and hashes its elements one by one; memory can be taken as a whole.
extension Text {
  @inlinable
  package static func == (left: Text, right: Text) -> Bool {
    left.bytes.count == right.bytes.count && compare(left, right) == 0
  }

  @inlinable
  package func hash(into hasher: inout Hasher) {
    bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    // What follows a text in a key must not read as its end.
    hasher.combine(bytes.count)
  }
}

extension Text: ExpressibleByStringLiteral {
  @inlinable
  package init(stringLiteral string: String) {
    self.init(string)
  }
}

extension Text: Comparable {
  @inlinable
  package static func < (left: Text, right: Text) -> Bool {
    let difference = compare(left, right)
    return difference == 0 ? left.bytes.count < right.bytes.count : difference < 0
  }

  /// By bytes; of a text and its beginning the beginning is less.
  @inlinable
  package static func order(_ left: Text, _ right: Text) -> Ordering {
    let difference = compare(left, right)
    return difference == 0
      ? Ordering(left.bytes.count, right.bytes.count) : Ordering(difference, 0)
  }

  /// The bytes as far as both texts go: negative, 0, or positive.
  @inlinable
  static func compare(_ left: Text, _ right: Text) -> CInt {
    left.bytes.withUnsafeBytes { a in
      right.bytes.withUnsafeBytes { b in
        guard let start = a.baseAddress, let other = b.baseAddress else { return CInt(0) }
        return memcmp(start, other, min(a.count, b.count))
      }
    }
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

  /// Whether the text begins with these bytes.
  package func hasPrefix(_ prefix: Text) -> Bool { bytes.starts(with: prefix.bytes) }

  /// Whether the text ends with these bytes.
  package func hasSuffix(_ suffix: Text) -> Bool {
    bytes.count >= suffix.bytes.count && bytes.suffix(suffix.bytes.count) == suffix.bytes[...]
  }
}
