/// The text behind its label, broken between words into lines of so many columns; further lines
/// begin where the text does. Nil: there is no limit.
package func wrapped(_ text: String, after label: String = "", width: Int?) -> [String] {
  let indent = displayWidth(of: label)
  // Too little room to read is none.
  guard let width, width - indent >= 16 else { return [label + text] }
  let blanks = String(repeating: " ", count: indent)
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
  return lines.enumerated().map { ($0.offset == 0 ? label : blanks) + $0.element }
}
