import QueryLanguage

/// A line of a drawing, with its remark two blanks or more behind it, in lines of so many columns.
/// Where it is wider, the remark stands below, and what is wider still is broken between words; the
/// branches go on beside them.
func folded(_ line: String, width: Int) -> [String] {
  guard displayWidth(of: line) > width else { return [line] }
  let (drawing, remark) = parted(line)
  let branches = String(drawing.prefix { branchCharacters.contains($0) })
  let further = String(branches.map(continued)) + "  "
  func broken(_ text: String, after start: String) -> [String] {
    let room = width - displayWidth(of: further)
    return displayWidth(of: start + text) <= width ? [text] : wrapped(text, width: room)
  }
  let text = broken(String(drawing.dropFirst(branches.count)), after: branches)
  let below = text.dropFirst() + (remark.isEmpty ? [] : broken(remark, after: further))
  return [branches + (text.first ?? "")] + below.map { further + $0 }
}

private let branchCharacters: Set<Character> = [" ", "│", "├", "└", "─"]

/// What stands below a character of a branch.
private func continued(_ character: Character) -> Character {
  character == "│" || character == "├" ? "│" : " "
}

/// The line up to its last gap of two blanks or more, and what follows; a line without one has no
/// remark.
private func parted(_ line: String) -> (drawing: String, remark: String) {
  let characters = Array(line)
  for index in characters.indices.reversed().dropLast(2)
  where characters[index] != " " && characters[index - 1] == " " && characters[index - 2] == " " {
    let drawing = characters[..<index].reversed().drop { $0 == " " }.reversed()
    // Blanks that the line begins with part nothing.
    if drawing.allSatisfy(branchCharacters.contains) { break }
    return (String(drawing), String(characters[index...]))
  }
  return (line, "")
}
