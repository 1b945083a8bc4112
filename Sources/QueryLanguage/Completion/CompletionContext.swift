/// Everything that completion needs to know about a cursor in a text.
package struct CompletionContext: Sendable {
  /// What may stand where the word at the cursor begins; nothing where the text before it is
  /// wrong, or within a comment.
  package var expectations = ExpectationSet()
  /// What stands between the word's beginning and the cursor: `us`, `$na`; without an opening
  /// quote or backtick.
  package var word = ""
  /// The range of that word, which a completion replaces.
  package var range: SourceRange
  /// Whether the word has an opening backtick before it.
  package var isInBackticks = false
  /// The path before the word: `parent` and `parent` in `parent.parent.na`; empty if the word does
  /// not continue a path of names.
  package var path: [String] = []
  /// What the text in quotes at the cursor is for; nil outside quotes.
  package var quotation: Quotation?
  /// The path that a value at the cursor would be compared with: `status` in `status = zo`; empty
  /// where none is compared, and in quotes.
  package var compared: [String] = []
  /// What the value at the cursor is set to: `nice`, or `limits` and `nofile`; empty elsewhere.
  package var setting: [String] = []
  /// The function whose argument stands at the cursor: `rate` in `rate(read_`; nil for none.
  package var function: String?
  /// The relations whose rows names are looked up in before the source's, innermost first:
  /// `any(children where any(files where …` is in files, then in children.
  package var relations: [[String]] = []
  /// The source of the rows that names belong to at the cursor.
  package var source = SourceInForce.none

  /// An open quote.
  package struct Quotation: Hashable, Sendable {
    /// What the quoted text is to the operand beside it.
    package enum Role: Hashable, Sendable {
      /// Beside an operator or in the list of `in`: a value of the operand.
      case value
      /// In brackets: a key of the operand.
      case key
    }

    /// What the text is to its operand.
    package var role: Role
    /// What the text belongs to: `user`, or `parent` and `name`; empty if that is no path.
    package var operand: [String]
  }

  /// The source that the `from` clause around the cursor names.
  package enum SourceInForce: Hashable, Sendable {
    /// Nothing.
    case none
    case name(String)
    /// A query in parentheses, and where it stands between them.
    case query(SourceRange)
  }
}

/// What may stand at an offset of a text, which may go on behind it.
package func expectations(in bytes: [UInt8], at offset: Int) -> CompletionContext {
  let offset = min(max(offset, 0), bytes.count)
  guard bytes.count <= Limits.textBytes else {
    return CompletionContext(range: SourceRange(offset, offset))
  }
  return CursorView(bytes, at: offset).context
}
