/// The kinds of pattern.
package enum PatternKind: Hashable, Sendable {
  case like
  case ilike
  case glob
  case regex
  case regexInsensitive
}

/// A pattern ready to be matched.
package final class CompiledPattern: Sendable {
  package let kind: PatternKind
  /// As it was written.
  package let text: Text

  package init(_ kind: PatternKind, _ text: Text) throws(PatternError) {
    self.kind = kind
    self.text = text
  }
}

/// Why a pattern cannot be compiled, and at which of its bytes.
package struct PatternError: Error {
  package let message: String
  package let offset: Int
}
