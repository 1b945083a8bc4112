import CPattern

/// A Perl-compatible regular expression by PCRE2, in its UTF mode with invalid UTF matched as such.
///
/// It is not translated to machine code: that costs more than it saves on the few thousand short
/// texts that a query looks at.
final class RegularExpression: Sendable {
  /// Written once, in `init`; matching only reads it.
  nonisolated(unsafe) private let code: OpaquePointer

  init(_ text: Text, isCaseInsensitive: Bool) throws(PatternError) {
    if let offset = text.firstInvalidOffset {
      throw PatternError(message: "the pattern is not UTF-8", offset: offset)
    }
    var (status, offset) = (CInt(0), 0)
    let compiled = text.bytes.withUnsafeBufferPointer { bytes in
      pcre2_compile_8(
        bytes.baseAddress, bytes.count, Self.options(isCaseInsensitive), &status, &offset, nil)
    }
    guard let compiled else {
      throw PatternError(message: Self.message(status), offset: min(offset, text.bytes.count))
    }
    code = compiled
  }

  deinit {
    pcre2_code_free_8(code)
  }

  /// `\C` would take characters apart. The callouts are what counts a match's steps. How deep
  /// parentheses may nest (250) and how large a program may grow (64 KiB) PCRE2 limits itself.
  private static func options(_ isCaseInsensitive: Bool) -> UInt32 {
    PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_AUTO_CALLOUT
      | (isCaseInsensitive ? PCRE2_CASELESS : 0)
  }

  private static func message(_ status: CInt) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = pcre2_get_error_message_8(status, &buffer, buffer.count)
    return count > 0
      ? String(decoding: buffer.prefix(Int(count)), as: UTF8.self) : "error \(status)"
  }

  /// Whether it matches any part of the text.
  func match(_ text: Text, _ budget: MatchBudget) -> CompiledPattern.Match {
    search(text, budget) { _ in }
  }

  /// What a group of its first match holds.
  func capture(_ group: Int64, of text: Text, _ budget: MatchBudget) -> Value {
    var range: Range<Int>?
    let match = search(text, budget) { matchData in
      guard let group = UInt32(exactly: group), group < pcre2_get_ovector_count_8(matchData),
        let offsets = pcre2_get_ovector_pointer_8(matchData)
      else { return }
      let (start, end) = (offsets[2 * Int(group)], offsets[2 * Int(group) + 1])
      // A group that took no part has no offsets (all bits set); \K can put the start past the end.
      range = start >= 0 && start <= end && end <= text.bytes.count ? start..<end : nil
    }
    if match == .givenUp { return .denied(.patternGivenUp) }
    return range.map { .text(Text(bytes: text.bytes[$0])) } ?? .null
  }

  /// Looks for the first match, and hands it to `body`.
  private func search(
    _ text: Text, _ budget: MatchBudget, _ body: (OpaquePointer) -> Void
  ) -> CompiledPattern.Match {
    guard let matchData = pcre2_match_data_create_from_pattern_8(code, nil) else {
      return .givenUp
    }
    defer { pcre2_match_data_free_8(matchData) }
    guard let context = pcre2_match_context_create_8(nil) else { return .givenUp }
    defer { pcre2_match_context_free_8(context) }
    var budget = budget
    let status = withUnsafeMutablePointer(to: &budget) { budget in
      MatchBudget.limit(context, by: budget)
      return text.bytes.withUnsafeBufferPointer { bytes in
        pcre2_match_8(code, bytes.baseAddress, bytes.count, 0, 0, matchData, context)
      }
    }
    if status == PCRE2_ERROR_NOMATCH { return .no }
    // Every other failure is a limit or a lack of memory: nobody can tell whether it matches.
    guard status >= 0 else { return .givenUp }
    body(matchData)
    return .yes
  }
}
