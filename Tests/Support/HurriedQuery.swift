extension String {
  /// The queries of this text with windows and limits of a moment: tests try what pages and saved
  /// queries say, and need not wait as long as they would.
  package var hurried: String {
    replacing(/\b(over|every|limit|wait)([ =])[0-9]+(ms|s|m|h)\b/) { match in
      "\(match.output.1)\(match.output.2)20ms"
    }
  }

  /// Whether the statement ends by a signal alone.
  package var isEndless: Bool { contains(/\b(watch|changes) [0-9a-z$]+/) || records }

  /// Whether a statement does something to what it finds.
  package var acts: Bool { contains(/(?m)(^|["';]\s*)(kill|set) [^;]*\bwhere\b/) }

  /// What a statement may end with: for those that wait, the limit and what cannot be judged too.
  package var goodStatuses: Set<Int32> { contains(/\bwait [0-9a-z$]+/) ? [0, 1, 3] : [0] }
}
