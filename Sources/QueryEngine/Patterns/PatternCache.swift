import Synchronization

extension CompiledPattern {
  /// The pattern, compiled if it was not met lately; nil if it cannot be compiled. For patterns
  /// that are computed, row by row.
  package static func cached(_ kind: PatternKind, _ text: Text) -> CompiledPattern? {
    PatternCache.shared.pattern(PatternCache.Key(kind: kind, text: text))
  }
}

/// The patterns that were computed lately, also those that are malformed.
private final class PatternCache: Sendable {
  static let shared = PatternCache()

  struct Key: Hashable {
    let kind: PatternKind
    let text: Text
  }

  /// How many are kept. When one more comes, all go: that is rare, and needs no bookkeeping.
  private static let capacity = 64

  private let patterns = Mutex<[Key: CompiledPattern?]>([:])

  func pattern(_ key: Key) -> CompiledPattern? {
    if let known = patterns.withLock({ $0[key] }) { return known }
    let compiled = try? CompiledPattern(key.kind, key.text)
    patterns.withLock { patterns in
      if patterns.count >= Self.capacity { patterns.removeAll() }
      patterns[key] = .some(compiled)
    }
    return compiled
  }
}
