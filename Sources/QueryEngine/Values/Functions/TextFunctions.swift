import Schema

extension ScalarFunction {
  /// Text as a whole.
  static let textFunctions: [ScalarFunction] = [
    ScalarFunction(
      "lower", usage: "lower(text)", "The text in lower case.", takes: [.text],
      returns: .type(.text)
    ) { .text($0.text(0).mapCharacters(\.lowercased)) },
    ScalarFunction(
      "upper", usage: "upper(text)", "The text in upper case.", takes: [.text],
      returns: .type(.text)
    ) { .text($0.text(0).mapCharacters(\.uppercased)) },
    ScalarFunction(
      "length", usage: "length(value)",
      "How many characters a text has, elements a list, names a map.", takes: [.countable],
      returns: .type(.integer)
    ) { Operators.length($0[0]) },
    trimming("trim", "at both ends", start: true, end: true),
    trimming("ltrim", "at its start", start: true, end: false),
    trimming("rtrim", "at its end", start: false, end: true),
    ScalarFunction(
      "replace", usage: "replace(text, old, new)", "The text with every 'old' replaced by 'new'.",
      takes: [.text, .text, .text], returns: .type(.text)
    ) { $0.text(0).replacing($0.text(1), with: $0.text(2)).map(Value.text) ?? .null },
    ScalarFunction(
      "split", usage: "split(text, separator)", "The parts of the text between separators.",
      takes: [.text, .text], returns: .type(.list(.text))
    ) { $0.text(0).split(by: $0.text(1)).map { .list($0.map(Value.text)) } ?? .null },
    ScalarFunction(
      "join", usage: "join(list, separator)",
      "The elements of the list as one text with the separator between them, null left out.",
      takes: [.list, .text], returns: .type(.text)
    ) { joined($0.list(0), separator: $0.text(1)) },
    ScalarFunction(
      "concat", usage: "concat(value, ...)",
      "The values one after another as one text, null left out.", takes: [.anything],
      isVariadic: true, returns: .type(.text), isStrict: false
    ) { joined($0, separator: Text(bytes: [])) },
  ]

  private static func trimming(
    _ name: String, _ where: String, start: Bool, end: Bool
  ) -> ScalarFunction {
    ScalarFunction(
      name, usage: "\(name)(text [, characters])",
      "The text without white space, or without these characters, \(`where`).",
      takes: [.text, .text], optional: 1, returns: .type(.text)
    ) { arguments in
      let characters = arguments.count > 1 ? arguments.text(1) : whiteSpace
      return .text(arguments.text(0).trimmed(of: characters, start: start, end: end))
    }
  }

  /// What `trim` takes away if it is not told.
  static let whiteSpace: Text = " \t\n\r\u{B}\u{C}"

  /// Denied if one of them is, null if it grows too long.
  private static func joined(_ values: [Value], separator: Text) -> Value {
    var bytes: [UInt8] = []
    var isFirst = true
    for value in values {
      if let denial = value.firstDenial { return .denied(denial) }
      guard let text = ExactText.text(of: value) else { continue }
      if !isFirst { bytes += separator.bytes }
      isFirst = false
      bytes += text.bytes
      if bytes.count > Operators.longestText { return .null }
    }
    return .text(Text(bytes: bytes))
  }
}

extension Value {
  /// The denial that this is or holds.
  fileprivate var firstDenial: Denial? {
    switch self {
    case .denied(let denial): denial
    case .list(let elements): elements.lazy.compactMap(\.firstDenial).first
    case .map(let map): map.entries.lazy.compactMap(\.value.firstDenial).first
    default: nil
    }
  }
}

extension Text {
  fileprivate func trimmed(of characters: Text, start: Bool, end: Bool) -> Text {
    let unwanted = Set(characters.characters)
    var rest = self.characters[...]
    while start, let first = rest.first, unwanted.contains(first) { rest.removeFirst() }
    while end, let last = rest.last, unwanted.contains(last) { rest.removeLast() }
    return Text(characters: rest)
  }

  /// Nil if the result is too long.
  fileprivate func replacing(_ old: Text, with new: Text) -> Text? {
    guard !old.bytes.isEmpty else { return self }
    var result: [UInt8] = []
    var offset = 0
    while let found = firstOffset(of: old, from: offset) {
      result += bytes[offset..<found]
      result += new.bytes
      if result.count > Operators.longestText { return nil }
      offset = found + old.bytes.count
    }
    result += bytes[offset...]
    return result.count > Operators.longestText ? nil : Text(bytes: result)
  }

  /// Nil if there are too many parts. Without a separator the text is one part.
  fileprivate func split(by separator: Text) -> [Text]? {
    guard !separator.bytes.isEmpty else { return [self] }
    var parts: [Text] = []
    var offset = 0
    while let found = firstOffset(of: separator, from: offset) {
      parts.append(Text(bytes: bytes[offset..<found]))
      if parts.count > Self.mostParts { return nil }
      offset = found + separator.bytes.count
    }
    return parts + [Text(bytes: bytes[offset...])]
  }

  private static let mostParts = 1 << 20
}
