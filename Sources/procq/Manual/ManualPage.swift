/// The manual pages, each by the section of the manual that it stands in. They are made from the lists
/// that declare options, commands, sources and the rest.
enum ManualPage: String, CaseIterable {
  /// procq(1)
  case program = "1"
  /// procq(5)
  case language = "5"

  /// The page in mdoc.
  var text: String {
    switch self {
    case .program: Mdoc.programPage.text
    case .language: Mdoc.languagePage.text
    }
  }
}

extension Mdoc {
  /// The page of procq in this section.
  static func page(_ page: ManualPage, about: String) -> Mdoc {
    Mdoc("procq", section: page.rawValue, date: versionDate, about: about)
  }
}

extension String {
  /// As a sentence: with a capital, and a full stop unless it ends with a mark.
  var asSentence: String {
    guard let first, let last else { return self }
    return first.uppercased() + dropFirst() + (".!?…:".contains(last) ? "" : ".")
  }

  /// The lines of a query, none of them longer than this: broken at blanks outside of quotes.
  func broken(width: Int) -> [String] {
    split(separator: "\n").flatMap { Self.broken(String($0), width) }
  }

  private static func broken(_ line: String, _ width: Int) -> [String] {
    var lines: [String] = []
    var current = ""
    for word in words(of: line) {
      if !current.isEmpty, current.count + 1 + word.count > width {
        lines.append(current)
        current = "   "
      }
      current += (current.isEmpty ? "" : " ") + word
    }
    return lines + [current]
  }

  /// Split at blanks outside of quotes.
  private static func words(of line: String) -> [String] {
    var words = [""]
    var quote: Character?
    for character in line {
      if character == " ", quote == nil {
        words.append("")
      } else {
        words[words.count - 1].append(character)
        if character == quote {
          quote = nil
        } else if quote == nil, character == "'" || character == "\"" {
          quote = character
        }
      }
    }
    return words
  }
}
