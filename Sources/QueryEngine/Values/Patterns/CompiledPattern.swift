import QueryLanguage

/// The kinds of pattern.
package enum PatternKind: Hashable, Sendable {
  case like
  case ilike
  case glob
  case regex
  case regexInsensitive
}

/// A pattern ready to be matched, by any number of threads at once.
package final class CompiledPattern: Sendable {
  /// How it is to be read.
  package let kind: PatternKind
  /// As it was written.
  package let text: Text
  private let matcher: Matcher

  private enum Matcher: Sendable {
    case wildcards(WildcardPattern, folded: Bool)
    case regex(RegularExpression)
  }

  /// Compiles a pattern; an error says at which byte it is malformed or too long.
  package init(_ kind: PatternKind, _ text: Text) throws(PatternError) {
    guard text.bytes.count <= Self.longest else {
      throw PatternError(
        message: "the pattern is longer than \(Self.longest) bytes", offset: Self.longest)
    }
    self.kind = kind
    self.text = text
    switch kind {
    case .like: matcher = .wildcards(WildcardPattern(like: text), folded: false)
    case .ilike: matcher = .wildcards(WildcardPattern(like: text.folded), folded: true)
    case .glob: matcher = .wildcards(WildcardPattern(glob: text), folded: false)
    case .regex:
      matcher = .regex(try RegularExpression(text, isCaseInsensitive: false))
    case .regexInsensitive:
      matcher = .regex(try RegularExpression(text, isCaseInsensitive: true))
    }
  }

  /// Bytes. PCRE2 refuses programs over 64 KiB anyway.
  private static let longest = 1 << 16

  /// What trying to match a text comes to.
  package enum Match: Hashable, Sendable {
    case yes
    case no
    /// The limit of steps or memory was passed before it was known.
    case givenUp
  }

  /// Whether the text matches: the whole of it for `like`, `ilike` and `glob`, any part of it for
  /// a regular expression.
  package func match(_ text: Text, in statement: StatementPatterns = StatementPatterns()) -> Match {
    let budget = statement.budget(forLength: text.bytes.count)
    let match =
      switch matcher {
      case .wildcards(let pattern, let folded):
        pattern.match(folded ? text.folded : text, steps: budget.left)
      case .regex(let expression): expression.match(text, budget)
      }
    if match == .givenUp { statement.giveUp() }
    return match
  }

  /// The match as a test's truth: one given up is unknown.
  package func truth(of text: Text, in statement: StatementPatterns) -> Truth {
    switch match(text, in: statement) {
    case .yes: .true
    case .no: .false
    case .givenUp: .unknown(.patternGivenUp)
    }
  }

  /// The test of any value: of denied unknown, of what is no text false.
  package func truth(of value: Value, in statement: StatementPatterns) -> Truth {
    switch value {
    case .text(let text): truth(of: text, in: statement)
    case .denied(let denial): .unknown(denial)
    default: .false
    }
  }

  /// What the first match of a regular expression holds: of group 0 all of it, else of a group in
  /// parentheses, counted from 1. Null where there is no match, or no such group in it; denied
  /// where the match was given up. A pattern of another kind has no groups.
  package func capture(
    _ group: Int64, of text: Text, in statement: StatementPatterns = StatementPatterns()
  ) -> Value {
    guard case .regex(let expression) = matcher else { return .null }
    let budget = statement.budget(forLength: text.bytes.count)
    let value = expression.capture(group, of: text, budget)
    if value.isDenied { statement.giveUp() }
    return value
  }
}

/// A pattern is its kind and its text.
extension CompiledPattern: Hashable {
  package static func == (left: CompiledPattern, right: CompiledPattern) -> Bool {
    left.kind == right.kind && left.text == right.text
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(kind)
    hasher.combine(text)
  }
}

/// Why a pattern cannot be compiled, and at which of its bytes.
package struct PatternError: Error, Hashable {
  /// In PCRE2's words, or ours.
  package let message: String
  /// The byte of the pattern, from 0.
  package let offset: Int

  /// An error at a byte of the pattern.
  package init(message: String, offset: Int) {
    self.message = message
    self.offset = offset
  }
}

extension Text {
  /// For comparing without regard to case: each character folded, so that as many stay.
  var folded: Text {
    // Most text is ASCII, and then takes a tenth of the time.
    guard bytes.allSatisfy({ $0 < 0x80 }) else { return mapCharacters(\.folded) }
    return Text(bytes: bytes.map(\.lowercased))
  }
}
