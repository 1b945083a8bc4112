import QueryLanguage

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
