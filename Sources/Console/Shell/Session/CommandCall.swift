import QueryLanguage

/// A shell command as it was typed, split into words: `\r leaks user=root` is the name `r` and two
/// words.
struct CommandCall {
  /// The command's name, without its backslash.
  let name: String
  /// The arguments.
  let words: [Word]
  /// Where the backslash and the name stand, in the text that the line was cut from.
  let range: Range<Int>

  /// An argument: a run of bytes without space, or in quotes.
  struct Word {
    /// The argument, its quotes and backslashes resolved.
    let text: String
    /// Where it stands in the line.
    let range: Range<Int>
    /// The quote that is open at the end of the line.
    let openQuote: UInt8?
  }

  /// Nil where the line is none: it does not begin with a backslash. `offset`: where it begins in the
  /// text that it was cut from.
  init?(_ line: [UInt8], at offset: Int = 0) {
    var line = line[...]
    while let last = line.last, last.isSpace || last == UInt8(ascii: ";") { line.removeLast() }
    guard let start = line.firstIndex(where: { !$0.isSpace }), line[start] == UInt8(ascii: "\\")
    else { return nil }
    let end = line[start...].firstIndex(where: \.isSpace) ?? line.endIndex
    name = String(decoding: line[(start + 1)..<end], as: UTF8.self)
    words = Self.words(in: line[end...])
    range = (offset + start)..<(offset + end)
    lineStart = offset
  }

  private let lineStart: Int

  /// Where an argument stands, in the text that the line was cut from; nil where there is none.
  func range(ofWord index: Int) -> Range<Int>? {
    guard words.indices.contains(index) else { return nil }
    let word = words[index].range
    return (lineStart + word.lowerBound)..<(lineStart + word.upperBound)
  }

  /// The words of a command's arguments; a backslash takes the next byte as it is, outside of
  /// single quotes.
  static func words(in bytes: ArraySlice<UInt8>) -> [Word] {
    var words: [Word] = []
    var rest = bytes
    while true {
      rest = rest.drop(while: \.isSpace)
      guard !rest.isEmpty else { return words }
      words.append(takeWord(from: &rest))
    }
  }

  private static func takeWord(from rest: inout ArraySlice<UInt8>) -> Word {
    let start = rest.startIndex
    var text: [UInt8] = []
    var quote: UInt8?
    while let byte = rest.first, quote != nil || !byte.isSpace {
      rest = rest.dropFirst()
      if byte == quote {
        quote = nil
      } else if quote == nil, byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
        quote = byte
      } else if byte == UInt8(ascii: "\\"), quote != UInt8(ascii: "'"), let next = rest.first {
        text.append(next)
        rest = rest.dropFirst()
      } else {
        text.append(byte)
      }
    }
    return Word(
      text: String(decoding: text, as: UTF8.self), range: start..<rest.startIndex, openQuote: quote)
  }
}
