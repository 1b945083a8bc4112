/// A place in a text as people count: from 1, in lines and characters.
package struct SourceLocation: Hashable, Sendable {
  /// The line, from 1.
  package var line: Int
  /// Unicode scalars from the beginning of the line, as editors and `wc -m` count; a byte that is
  /// no UTF-8 is one, a byte-order mark none.
  package var column: Int
}

extension SourceText {
  /// Where an offset stands; past the end means the end.
  package func location(of offset: Int) -> SourceLocation {
    let offset = min(max(offset, 0), bytes.count)
    let line = lineRange(around: offset)
    let lines = bytes[..<line.lower].count { $0 == UInt8(ascii: "\n") }
    return SourceLocation(
      line: lines + 1, column: UTF8Scalar.count(in: bytes[line.lower..<max(line.lower, offset)]) + 1
    )
  }

  /// The line that an offset stands on, without its line end and without a byte-order mark.
  func lineRange(around offset: Int) -> SourceRange {
    let newline = UInt8(ascii: "\n")
    let before = bytes[..<offset].lastIndex(of: newline).map { $0 + 1 }
    let mark = bytes.starts(with: SourceText.byteOrderMark) ? SourceText.byteOrderMark.count : 0
    let lower = before ?? mark
    var upper = bytes[offset...].firstIndex(of: newline) ?? bytes.count
    if upper > lower, bytes[upper - 1] == UInt8(ascii: "\r") { upper -= 1 }
    return SourceRange(lower, max(lower, upper))
  }
}

extension UTF8Scalar {
  /// How many scalars there are; a byte that is no UTF-8 counts as one.
  static func count(in bytes: ArraySlice<UInt8>) -> Int {
    var count = 0
    var rest = bytes
    while !rest.isEmpty {
      rest = rest.dropFirst(length(at: rest))
      count += 1
    }
    return count
  }
}
