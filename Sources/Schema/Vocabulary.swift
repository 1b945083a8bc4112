/// What is known of values beyond their type: what texts, or the elements of a list of texts, are
/// taken from, and how numbers are to be read. It goes with the type of an expression: through names,
/// queries and branches. Indirect, since each column that is copied holds one or none.
package indirect enum Vocabulary: Hashable, Sendable {
  /// These words and no others: procq makes them itself. What has no name is its number.
  case closed([String], synonyms: [Synonym] = [])
  /// These words, and others that a newer kernel adds.
  case open([String], synonyms: [Synonym] = [])
  /// Whatever the machine calls its users and groups.
  case names
  /// No words but numbers, which people read in this way.
  case numbers(NumberSense)

  /// How numbers are read.
  package enum NumberSense: Hashable, Sendable {
    /// Hundredths of a whole.
    case percent
    /// Times of readings, which may follow each other within a second.
    case readingTimes
    /// Whole numbers of bytes.
    case bytes
    /// Of a map the entries of these keys are bytes, the others counts.
    case bytesOf([String])
  }

  /// Of an entry of such a map.
  package func ofEntry(_ key: String) -> Vocabulary? {
    guard case .numbers(.bytesOf(let keys)) = self, keys.contains(key) else { return nil }
    return .numbers(.bytes)
  }

  /// Of shares in percent.
  package static let percent = Vocabulary.numbers(.percent)

  /// How its numbers are read; nil of words.
  package var numberSense: NumberSense? {
    if case .numbers(let sense) = self { sense } else { nil }
  }

  /// A word of another program, or of the kernel's headers: ps's `Z`.
  package struct Synonym: Hashable, Sendable {
    /// As the other program writes it.
    package let word: String
    /// The word of the vocabulary that means the same; empty where none does.
    package let meaning: String
    /// What else is to be said of it.
    package let remark: String?

    /// A word that is written so elsewhere.
    package init(_ word: String, _ meaning: String, _ remark: String? = nil) {
      self.word = word
      self.meaning = meaning
      self.remark = remark
    }
  }

  /// In the order in which they are shown; none of names.
  package var words: [String] {
    switch self {
    case .closed(let words, _), .open(let words, _): words
    case .names, .numbers: []
    }
  }

  /// What others call what the words stand for.
  package var synonyms: [Synonym] {
    switch self {
    case .closed(_, let synonyms), .open(_, let synonyms): synonyms
    case .names, .numbers: []
    }
  }

  /// Of a value that is taken from either; nil where that says nothing.
  package func joined(with other: Vocabulary) -> Vocabulary? {
    if self == other { return self }
    switch (self, other) {
    case (.names, _), (_, .names), (.numbers, _), (_, .numbers): return nil
    case (.closed, .closed):
      return .closed(words(and: other.words), synonyms: synonyms + other.synonyms)
    case (.closed, .open), (.open, .closed), (.open, .open):
      return .open(words(and: other.words), synonyms: synonyms + other.synonyms)
    }
  }

  /// The same, and these words too.
  package func adding(_ words: [String]) -> Vocabulary {
    switch self {
    case .closed(_, let synonyms): .closed(self.words(and: words), synonyms: synonyms)
    case .open(_, let synonyms): .open(self.words(and: words), synonyms: synonyms)
    case .names, .numbers: self
    }
  }

  private func words(and others: [String]) -> [String] {
    words + others.filter { !words.contains($0) }
  }

  /// Whether a text may come. What has no name is shown by its number, so that any number may.
  package func holds(_ text: [UInt8]) -> Bool {
    switch self {
    case .names, .numbers: true
    case .closed, .open:
      words.contains(String(decoding: text, as: UTF8.self)) || Self.isNumber(text)
    }
  }

  private static func isNumber(_ text: [UInt8]) -> Bool {
    for byte in text where byte < UInt8(ascii: "0") || byte > UInt8(ascii: "9") { return false }
    return !text.isEmpty
  }
}
