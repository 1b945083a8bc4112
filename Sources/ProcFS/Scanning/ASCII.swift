// What single bytes of the kernel's texts are.

extension UInt8 {
  /// A blank, a tab, or what ends a line.
  var isSpace: Bool { self == UInt8(ascii: " ") || self &- 9 < 5 }

  var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }

  /// Nil of what is no hexadecimal digit, in either case.
  var hexadecimalValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  /// A digit, or a small letter that is one in hexadecimal.
  var isSmallHexadecimal: Bool { isDigit || self &- UInt8(ascii: "a") < 6 }
}

/// The decimal digits of a number.
func decimalDigits(_ number: some BinaryInteger) -> [UInt8] { Array(String(number).utf8) }
