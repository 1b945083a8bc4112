import QueryLanguage

/// An object of a recording's schema, whose members are asked for by name. Members that nobody asks for
/// are skipped; one that is missing, or something else than it should be, is an error that names it.
struct JSONObject {
  private let tree: JSONTree
  /// Where it stands: `columns[3]`.
  private let path: String

  init(_ tree: JSONTree, at path: String) throws(SchemaError) {
    guard case .object = tree else { throw SchemaError("\(path) is no object") }
    self.tree = tree
    self.path = path
  }

  /// What is wrong with it as a whole: `columns[3] is of no known type`.
  func error(_ words: String) -> SchemaError { SchemaError("\(path) \(words)") }

  private func error(_ name: String, is words: String) -> SchemaError {
    SchemaError("'\(name)' of \(path) is \(words)")
  }

  /// Nil where it is not there, or null.
  private func member(_ name: String) -> JSONTree? {
    let member = tree[name]
    return member == .null ? nil : member
  }

  /// A text without controls; nil where it is not there.
  func optionalText(_ name: String) throws(SchemaError) -> String? {
    guard let member = member(name) else { return nil }
    guard case .text(let bytes) = member else { throw error(name, is: "no text") }
    guard bytes.isHarmless else { throw error(name, is: "no plain text") }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A text without controls; it is thrown where it is not there.
  func text(_ name: String) throws(SchemaError) -> String {
    guard let text = try optionalText(name) else { throw error(name, is: "missing") }
    return text
  }

  /// False where it is not there.
  func flag(_ name: String) throws(SchemaError) -> Bool {
    guard let member = member(name) else { return false }
    guard case .boolean(let truth) = member else { throw error(name, is: "no truth value") }
    return truth
  }

  /// None where it is not there.
  func texts(_ name: String) throws(SchemaError) -> [String] {
    try elements(name).enumerated().map { index, element throws(SchemaError) in
      guard case .text(let bytes) = element, bytes.isHarmless else {
        throw error("\(name)[\(index)]", is: "no plain text")
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// None where it is not there.
  func objects(_ name: String) throws(SchemaError) -> [JSONObject] {
    try elements(name).enumerated().map { index, element throws(SchemaError) in
      try JSONObject(element, at: "\(name)[\(index)] of \(path)")
    }
  }

  /// Nil where it is not there.
  func optionalObject(_ name: String) throws(SchemaError) -> JSONObject? {
    guard let member = member(name) else { return nil }
    return try JSONObject(member, at: "'\(name)' of \(path)")
  }

  /// It is thrown where it is not there.
  func object(_ name: String) throws(SchemaError) -> JSONObject {
    guard let object = try optionalObject(name) else { throw error(name, is: "missing") }
    return object
  }

  private func elements(_ name: String) throws(SchemaError) -> [JSONTree] {
    guard let member = member(name) else { return [] }
    guard case .array(let elements) = member else { throw error(name, is: "no list") }
    guard elements.count <= Self.mostElements else { throw error(name, is: "too long") }
    return elements
  }

  /// More than any machine has columns.
  private static let mostElements = 4096
}

/// Why what a file says of its columns cannot be used.
struct SchemaError: Error, Hashable {
  /// `'type' of columns[3] is missing`
  let words: String

  init(_ words: String) { self.words = words }
}

extension [UInt8] {
  /// Whether it can be shown as it is: no byte steers a terminal, and none is no UTF-8.
  fileprivate var isHarmless: Bool { visible(self).utf8.elementsEqual(self) }
}
