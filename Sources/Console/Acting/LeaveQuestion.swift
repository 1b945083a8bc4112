import QueryLanguage

/// What somebody at a terminal is asked before rows are acted on.
struct LeaveQuestion: Hashable, Sendable {
  /// `send TERM to these 3 processes?`
  let text: String
  /// How many rows it is about.
  let count: Int

  /// What came of asking.
  enum Reply: Hashable, Sendable {
    case yes
    /// Anything else that was typed, or the end of all typing.
    case no
    /// The statement's time was over first.
    case late
    /// A signal came that ends the statement or the program.
    case signal(Int32)
  }

  /// Ends with a blank: the answer stands behind it. Of many rows a word is typed too easily.
  var prompt: String { isAnsweredByWord ? "\(text) [y/N] " : "\(text) [\(count)/N] " }

  /// Whether the line gives leave.
  func isGiven(by line: [UInt8]) -> Bool {
    let word = String(decoding: line.trimmed, as: UTF8.self).lowercased()
    return isAnsweredByWord ? ["y", "yes"].contains(word) : word == String(count)
  }

  private var isAnsweredByWord: Bool { count <= Leave.usualCount }
}
