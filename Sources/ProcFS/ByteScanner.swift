// Scanning bytes: fields, numbers and lines of the kernel's texts. Nothing here makes a string,
// and nothing traps: what is not there is nil, and a number out of range is none.

extension Span where Element == UInt8 {
  /// Moves past spaces and tabs.
  package func skipBlanks(_ position: inout Int) {
    while position < count,
      self[position] == UInt8(ascii: " ") || self[position] == UInt8(ascii: "\t")
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
    var overflows = false
    while end < count, case let digit = self[end] &- UInt8(ascii: "0"), digit < 10 {
      let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tenfold.addingReportingOverflow(UInt64(digit))
      overflows = overflows || overflow || carry
      value = sum
      end += 1
    }
    guard end > start, !overflows else { return nil }
    position = end
    return value
  }

  /// The decimal number after blanks, which may have a sign.
  package func takeSignedNumber(_ position: inout Int) -> Int64? {
    var start = position
    skipBlanks(&start)
    let isNegative = start < count && self[start] == UInt8(ascii: "-")
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
    while end < count, let digit = hexadecimalDigit(self[end]) {
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
    while position < count, !isSpace(self[position]) { position += 1 }
    return position > start ? start..<position : nil
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
    var position = start
    while position < count {
      if self[position] == byte { return position }
      position += 1
    }
    return nil
  }

  /// Where a byte stands last.
  package func lastIndex(of byte: UInt8) -> Int? {
    var position = count
    while position > 0 {
      position -= 1
      if self[position] == byte { return position }
    }
    return nil
  }

  /// Whether these bytes are exactly that name.
  package func equals(_ name: StaticString) -> Bool {
    count == name.utf8CodeUnitCount && starts(with: name)
  }

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
    while end > 0, isSpace(self[end - 1]) { end -= 1 }
    return 0..<end
  }
}

private func isSpace(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: " ") || (9...13).contains(byte)
}

private func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}
