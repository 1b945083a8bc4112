import QueryLanguage

/// A line being typed, asked about by Tab.
struct CompletionRequest {
  /// The whole line, also behind the cursor.
  let line: [UInt8]
  /// An offset into the line.
  let cursor: Int
}

/// The candidates for the word that begins at `start` and ends at the cursor.
struct Completion {
  /// An offset into the line; what stands from here to the cursor begins every candidate.
  let start: Int
  /// What may stand there, in the order in which it is listed.
  var candidates: [Candidate]

  /// What to put in place of the word at the cursor; nil where nothing is gained by it.
  func insertion(for word: [UInt8]) -> [UInt8]? {
    guard let first = candidates.first else { return nil }
    if candidates.count == 1 {
      let text = first.text + first.suffix
      return text == word ? nil : text
    }
    let shared = candidates.dropFirst().reduce(first.text) { commonPrefix($0, $1.text) }
    return shared.count > word.count && shared.goesOn(after: word) ? shared : nil
  }
}

extension [UInt8] {
  /// Whether it begins as the word does, in any case, or with a quote before that.
  fileprivate func goesOn(after word: [UInt8]) -> Bool {
    let quote = UInt8(ascii: "'")
    return [self[...], first == quote ? dropFirst() : self[...]].contains { text in
      text.prefix(word.count).elementsEqual(word) { $0.lowercased == $1.lowercased }
    }
  }
}

extension [Candidate] {
  /// Those that begin with the word, in any case.
  func beginning(with word: String) -> [Candidate] {
    let word = word.folded
    return filter { $0.label.folded.hasPrefix(word) }
  }

  /// Those that begin with the word; where none does, those that have it somewhere: `switches` finds
  /// `voluntary_switches`.
  func matching(_ word: String) -> [Candidate] {
    let found = beginning(with: word)
    guard found.isEmpty, word.utf8.count > 1 else { return found }
    let word = word.folded
    return filter { $0.label.folded.contains(word) }
  }

  /// Those that match the word, each once and by name; names that are another name for a column only
  /// where nothing else does.
  func fitting(_ word: String) -> [Candidate] {
    var seen: Set<String> = []
    let names = filter { !$0.isAlias }.beginning(with: word)
    let matching = names.isEmpty ? matching(word) : names
    let proper = matching.filter { !$0.isAlias }
    return (proper.isEmpty ? matching : proper)
      .filter { seen.insert($0.label).inserted }
      .sorted { $0.label < $1.label }
  }
}

/// One of the words that may stand at a place.
struct Candidate: Hashable {
  /// What is put into the line.
  let text: [UInt8]
  /// What follows it if there is no other choice: a space, a parenthesis, a quote.
  var suffix: [UInt8] = []
  /// What the list shows.
  let label: String
  /// Shown after the label where there is room: a type, a kind.
  var kind = ""
  /// One sentence.
  var summary = ""
  /// Another name for something that has one already.
  var isAlias = false

  init(_ text: String, suffix: String = "", kind: String = "", summary: String = "") {
    self.text = Array(text.utf8)
    self.suffix = Array(suffix.utf8)
    label = text
    self.kind = kind
    self.summary = summary
  }

  init(
    text: [UInt8], suffix: [UInt8] = [], label: String, kind: String = "", summary: String = ""
  ) {
    self.text = text
    self.suffix = suffix
    self.label = label
    self.kind = kind
    self.summary = summary
  }
}

/// The longest text that begins both, cut between characters.
private func commonPrefix(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
  var length = zip(left, right).prefix { $0 == $1 }.count
  while length > 0, length < left.count, left[length] & 0xc0 == 0x80 { length -= 1 }
  return Array(left[..<length])
}
