/// A manual page as it is written: text in mdoc, the language of mandoc and of groff.
struct Mdoc {
  private var lines: [String]
  /// Something stands in this section already that a paragraph is to be set off from.
  private var hasText = false

  /// The lines, ready to be printed.
  var text: String { lines.joined(separator: "\n") }

  /// Begins the page of a name in a section of the manual.
  init(_ name: String, section: String, date: String, about: String) {
    lines = [
      ".Dd \(date)", ".Dt \(name.uppercased()) \(section)", ".Os", ".Sh NAME", ".Nm \(name)",
      ".Nd \(about)",
    ]
  }

  /// Begins a section.
  mutating func section(_ title: String) {
    lines.append(".Sh \(title)")
    hasText = false
  }

  /// Begins a part of a section.
  mutating func subsection(_ title: String) {
    lines.append(".Ss \(Self.argument(title))")
    hasText = false
  }

  /// One line of macros, as it is.
  mutating func macro(_ line: String) {
    lines.append(".\(line)")
    hasText = true
  }

  /// A paragraph; what stands in backticks is code.
  mutating func paragraph(_ text: String) {
    if hasText { lines.append(".Pp") }
    lines += Self.filled(text)
    hasText = true
  }

  /// Text that goes on with the line before it.
  mutating func paragraphContinued(_ text: String) {
    lines += Self.filled(text)
    hasText = true
  }

  /// Lines that stay as they are.
  mutating func display(_ code: [String]) {
    lines.append(".Bd -literal -offset indent")
    lines += code.map { Self.asText(Self.escaped($0, isCode: true)) }
    lines.append(".Ed")
    hasText = true
  }

  /// Terms, and beside each what is to be said of it.
  mutating func list(_ entries: [Entry], width: Int, isCompact: Bool = false) {
    if isCompact, hasText { lines.append(".Pp") }
    let compact = isCompact ? " -compact" : ""
    lines.append(".Bl -tag -width \(String(repeating: "x", count: width))\(compact)")
    for entry in entries {
      lines.append(".It \(entry.term)")
      hasText = false
      for text in entry.texts { paragraph(text) }
      if !entry.example.isEmpty { display(entry.example) }
    }
    lines.append(".El")
    hasText = true
  }

  /// Something that is explained.
  struct Entry {
    /// In mdoc.
    let term: String
    /// A paragraph each.
    let texts: [String]
    /// Lines of a display behind them.
    let example: [String]

    /// A term that is written as it stands.
    init(_ code: String, _ texts: String..., example: [String] = []) {
      self.init(term: "Ic \(Mdoc.argument(code))", texts, example: example)
    }

    init(term: String, _ texts: [String], example: [String] = []) {
      self.term = term
      self.texts = texts
      self.example = example
    }
  }
}

// MARK: - Escaping

extension Mdoc {
  /// One argument of a macro, of which nothing is taken for a macro or for punctuation.
  static func argument(_ code: String) -> String { "\"\\&\(escaped(code, isCode: true))\"" }

  /// Every character stands for itself, whatever device the page is set for.
  static func escaped(_ text: String, isCode: Bool = false) -> String {
    var result = ""
    var previous: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\e"
      case "'": result += "\\(aq"
      case "\"": result += "\\(dq"
      case "`": result += "\\(ga"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      // Within a word it is a hyphen, elsewhere a minus, which can be copied.
      case "-" where isCode || !previous.properties.isAlphabetic: result += "\\-"
      // The systems of this family have macros, which need not be used elsewhere.
      case "B" where !isCode && previous.properties.isLowercase: result += "\\&B"
      case _ where !scalar.isASCII:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "\\[u" + String(repeating: "0", count: max(4 - digits.count, 0)) + digits + "]"
      default: result.unicodeScalars.append(scalar)
      }
      previous = scalar
    }
    return result
  }

  /// A line of text begins with no dot, which would begin a macro.
  private static func asText(_ line: String) -> String {
    line.hasPrefix(".") ? "\\&" + line : line
  }

  /// Lines of text: no long ones, and a sentence begins a line.
  private static func filled(_ text: String) -> [String] {
    let words = withFonts(text).split(separator: " ")
    var lines: [String] = []
    var line = ""
    for (index, word) in words.enumerated() {
      let isEnd = endsSentence(word)
      let continues = index + 1 < words.count && !beginsSentence(words[index + 1])
      // What does not end a sentence is followed by one blank, wherever the line is broken.
      let word = isEnd && continues ? word + "\\&" : word
      if line.utf8.count + word.utf8.count > 76, !line.isEmpty {
        lines.append(asText(line))
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
      if isEnd, !continues {
        lines.append(asText(line))
        line = ""
      }
    }
    return lines + (line.isEmpty ? [] : [asText(line)])
  }

  /// A capital, or code.
  private static func beginsSentence(_ word: Substring) -> Bool {
    word.hasPrefix("\\fB") || word.first?.isUppercase ?? false
  }

  private static func endsSentence(_ word: Substring) -> Bool {
    var rest = word
    while let end = ["\\(aq", "\\(dq", "\\fP", ")"].first(where: { rest.hasSuffix($0) }) {
      rest = rest.dropLast(end.count)
    }
    return rest.last.map { ".!?".contains($0) } ?? false
  }

  /// What stands in backticks is bold; a single one stands for itself.
  private static func withFonts(_ text: String) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    guard parts.count % 2 == 1 else { return escaped(text) }
    return parts.enumerated().map { index, part in
      index % 2 == 0 ? escaped(String(part)) : "\\fB\(escaped(String(part), isCode: true))\\fP"
    }
    .joined()
  }
}
