import QueryLanguage

/// A shell command as it was typed, split into words: `\r leaks user=root` is the name `r` and two
/// words.
struct CommandCall {
  /// The command's name, without its backslash.
  let name: String
  /// What follows the name, as it was typed.
  private let rest: [UInt8]
  /// Where the backslash and the name stand in the line, or in the text that the line was cut from.
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
    let call = Self.withoutEnd(line[...])
    guard let start = call.firstIndex(where: { !$0.isSpace }), call[start] == UInt8(ascii: "\\")
    else { return nil }
    let end = Self.endOfName(in: call, from: start + 1)
    name = String(decoding: call[(start + 1)..<end], as: UTF8.self)
    rest = Array(line[end...])
    range = (offset + start)..<(offset + end)
  }

  /// A command that is written as a word alone on a line: `exit`, `HELP;`. Nil where the line is none.
  init?(word line: [UInt8], at offset: Int = 0) {
    let line = Self.withoutEnd(line[...])
    guard let start = line.firstIndex(where: { !$0.isSpace }) else { return nil }
    let word = String(decoding: line[start...], as: UTF8.self).folded
    guard let command = ShellCommand.all.first(where: { $0.words.contains(word) }) else {
      return nil
    }
    name = command.name
    rest = []
    range = (offset + start)..<(offset + line.endIndex)
  }

  /// A semicolon at the end is one of habit.
  private static func withoutEnd(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var line = line
    while let last = line.last, last.isSpace || last == UInt8(ascii: ";") { line.removeLast() }
    return line
  }

  /// A name ends at a space; a `!` is one by itself, and a `|` begins a command of the system.
  static func endOfName(in line: ArraySlice<UInt8>, from start: Int) -> Int {
    guard start < line.endIndex, line[start] != UInt8(ascii: "!") else {
      return min(start + 1, line.endIndex)
    }
    return line[start...].firstIndex { $0.isSpace || $0 == UInt8(ascii: "|") } ?? line.endIndex
  }

  /// Where an argument stands, in the text that the line was cut from; nil where there is none.
  func range(ofWord index: Int) -> Range<Int>? {
    let words = words
    guard words.indices.contains(index) else { return nil }
    let word = words[index].range
    return (range.upperBound + word.lowerBound)..<(range.upperBound + word.upperBound)
  }

  /// The arguments.
  var words: [Word] { Self.words(in: Self.withoutEnd(rest[...])) }

  /// The arguments as this command takes them: words, of which one that begins with `|` is a command
  /// of the system as far as the line goes; or the rest of the line as one.
  func arguments(of command: ShellCommand) -> [String] {
    let words = words
    if command.arguments == [.shellLine] { return words.isEmpty ? [] : [text(rest)] }
    let pipe = words.firstIndex { $0.text.hasPrefix("|") }
    guard let pipe, command.arguments.contains(.destination) else { return words.map(\.text) }
    return words[..<pipe].map(\.text) + [text(rest[words[pipe].range.lowerBound...])]
  }

  private func text(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: Array(bytes).trimmed, as: UTF8.self)
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
