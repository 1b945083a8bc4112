import QueryLanguage
import Schema
import Values

// What the binder has to say of words that a value never is, and of names that are likely meant
// otherwise.

extension Diagnostic {
  /// `like '*x*'`: a warning.
  static func signsOfAnotherPattern(
    _ operation: BinaryOperator, _ text: Text, at range: SourceRange, hint: String
  ) -> Diagnostic {
    .warning(
      "'\(operation.spelling)' takes \(quote(text.bytes)) letter by letter", at: range,
      hint: hint)
  }

  /// A value is compared with a text that it never is.
  static func neverSo(
    _ subject: Operand, _ text: Text, at range: SourceRange, hint: String?
  ) -> Diagnostic {
    let never = subject.bound.type.isList ? "never holds" : "is never"
    return Diagnostic("\(subject.title) \(never) \(quote(text.bytes))", at: range, hint: hint)
  }

  /// A value is compared with a text that it is not known to be.
  static func hardlySo(
    _ subject: Operand, _ text: Text, at range: SourceRange, hint: String?
  ) -> Diagnostic {
    let known = subject.bound.type.isList ? "is not known to hold" : "is not known to be"
    return .warning("\(subject.title) \(known) \(quote(text.bytes))", at: range, hint: hint)
  }

  /// A column is compared with the names of users, and has the name of one.
  static func bareName(_ name: String, at range: SourceRange) -> Diagnostic {
    .warning(
      "\(quote(name)) is a column here, not the name", at: range,
      hint: "text stands in quotes: '\(visible(name))'")
  }

  /// Text in quotes is the name of something, which is had as the hint says.
  static func quotedName(_ name: [UInt8], at range: SourceRange, hint: String) -> Diagnostic {
    .warning("\(quote(name)) is text", at: range, hint: hint)
  }

  /// How what `as` has named is had.
  static func givenName(_ name: String) -> String {
    let written = visible(Name(name, at: .nowhere).asAnyName)
    return "the name stands \(name.isName ? "without quotes" : "in backticks"): \(written)"
  }

  /// How the column is had whose name stands in quotes.
  static func columnWithoutQuotes(_ name: [UInt8]) -> String {
    "the column stands without quotes: \(visible(name))"
  }
}

extension Operand {
  /// As a message begins with it: what was written in quotes.
  fileprivate var title: String { syntax == nil ? text : Diagnostic.quote(text) }
}

// MARK: - What is meant

extension Vocabulary {
  /// What to say to who wrote a word that is none of these: the word that is likely meant, else all
  /// there are.
  func hint(for text: Text, insteadOf subject: Operand) -> String? {
    if text.bytes.isEmpty { return Diagnostic.didYouMean("\(subject.text) is null") }
    let word = String(decoding: text.bytes.prefix(Self.longestWord), as: UTF8.self)
    if let synonym = synonym(of: word) {
      let meant = synonym.meaning.isEmpty ? nil : Diagnostic.didYouMean(synonym.meaning)
      return [meant, synonym.remark].compactMap(\.self).joined(separator: " ")
    }
    if let near = near(to: word) { return Diagnostic.didYouMean(near) }
    guard case .closed = self else { return nil }
    return (subject.bound.type.isList ? "it holds " : "it is ") + Diagnostic.alternatives(words)
  }

  /// The word that is likely meant by one that is none of these.
  func wordMeant(by text: Text) -> String? {
    let word = String(decoding: text.bytes.prefix(Self.longestWord), as: UTF8.self)
    return synonym(of: word)?.meaning ?? near(to: word)
  }

  /// Nobody means a word by a longer one.
  private static let longestWord = 64

  /// As other programs write it: in their own letters, if one does.
  private func synonym(of word: String) -> Synonym? {
    if let own = synonyms.first(where: { $0.word == word }) { return own }
    let letters = word.lettersAlone
    if words.contains(where: { $0.lettersAlone == letters }) { return nil }
    return synonyms.first { $0.word.lettersAlone == letters }
  }

  /// The word that differs in case or separators alone, or by a prefix as in `AF_INET`; that begins
  /// or ends so and no other; or that is spelt nearly so.
  private func near(to word: String) -> String? {
    let letters = word.lettersAlone
    let tail = word.drop { $0.isLetter || $0.isNumber }.dropFirst().description.lettersAlone
    for known in [letters, tail] where !known.isEmpty {
      if let same = words.first(where: { $0.lettersAlone == known }) { return same }
    }
    return only { $0.hasPrefix(letters) && letters.utf8.count > 2 }
      ?? only { $0.hasSuffix(letters) && letters.utf8.count > 2 }
      ?? suggestion(for: word, among: words)
  }

  /// The one word whose letters are such.
  private func only(_ isWanted: (String) -> Bool) -> String? {
    let wanted = words.filter { isWanted($0.lettersAlone) }
    return wanted.count == 1 ? wanted[0] : nil
  }
}

extension String {
  /// Its letters and digits in lower case: the same however words are separated. A plus is kept,
  /// since it tells modes of files apart.
  fileprivate var lettersAlone: String {
    String(
      decoding: folded.utf8.filter { $0.isLetterOrDigit || $0 == UInt8(ascii: "+") },
      as: UTF8.self)
  }
}
