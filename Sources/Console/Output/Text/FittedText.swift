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

/// A note's line broken to this width; what is no note stays one.
func wrappedNote(_ line: String, width: Int?) -> [String] {
  let label = "note: "
  guard width != nil, line.hasPrefix(label) else { return [line] }
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
