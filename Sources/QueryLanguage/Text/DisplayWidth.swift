/// How many cells of a terminal a text takes: 2 for a wide East Asian character or an emoji, 0
/// for combining marks and what shows nothing, 1 for the rest; a byte that is no UTF-8 is 1, a
/// control 0 (what is shown has neither: see `visible`).
package func displayWidth(of text: some Collection<UInt8>) -> Int {
  text.withContiguousStorageIfAvailable(displayWidth(in:))
    ?? Array(text).withUnsafeBufferPointer(displayWidth(in:))
}

private func displayWidth(in text: UnsafeBufferPointer<UInt8>) -> Int {
  var width = 0
  var index = text.startIndex
  while index != text.endIndex {
    let byte = text[index]
    if byte < 0x80 {
      width += byte >= 0x20 && byte != 0x7F ? 1 : 0
      index = text.index(after: index)
    } else {
      let scalar = text[index...].prefix(UTF8Scalar.length(at: text[index...]))
      width += UTF8Scalar.value(of: scalar).flatMap(Unicode.Scalar.init)?.displayWidth ?? 1
      index = scalar.endIndex
    }
  }
  return width
}

/// How many columns of a terminal a text takes.
package func displayWidth(of text: String) -> Int {
  displayWidth(of: text.utf8)
}

extension Unicode.Scalar {
  /// How many cells of a terminal the scalar takes. Only what is wide needs a table of its own:
  /// the categories come with the language.
  fileprivate var displayWidth: Int {
    if value < 0x300 { return value == 0xAD || value >= 0xA0 ? 1 : 0 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    case _ where isMedialJamo: return 0
    case _: return isWide ? 2 : 1
    }
  }

  /// The vowels and final consonants that join the Hangul syllable before them.
  private var isMedialJamo: Bool {
    (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value)
  }

  private var isWide: Bool {
    var candidates = wideRanges[...]
    while let middle = candidates.indices.midpoint {
      let range = candidates[middle]
      if range.contains(value) { return true }
      candidates = value < range.lowerBound ? candidates[..<middle] : candidates[(middle + 1)...]
    }
    return false
  }
}

extension Range<Int> {
  fileprivate var midpoint: Int? { isEmpty ? nil : lowerBound + count / 2 }
}

/// East Asian Width W and F of the Unicode data, in order; what is not assigned between two wide
/// characters counts as wide, for it will be.
private let wideRanges: [ClosedRange<UInt32>] = [
  0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x23F0...0x23F0,
  0x23F3...0x23F3, 0x25FD...0x25FE, 0x2614...0x2615, 0x2648...0x2653, 0x267F...0x267F,
  0x2693...0x2693, 0x26A1...0x26A1, 0x26AA...0x26AB, 0x26BD...0x26BE, 0x26C4...0x26C5,
  0x26CE...0x26CE, 0x26D4...0x26D4, 0x26EA...0x26EA, 0x26F2...0x26F3, 0x26F5...0x26F5,
  0x26FA...0x26FA, 0x26FD...0x26FD, 0x2705...0x2705, 0x270A...0x270B, 0x2728...0x2728,
  0x274C...0x274C, 0x274E...0x274E, 0x2753...0x2755, 0x2757...0x2757, 0x2795...0x2797,
  0x27B0...0x27B0, 0x27BF...0x27BF, 0x2B1B...0x2B1C, 0x2B50...0x2B50, 0x2B55...0x2B55,
  0x2E80...0x303E, 0x3041...0x3247, 0x3250...0x4DBF, 0x4E00...0xA4C6, 0xA960...0xA97C,
  0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60,
  0xFFE0...0xFFE6, 0x16FE0...0x1B2FB, 0x1F004...0x1F004, 0x1F0CF...0x1F0CF, 0x1F18E...0x1F18E,
  0x1F191...0x1F19A, 0x1F200...0x1F320, 0x1F32D...0x1F335, 0x1F337...0x1F37C, 0x1F37E...0x1F393,
  0x1F3A0...0x1F3CA, 0x1F3CF...0x1F3D3, 0x1F3E0...0x1F3F0, 0x1F3F4...0x1F3F4, 0x1F3F8...0x1F43E,
  0x1F440...0x1F440, 0x1F442...0x1F4FC, 0x1F4FF...0x1F53D, 0x1F54B...0x1F54E, 0x1F550...0x1F567,
  0x1F57A...0x1F57A, 0x1F595...0x1F596, 0x1F5A4...0x1F5A4, 0x1F5FB...0x1F64F, 0x1F680...0x1F6C5,
  0x1F6CC...0x1F6CC, 0x1F6D0...0x1F6D2, 0x1F6D5...0x1F6DF, 0x1F6EB...0x1F6EF, 0x1F6F4...0x1F6FF,
  0x1F7E0...0x1F7F0, 0x1F90C...0x1F93A, 0x1F93C...0x1F945, 0x1F947...0x1F9FF, 0x1FA70...0x1FAFF,
  0x20000...0x3FFFD,
]
