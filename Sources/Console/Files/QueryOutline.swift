import QueryLanguage

/// What a list tells of a saved query.
struct QueryOutline: Sendable {
  /// The name that it is run by.
  let name: String
  /// Its first line if that is a comment; else empty.
  let title: String
  /// What may be given to it, or must.
  let parameters: [Parameter]

  /// A parameter of a query.
  struct Parameter: Hashable, Sendable {
    /// Without `$`.
    let name: String
    /// As it is written in the query; nil of one that must be given.
    let value: String?

    /// As it is given: `least=1M`, and where it must be `name=…`.
    var form: String { "\(name)=\(value ?? "…")" }
  }

  init(name: String, text: [UInt8]) {
    self.name = name
    title = Self.title(of: text)
    parameters = Self.parameters(of: text)
  }

  /// `with least=1M, name=…`
  var form: String { "with " + parameters.map(\.form).joined(separator: ", ") }

  /// Whether its name or its title has the word, in any case.
  func has(_ word: String) -> Bool {
    let word = word.lowercased()
    return name.lowercased().contains(word) || title.lowercased().contains(word)
  }

  /// Of a text, or of its beginning.
  static func title(of text: [UInt8]) -> String {
    let lines = text.split(separator: UInt8(ascii: "\n"), maxSplits: 2)
      .map { String(decoding: $0, as: UTF8.self) }
    guard let comment = lines.first(where: { !$0.hasPrefix("#!") }), comment.hasPrefix("--") else {
      return ""
    }
    return String(comment.drop { $0 == "-" || $0 == " " })
  }

  /// What a query asks for.
  static func parameters(of text: [UInt8]) -> [Parameter] {
    parseReportingAll(SourceText(bytes: text)).script.statements.compactMap { statement in
      guard case .parameter(let parameter) = statement.kind else { return nil }
      return Parameter(name: parameter.name.text, value: parameter.value.map(canonicalText))
    }
  }
}
