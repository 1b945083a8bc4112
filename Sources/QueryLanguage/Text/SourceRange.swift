/// A half-open range of UTF-8 offsets into a source's text.
package struct SourceRange: Hashable, Sendable {
  /// The offset of the first byte.
  package var lower: Int
  /// The offset behind the last byte.
  package var upper: Int

  package init(_ lower: Int, _ upper: Int) {
    self.lower = lower
    self.upper = upper
  }

  /// The range of an error that has no position, such as a parameter that the script does not
  /// declare.
  package static let nowhere = SourceRange(-1, -1)

  /// The smallest range that holds both.
  package func joined(with other: SourceRange) -> SourceRange {
    SourceRange(Swift.min(lower, other.lower), Swift.max(upper, other.upper))
  }

  /// Whether the range holds no byte.
  package var isEmpty: Bool { lower == upper }
}

extension [UInt8] {
  /// The bytes of a range, which must lie inside.
  package subscript(range: SourceRange) -> ArraySlice<UInt8> { self[range.lower..<range.upper] }
}
