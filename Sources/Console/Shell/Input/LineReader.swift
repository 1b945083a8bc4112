/// Where the shell's lines come from: a terminal, or a list of them.
package protocol LineReader: AnyObject {
  /// The next line, asked for with this prompt.
  func readLine(prompt: String) -> LineInput
  /// Offers a statement to the user again. The latest comes last.
  func remember(_ statement: [UInt8])
}

/// What came of asking for a line.
package enum LineInput: Hashable, Sendable {
  /// Without its newline; a pasted one may hold several. `moreWaits`: the next is there already,
  /// so this one was not typed and sent by hand.
  case line([UInt8], moreWaits: Bool)
  /// Ctrl-C: what was typed is dropped.
  case interrupted
  /// Ctrl-D, or there are no more lines.
  case end
  /// A signal that ends the program came, or the terminal is gone.
  case signal(CInt)
}

/// Lines known beforehand: a start-up file, a test.
package final class ListedLines: LineReader {
  private var inputs: [LineInput]
  package private(set) var prompts: [String] = []
  package private(set) var remembered: [[UInt8]] = []

  package init(_ inputs: [LineInput]) {
    self.inputs = inputs.reversed()
  }

  package convenience init(_ lines: [String]) {
    self.init(lines.map { .line(Array($0.utf8), moreWaits: false) })
  }

  package func readLine(prompt: String) -> LineInput {
    prompts.append(prompt)
    return inputs.popLast() ?? .end
  }

  package func remember(_ statement: [UInt8]) {
    remembered.append(statement)
  }
}
