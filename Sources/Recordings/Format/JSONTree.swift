import Values

/// A JSON text, taken apart. A recording may come from anybody: what is no JSON is an error, and no
/// text makes reading it trap.
enum JSONTree: Hashable, Sendable {
  case null
  case boolean(Bool)
  /// As it is written: its type decides what it is read as.
  case number([UInt8])
  /// The very bytes: what is no UTF-8 stands in the text as lone surrogates, U+DC00 and the byte.
  case text([UInt8])
  case array([JSONTree])
  /// In the order of the text; a name may stand there twice.
  case object([Member])

  /// A name and what stands under it.
  struct Member: Hashable, Sendable {
    /// The very bytes.
    var name: [UInt8]
    /// What stands under it.
    var value: JSONTree

    init(_ name: some StringProtocol, _ value: JSONTree) {
      self.init(bytes: Array(name.utf8), value)
    }

    init(bytes name: [UInt8], _ value: JSONTree) {
      self.name = name
      self.value = value
    }
  }
}

extension JSONTree {
  /// Reads a whole text.
  init(parsing text: [UInt8]) throws(JSONError) {
    var parser = JSONParser(text)
    self = try parser.parse()
  }

  init(_ string: some StringProtocol) { self = .text(Array(string.utf8)) }

  init(_ number: Int64) { self = .number(Array(String(number).utf8)) }

  /// The first that stands under a name; nil where nothing does, or this is no object.
  subscript(_ name: String) -> JSONTree? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name.elementsEqual(name.utf8) }?.value
  }
}

extension [UInt8] {
  /// Writes a tree, without spaces.
  mutating func appendJSON(_ tree: JSONTree) {
    switch tree {
    case .null: append(contentsOf: "null".utf8)
    case .boolean(let truth): append(contentsOf: (truth ? "true" : "false").utf8)
    case .number(let digits): append(contentsOf: digits)
    case .text(let text): appendJSON(text)
    case .array(let elements):
      appendSeparated(elements, "[", "]") { $0.appendJSON($1) }
    case .object(let members):
      appendSeparated(members, "{", "}") { bytes, member in
        bytes.appendJSON(member.name)
        bytes.append(UInt8(ascii: ":"))
        bytes.appendJSON(member.value)
      }
    }
  }

  private mutating func appendSeparated<Part>(
    _ parts: [Part], _ open: Unicode.Scalar, _ close: Unicode.Scalar,
    _ appendPart: (inout [UInt8], Part) -> Void
  ) {
    append(UInt8(ascii: open))
    for (index, part) in parts.enumerated() {
      if index > 0 { append(UInt8(ascii: ",")) }
      appendPart(&self, part)
    }
    append(UInt8(ascii: close))
  }
}
