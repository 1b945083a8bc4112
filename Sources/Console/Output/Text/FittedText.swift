import QueryLanguage

/// The text behind its label, broken between words into lines of so many columns; further lines
/// begin where the text does. Nil: there is no limit.
package func wrapped(_ text: String, after label: String = "", width: Int?) -> [String] {
  let indent = displayWidth(of: label)
  // Too little room to read is none.
  guard let width, width - indent >= 16 else { return [label + text] }
  var lines: [String] = []
  var line = ""
  for word in text.split(separator: " ") {
    if !line.isEmpty, displayWidth(of: line) + 1 + displayWidth(of: word.utf8) > width - indent {
      lines.append(line)
      line = ""
    }
    line += (line.isEmpty ? "" : " ") + word
  }
  lines.append(line)
  return lines.enumerated().map { ($0.offset == 0 ? label : padding(indent)) + $0.element }
}

/// A note's, a warning's or an error's line, broken to this width where it is wider; what is none of
/// them stays as it is, as does a message with the line that it is about.
func wrappedMessage(_ line: String, width: Int?) -> [String] {
  guard let width, !line.utf8.contains(UInt8(ascii: "\n")), displayWidth(of: line) > width,
    let kind = MessageKind.allCases.first(where: { line.hasPrefix($0.label + " ") })
  else { return [line] }
  let label = kind.label + " "
  return wrapped(String(line.dropFirst(label.count)), after: label, width: width)
}

/// So many blanks; none for a negative count.
func padding(_ width: Int) -> String { String(repeating: " ", count: max(width, 0)) }

/// The text, ended with `…` where it is wider.
func cut(_ text: String, toWidth width: Int) -> String {
  if displayWidth(of: text) <= width { return text }
  var shown = ""
  var rest = max(width - 1, 0)
  for character in text {
    rest -= displayWidth(of: String(character))
    if rest < 0 { break }
    shown.append(character)
  }
  return shown + "…"
}
