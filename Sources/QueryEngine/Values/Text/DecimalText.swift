extension [UInt8] {
  /// The digits of a number, without a detour over a string.
  package mutating func appendDecimal(_ number: some FixedWidthInteger) {
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var rest = UInt64(number.magnitude)
    var first = 20
    repeat {
      first -= 1
      digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    if number < 0 { append(UInt8(ascii: "-")) }
    digits.span.extracting(first..<20).withUnsafeBufferPointer { append(contentsOf: $0) }
  }

  /// The bytes of a text that the program itself holds.
  package mutating func append(_ text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
