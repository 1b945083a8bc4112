/// What is said beside results, by the word that it begins with, and how that looks in colour.
package enum MessageKind: String, CaseIterable, Sendable {
  case error
  case warning
  case note

  /// `error:`
  package var label: String { "\(rawValue):" }

  /// The text in the kind's colour: red, yellow, cyan.
  package func coloured(_ text: String) -> String {
    switch self {
    case .error: "\u{1b}[1;31m\(text)\u{1b}[0m"
    case .warning: "\u{1b}[1;33m\(text)\u{1b}[0m"
    case .note: "\u{1b}[36m\(text)\u{1b}[0m"
    }
  }

  /// The line with its first word in colour, if that is the label of a kind.
  package static func colouring(_ line: String) -> String {
    for kind in allCases where line.hasPrefix(kind.label) {
      return kind.coloured(kind.label) + line.dropFirst(kind.label.count)
    }
    return line
  }
}
