// Scanning bytes: fields, numbers and lines of the kernel's texts. Nothing here makes a string,
// and nothing traps: what is not there is nil, and a number out of range is none.

import Glibc

extension Span where Element == UInt8 {
  /// Moves past spaces and tabs.
  package func skipBlanks(_ position: inout Int) {
    while position < count, case let byte = self[unchecked: position],
      byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    {
      position += 1
    }
  }

  /// The decimal number after blanks; the position stays where there is none.
  package func takeNumber(_ position: inout Int) -> UInt64? {
    var end = position
    skipBlanks(&end)
    let start = end
    var value: UInt64 = 0
    while end < count, case let digit = self[unchecked: end] &- UInt8(ascii: "0"), digit < 10 {
      value = value &* 10 &+ UInt64(digit)
      end += 1
    }
    guard end > start else { return nil }
    // Nineteen digits always fit.
    if end - start > 19 {
      guard let exact = checkedNumber(extracting(start..<end)) else { return nil }
      value = exact
    }
    position = end
    return value
  }

  /// The decimal number after blanks, which may have a sign.
  package func takeSignedNumber(_ position: inout Int) -> Int64? {
    var start = position
    skipBlanks(&start)
    let isNegative = start < count && self[unchecked: start] == UInt8(ascii: "-")
    if isNegative { start += 1 }
    guard let magnitude = takeNumber(&start), let value = Int64(exactly: magnitude) else {
      return nil
    }
    position = start
    return isNegative ? -value : value
  }

  /// The hexadecimal number after blanks, without a prefix.
  package func takeHexadecimal(_ position: inout Int) -> UInt64? {
    var end = position
    skipBlanks(&end)
    let start = end
    var value: UInt64 = 0
    while end < count, let digit = self[end].hexadecimalValue {
      guard value >> 60 == 0 else { return nil }
      value = value << 4 | UInt64(digit)
      end += 1
    }
    guard end > start else { return nil }
    position = end
    return value
  }

  /// Where the word after blanks stands: up to the next blank or line end.
  package func takeWord(_ position: inout Int) -> Range<Int>? {
    skipBlanks(&position)
    let start = position
    while position < count, !self[unchecked: position].isSpace { position += 1 }
    return position > start ? start..<position : nil
  }

  /// What `parse` makes of each line that is not nil, in their order.
  func lines<Record>(_ parse: (Span<UInt8>) -> Record?) -> [Record] {
    var records: [Record] = []
    var position = 0
    while let line = takeLine(&position) {
      if let record = parse(extracting(line)) { records.append(record) }
    }
    return records
  }

  /// Where the line at the position stands, without its newline; nil at the end of the bytes.
  package func takeLine(_ position: inout Int) -> Range<Int>? {
    guard position < count else { return nil }
    let start = position
    let end = index(of: UInt8(ascii: "\n"), from: start) ?? count
    position = end + 1
    return start..<end
  }

  /// Where a byte stands first, from a position on.
  package func index(of byte: UInt8, from start: Int) -> Int? {
    guard start < count else { return nil }
    return withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress,
        let found = memchr(base + start, CInt(byte), bytes.count - start)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  /// Where a byte stands last. Of a byte that is rare, for each of them is gone to.
  package func lastIndex(of byte: UInt8) -> Int? {
    var last: Int?
    while let next = index(of: byte, from: last.map { $0 + 1 } ?? 0) { last = next }
    return last
  }

  /// Whether these bytes are exactly that name.
  package func equals(_ name: StaticString) -> Bool {
    count == name.utf8CodeUnitCount && starts(with: name)
  }

  /// Whether these bytes begin with that name.
  package func starts(with name: StaticString) -> Bool {
    guard count >= name.utf8CodeUnitCount else { return false }
    return name.withUTF8Buffer { name in
      for position in 0..<name.count where self[position] != name[position] { return false }
      return true
    }
  }

  /// A copy of the bytes.
  package var array: [UInt8] {
    withUnsafeBufferPointer { Array($0) }
  }

  /// The bytes without white space at their end.
  package var trimmed: Range<Int> {
    var end = count
    while end > 0, self[end - 1].isSpace { end -= 1 }
    return 0..<end
  }
}

/// The number that these digits write, if 64 bits hold it.
private func checkedNumber(_ digits: Span<UInt8>) -> UInt64? {
  var value: UInt64 = 0
  for index in digits.indices {
    let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
    let (sum, carry) = tenfold.addingReportingOverflow(UInt64(digits[index] &- UInt8(ascii: "0")))
    if overflow || carry { return nil }
    value = sum
  }
  return value
}
