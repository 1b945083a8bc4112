// Whole fields: where the scanner takes what it can, these ask that nothing else stands there.

extension Span where Element == UInt8 {
  /// Where the words stand that blanks separate.
  var fields: [Range<Int>] {
    var fields: [Range<Int>] = []
    var position = 0
    while let field = takeWord(&position) { fields.append(field) }
    return fields
  }

  /// All of it as a decimal number; nil if anything else stands here, or it passes 64 bits.
  var exactNumber: UInt64? {
    var position = 0
    guard first != UInt8(ascii: " "), first != UInt8(ascii: "\t") else { return nil }
    guard let number = takeNumber(&position), position == count else { return nil }
    return number
  }

  /// All of it as a hexadecimal number without a prefix; nil as above.
  var exactHexadecimal: UInt64? {
    var position = 0
    guard first != UInt8(ascii: " "), first != UInt8(ascii: "\t") else { return nil }
    guard let number = takeHexadecimal(&position), position == count else { return nil }
    return number
  }

  /// All of it as an octal number; nil as above.
  var exactOctal: UInt64? {
    guard !isEmpty else { return nil }
    var value: UInt64 = 0
    for index in indices {
      guard self[index] >= UInt8(ascii: "0"), self[index] <= UInt8(ascii: "7") else { return nil }
      guard value >> 61 == 0 else { return nil }
      value = value << 3 | UInt64(self[index] - UInt8(ascii: "0"))
    }
    return value
  }

  /// Nanoseconds, of `123.45`.
  var nanosecondsOfSeconds: Int64? {
    var position = 0
    guard let seconds = takeNumber(&position).flatMap(Ticks.init)?.nanoseconds(perSecond: 1) else {
      return nil
    }
    guard takes(UInt8(ascii: "."), &position) else { return seconds }
    var unit: Int64 = 100_000_000
    var fraction: Int64 = 0
    while position < count, case let digit = self[position] &- UInt8(ascii: "0"), digit < 10 {
      fraction += Int64(digit) * unit
      unit /= 10
      position += 1
    }
    let (sum, overflow) = seconds.addingReportingOverflow(fraction)
    return overflow ? nil : sum
  }

  /// Moves past this byte if it stands here.
  func takes(_ byte: UInt8, _ position: inout Int) -> Bool {
    guard position < count, self[position] == byte else { return false }
    position += 1
    return true
  }

  var first: UInt8? { isEmpty ? nil : self[0] }

  func ends(with suffix: StaticString) -> Bool {
    guard count >= suffix.utf8CodeUnitCount else { return false }
    return extracting((count - suffix.utf8CodeUnitCount)...).equals(suffix)
  }

  /// The bytes with every backslash and three octal digits made the byte that they stand for, as
  /// the files of mounts escape blanks, line ends and backslashes.
  var unescapingOctal: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    var index = 0
    while index < count {
      if self[index] == UInt8(ascii: "\\"), index + 3 < count,
        let byte = extracting((index + 1)..<(index + 4)).exactOctal, byte < 256
      {
        bytes.append(UInt8(byte))
        index += 4
      } else {
        bytes.append(self[index])
        index += 1
      }
    }
    return bytes
  }
}
