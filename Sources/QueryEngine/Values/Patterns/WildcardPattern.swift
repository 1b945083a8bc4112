/// A pattern of `like` or `glob`: runs of single characters with anything between them.
///
/// Each run matches leftmost, which suffices: what is between runs matches anything, so a later
/// place never helps. The first run is tied to the text's start, the last to its end.
struct WildcardPattern: Sendable {
  private let runs: [Run]

  /// What stands between two stars.
  fileprivate struct Run: Sendable {
    var atoms: [Atom] = []

    /// The run's bytes, if it is nothing but bytes: it is searched for as a whole.
    var literal: Text?
  }

  /// What matches one byte, or one character.
  enum Atom: Hashable, Sendable {
    case byte(UInt8)
    case any
    case oneOf(CharacterClass)
  }

  /// Of atoms, nil standing for a star.
  private init(_ elements: [Atom?]) {
    runs = elements.split(separator: nil, omittingEmptySubsequences: false).map { part in
      let atoms = part.compactMap { $0 }
      let bytes = atoms.compactMap { atom in
        if case .byte(let byte) = atom { byte } else { nil }
      }
      return Run(atoms: atoms, literal: bytes.count == atoms.count ? Text(bytes: bytes) : nil)
    }
  }

  /// `%` is anything, `_` one character; a backslash before one of them or before a backslash makes
  /// it literal.
  init(like text: Text) {
    var elements: [Atom?] = []
    var bytes = text.bytes[...]
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "%"): elements.append(nil)
      case UInt8(ascii: "_"): elements.append(.any)
      case UInt8(ascii: "\\"):
        let next = bytes.first.flatMap { #"%_\"#.utf8.contains($0) ? bytes.popFirst() : nil }
        elements.append(.byte(next ?? byte))
      default: elements.append(.byte(byte))
      }
    }
    self.init(elements)
  }

  /// As the shell has it, but that `*` crosses `/`: `*` is anything, `?` one character, `[…]` one
  /// of a class, and a backslash makes the next character literal.
  init(glob text: Text) {
    var elements: [Atom?] = []
    var bytes = text.bytes[...]
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "*"): elements.append(nil)
      case UInt8(ascii: "?"): elements.append(.any)
      case UInt8(ascii: "\\"): elements.append(.byte(bytes.popFirst() ?? byte))
      case UInt8(ascii: "["):
        elements.append(CharacterClass(parsing: &bytes).map(Atom.oneOf) ?? .byte(byte))
      default: elements.append(.byte(byte))
      }
    }
    self.init(elements)
  }
}

extension WildcardPattern {
  /// A run is tried at each place of the text: a long one in a long text costs their product, and
  /// the match is given up after so many steps.
  func match(_ text: Text, steps: Int) -> CompiledPattern.Match {
    var steps = steps
    guard let first = runs.first, let start = first.end(in: text, at: 0, &steps) else { return .no }
    guard runs.count > 1, let last = runs.last else {
      return start == text.bytes.count ? .yes : .no
    }
    var offset = start
    for run in runs.dropFirst().dropLast() {
      guard let end = run.firstEnd(in: text, from: offset, &steps) else {
        return steps < 0 ? .givenUp : .no
      }
      offset = end
    }
    if last.isSuffix(of: text, from: offset, &steps) { return .yes }
    return steps < 0 ? .givenUp : .no
  }
}

extension WildcardPattern.Run {
  /// Where the run ends if it begins at an offset; nil if it does not match there.
  func end(in text: Text, at start: Int, _ steps: inout Int) -> Int? {
    let bytes = text.bytes.span
    var offset = start
    for atom in atoms {
      steps -= 1
      guard offset < bytes.count else { return nil }
      switch atom {
      case .byte(let byte):
        guard bytes[offset] == byte else { return nil }
        offset += 1
      case .any:
        offset += bytes.character(at: offset).length
      case .oneOf(let characters):
        let (character, length) = bytes.character(at: offset)
        guard characters.contains(character) else { return nil }
        offset += length
      }
    }
    return offset
  }

  /// Where the run ends if it begins at the first place where it can; nil if there is none, or
  /// the steps ran out.
  func firstEnd(in text: Text, from start: Int, _ steps: inout Int) -> Int? {
    if let literal {
      return text.firstOffset(of: literal, from: start).map { $0 + literal.bytes.count }
    }
    return firstEnd(in: text, from: start, &steps) { _ in true }
  }

  /// Whether the run, begun at an offset or later, can end where the text does.
  func isSuffix(of text: Text, from start: Int, _ steps: inout Int) -> Bool {
    if let literal {
      return literal.bytes.count <= text.bytes.count - start && text.hasSuffix(literal)
    }
    return firstEnd(in: text, from: start, &steps) { $0 == text.bytes.count } != nil
  }

  private func firstEnd(
    in text: Text, from start: Int, _ steps: inout Int, _ accept: (Int) -> Bool
  ) -> Int? {
    var offset = start
    while steps >= 0 {
      if let end = end(in: text, at: offset, &steps), accept(end) { return end }
      guard offset < text.bytes.count else { return nil }
      offset += text.bytes.span.character(at: offset).length
    }
    return nil
  }
}
