import Glibc
import QueryLanguage

/// Carries the words of the command line through a parser of strings, byte for byte.
///
/// The library that parses options knows strings only, and a string cannot hold bytes that are no
/// UTF-8. So each such byte travels as a stand-in, a character of a private-use area; a word that
/// holds one of those characters itself sends its bytes the same way, so nothing is mistaken.
enum ArgumentBytes {
  /// The words after the program's own name, as the system handed them over.
  static var words: [[UInt8]] {
    UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc))
      .dropFirst()
      .compactMap { $0.map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) } }
  }

  /// The word as a string; `bytes(of:)` gives back its very bytes.
  static func string(for word: [UInt8]) -> String {
    var scalars = String.UnicodeScalarView()
    var rest = word[...]
    while !rest.isEmpty {
      let character = rest.prefix(UTF8Scalar.length(at: rest))
      if isLiteral(character, in: word), let scalar = scalar(of: character) {
        scalars.append(scalar)
      } else {
        scalars.append(contentsOf: character.compactMap(standIn))
      }
      rest = rest[character.endIndex...]
    }
    return String(scalars)
  }

  /// The bytes that a string, or a part of it, stands for.
  static func bytes(of string: some StringProtocol) -> [UInt8] {
    string.unicodeScalars.flatMap { scalar in
      byte(behind: scalar).map { [$0] } ?? Array(String(scalar).utf8)
    }
  }

  /// In a word of short options (`-e"select pid where ppid = 1"`) only the third character can
  /// part a name from its value by `=`; any other belongs to the value.
  private static func isLiteral(_ character: ArraySlice<UInt8>, in word: [UInt8]) -> Bool {
    guard character.first == UInt8(ascii: "="), character.startIndex > 2 else { return true }
    return word[0] != UInt8(ascii: "-") || word[1] == UInt8(ascii: "-")
  }

  private static func scalar(of character: ArraySlice<UInt8>) -> Unicode.Scalar? {
    let scalar = UTF8Scalar.value(of: character).flatMap(Unicode.Scalar.init)
    return scalar.flatMap { byte(behind: $0) == nil ? $0 : nil }
  }

  /// U+10FE00 and the byte.
  private static func standIn(for byte: UInt8) -> Unicode.Scalar? {
    Unicode.Scalar(firstStandIn + UInt32(byte))
  }

  private static func byte(behind scalar: Unicode.Scalar) -> UInt8? {
    scalar.value < firstStandIn ? nil : UInt8(exactly: scalar.value - firstStandIn)
  }

  private static let firstStandIn: UInt32 = 0x10_FE00
}
