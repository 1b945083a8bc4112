import Binding
import QueryLanguage
import Schema

/// What a list tells of a saved query.
package struct QueryOutline: Sendable {
  /// The name that it is run by.
  package let name: String
  /// Its first line if that is a comment; else empty.
  package let title: String
  /// What its first comment says after `Why:`; else empty.
  package let reason: String
  private let text: [UInt8]

  /// What may be given to it, or must. It parses the text, which takes long for a list of names alone.
  package var parameters: [Parameter] { Self.parameters(of: text) }

  /// The statements that act, as the language prints them; it parses the text likewise.
  package var actions: [String] { Self.actions(of: text) }

  /// The statements that record, likewise.
  package var recordings: [String] {
    Self.statements(of: text, where: \.records)
  }

  /// A parameter of a query.
  package struct Parameter: Hashable, Sendable {
    /// Without `$`.
    package let name: String
    /// As it is written in the query; nil of one that must be given.
    package let value: String?
    /// What its values are called, where the default says that: `size`.
    package let type: String?

    /// As it is given: `least=1M`, and where it must be `name=…`.
    var form: String { "\(name)=\(value ?? "…")" }
  }

  /// Of a text, whatever is wrong with it.
  package init(name: String, text: [UInt8]) {
    self.name = name
    let comment = Self.comment(of: text)
    title = comment.first ?? ""
    reason = Self.reason(in: comment)
    self.text = text
  }

  /// `with least=1M, name=…`; empty without parameters.
  var form: String {
    let forms = parameters.map(\.form)
    return forms.isEmpty ? "" : "with " + forms.joined(separator: ", ")
  }

  /// Whether its name or its title has the word, in any case.
  func has(_ word: String) -> Bool {
    let word = word.lowercased()
    return name.lowercased().contains(word) || title.lowercased().contains(word)
  }

  /// The lines of the comment that the text begins with, each without its dashes.
  private static func comment(of text: [UInt8]) -> [String] {
    let lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .drop { $0.starts(with: "#!".utf8) }
      .prefix { $0.starts(with: "--".utf8) }
    return lines.map { line in
      let words = line.drop { $0 == UInt8(ascii: "-") || $0.isSpace }
      return String(decoding: Array(words).trimmed, as: UTF8.self)
    }
  }

  /// As far as the next empty line.
  private static func reason(in comment: [String]) -> String {
    let mark = "Why:"
    var lines = comment.drop { !$0.hasPrefix(mark) }.prefix { !$0.isEmpty }
    guard let first = lines.popFirst() else { return "" }
    let beginning = first.dropFirst(mark.count).drop { $0 == " " }
    return ([String(beginning)] + lines).joined(separator: " ")
  }

  /// What a text does besides answering, whatever it names.
  package static func actions(of text: [UInt8]) -> [String] {
    statements(of: text, where: \.acts)
  }

  private static func statements(
    of text: [UInt8], where isMeant: (Statement) -> Bool
  ) -> [String] {
    parseReportingAll(SourceText(bytes: text)).script.statements.filter(isMeant)
      .map { canonicalText(of: $0) }
  }

  /// What a query asks for.
  static func parameters(of text: [UInt8]) -> [Parameter] {
    parseReportingAll(SourceText(bytes: text)).script.statements.compactMap { statement in
      guard case .parameter(let parameter) = statement.kind else { return nil }
      return Parameter(
        name: parameter.name.text, value: parameter.value.map(canonicalText),
        type: parameter.value?.literalType?.name)
    }
  }
}

extension Expression {
  /// Of a literal, perhaps below zero; nil of what has to be computed.
  fileprivate var literalType: ValueType? {
    switch kind {
    case .literal(let literal): literal.type
    case .unary(.negate, let operand): operand.literalType
    case _: nil
    }
  }
}
