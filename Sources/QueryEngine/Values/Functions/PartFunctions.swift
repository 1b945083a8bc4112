import Schema

extension ScalarFunction {
  /// Parts of text, and what it begins and ends with.
  static let partFunctions: [ScalarFunction] = [
    ScalarFunction(
      "substr", usage: "substr(text, from [, count])",
      "The characters from a place on, counted from 1, or from the end if negative.",
      takes: [.text, .integer, .integer], optional: 1, returns: .type(.text)
    ) { arguments in
      .text(arguments.text(0).part(from: arguments.integer(1) ?? 1, count: arguments.integer(2)))
    },
    ScalarFunction(
      "position", usage: "position(needle, text)",
      "Where the needle first stands in the text, counted from 1; 0 where it does not.",
      takes: [.text, .text], returns: .type(.integer)
    ) { arguments in
      let text = arguments.text(1)
      guard let offset = text.firstOffset(of: arguments.text(0)) else { return .integer(0) }
      return .integer(Int64(Text(bytes: text.bytes[..<offset]).characterCount) + 1)
    },
    ScalarFunction(
      "starts_with", usage: "starts_with(text, prefix)", "Whether the text begins with the prefix.",
      takes: [.text, .text], returns: .type(.boolean)
    ) { .boolean($0.text(0).hasPrefix($0.text(1))) },
    ScalarFunction(
      "ends_with", usage: "ends_with(text, suffix)", "Whether the text ends with the suffix.",
      takes: [.text, .text], returns: .type(.boolean)
    ) { .boolean($0.text(0).hasSuffix($0.text(1))) },
    ScalarFunction(
      "regex_match", usage: "regex_match(text, pattern [, group])",
      "What the first match of a regular expression holds, or one of its groups; else null.",
      takes: [.text, .text, .integer], optional: 1, returns: .type(.text), patternParameter: 1
    ) { arguments, statement in
      guard let pattern = statement.pattern(.regex, arguments.text(1)) else {
        return .denied(.patternGivenUp)
      }
      return pattern.capture(arguments.integer(2) ?? 0, of: arguments.text(0), in: statement)
    },
  ]
}

extension Text {
  /// As SQL has it: the characters of the text that stand at `from` and the `count - 1` places
  /// after it, where the first character's place is 1. A negative place is one from the end.
  fileprivate func part(from: Int64, count: Int64?) -> Text {
    // Limits keep the sums below from overflowing; no text is that long.
    let from = min(max(from, -(1 << 40)), 1 << 40)
    let start = from < 0 ? Int64(characterCount) + from : from - 1
    let end = start + min(max(count ?? 1 << 42, 0), 1 << 42)
    let lower = offset(after: Int(max(start, 0)))
    let upper = offset(after: Int(max(end, 0) - max(start, 0)), from: lower)
    return Text(bytes: bytes[lower..<upper])
  }
}
