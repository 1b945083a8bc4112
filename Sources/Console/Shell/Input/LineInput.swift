/// What came of asking for a line.
enum LineInput: Hashable, Sendable {
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
