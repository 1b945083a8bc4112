import QueryLanguage

/// Finds what speaks of a word: columns, functions and sources, by what their names, aliases and
/// sentences say.
struct HelpSearch {
  private let words: [String]

  /// How many are shown, the best.
  private static let most = 40

  init(_ words: [String]) {
    self.words = words.flatMap { $0.folded.split(separator: " ") }.map(String.init)
  }

  /// What speaks of all the words, the best match first. What several sources have alike is told of the
  /// first of them.
  func found(in topics: [HelpTopics.Topic]) -> [HelpTopics.Topic] {
    var known: Set<[String]> = []
    return topics.filter { known.insert([$0.name, $0.summary]).inserted }.enumerated()
      .compactMap { place, topic in rank(of: topic).map { (rank: $0, place: place, topic: topic) } }
      .sorted { ($0.rank, $0.place) < ($1.rank, $1.place) }
      .map(\.topic)
  }

  /// A line for each, or more where it must be broken.
  static func lines(_ topics: [HelpTopics.Topic], width: Int?) -> [String] {
    let shown = topics.prefix(most)
    let kindWidth = shown.map { $0.shortKind.utf8.count }.max() ?? 0
    let nameWidth = shown.map { displayWidth(of: $0.name) }.max() ?? 0
    let entries = shown.map { topic in
      let gap = padding(nameWidth - displayWidth(of: topic.name) + TableLayout.gap)
      let end = padding(kindWidth - topic.shortKind.utf8.count)
      return (name: topic.name + gap + topic.shortKind + end, meaning: topic.summary)
    }
    let isNarrow = width.map { $0 < DefinitionList.narrow } ?? false
    let lines =
      isNarrow
      ? DefinitionList.lines(
        shown.map { ("\($0.name)  \($0.shortKind)", $0.summary) }, margin: "", width: width)
      : DefinitionList.lines(entries, margin: "", width: width)
    let rest = topics.count - shown.count
    return lines + (rest > 0 ? ["… and \(rest) more"] : [])
  }

  /// How well it matches, 0 the best; nil where some word is not there.
  private func rank(of topic: HelpTopics.Topic) -> Int? {
    var worst = 0
    for word in words {
      guard let rank = rank(of: word, in: topic) else { return nil }
      worst = max(worst, rank)
    }
    guard !words.isEmpty else { return nil }
    return topic.isAboutRows ? worst : worst + 6
  }

  private func rank(of word: String, in topic: HelpTopics.Topic) -> Int? {
    let names = [topic.name] + topic.otherNames
    if topic.name.parts.contains(where: { $0.means(word) }) { return 0 }
    if topic.otherNames.contains(where: { $0.parts.contains { $0.means(word) } }) { return 1 }
    if topic.group == word || topic.summary.parts.contains(where: { $0.means(word) }) { return 2 }
    if names.contains(where: { $0.parts.contains { $0.begins(with: word) } }) { return 3 }
    if topic.summary.parts.contains(where: { $0.begins(with: word) }) { return 4 }
    return word.utf8.count > 2 && names.contains { $0.folded.contains(word) } ? 5 : nil
  }
}

extension HelpTopics.Topic {
  /// Whether it is what is asked, and not a word to ask it with.
  fileprivate var isAboutRows: Bool {
    !(form != nil || ["keyword", "constant", "command"].contains(shortKind))
      || shortKind == "aggregate"
  }
}

extension String {
  /// Its words, folded: `local_port` is `local` and `port`.
  fileprivate var parts: [String] {
    folded.utf8.split { !$0.isLetterOrDigit }.map { String(decoding: Array($0), as: UTF8.self) }
  }

  /// Whether it is the word, or more or fewer of the same.
  fileprivate func means(_ word: String) -> Bool {
    self == word || self == word + "s" || self + "s" == word
  }

  /// Whether the word is the beginning of it, and long enough to say something.
  fileprivate func begins(with word: String) -> Bool {
    word.utf8.count > 1 && hasPrefix(word)
  }
}
