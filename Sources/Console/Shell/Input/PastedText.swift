/// What a terminal sends between the brackets of a paste.
enum PastedText {
  /// The text as it is put into the line: newlines as LF, tabs kept, no other control and nothing
  /// that is no UTF-8, and no empty lines at its end, which would only hide that Enter is wanted.
  static func cleaned(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    var afterReturn = false
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      let isSecondHalf = afterReturn && scalar == "\n"
      afterReturn = scalar == "\r"
      if isSecondHalf { continue }
      switch scalar.value {
      case 0x0d: text.append(UInt8(ascii: "\n"))
      case 0x09, 0x0a: text.append(UInt8(scalar.value))
      case ..<0x20, 0x7f...0x9f, 0xfffd: continue
      default: text.append(contentsOf: UTF8.encode(scalar) ?? .init())
      }
    }
    while text.last == UInt8(ascii: "\n") { text.removeLast() }
    return text
  }
}
