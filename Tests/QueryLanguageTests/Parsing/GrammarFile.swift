import Foundation

/// Grammar/procq.ebnf, read.
struct GrammarFile: Sendable {
  indirect enum Node: Sendable {
    case terminal(String)
    case rule(String)
    case special(String)
    case sequence([Node])
    case choice([Node])
    case optional(Node)
    case repetition(Node)
    case except(Node, Node)
  }

  private(set) var rules: [String: Node] = [:]
  /// In the order of the file.
  private(set) var names: [String] = []

  static let path = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../Grammar/procq.ebnf")

  static let shared = Result { try GrammarFile() }

  private init() throws {
    try self.init(text: String(contentsOf: GrammarFile.path, encoding: .utf8))
  }

  init(text: String) throws {
    var reader = Reader(pieces: try GrammarFile.pieces(of: text))
    while !reader.isAtEnd {
      let name = try reader.take()
      try reader.expect("=")
      guard rules[name] == nil else { throw Malformed(what: "two rules \(name)") }
      rules[name] = try reader.readChoice()
      names.append(name)
      try reader.expect(";")
    }
  }

  /// Rules of the parser; the others, in upper case, are the lexer's.
  var syntacticNames: [String] { names.filter { $0.first?.isLowercase == true } }

  /// The terminals of a rule's own body.
  func terminals(of name: String) -> [String] { rules[name].map(GrammarFile.terminals) ?? [] }

  /// The rules that a rule's body names.
  func references(of name: String) -> [String] { rules[name].map(GrammarFile.references) ?? [] }

  private static func terminals(in node: Node) -> [String] {
    switch node {
    case .terminal(let text): [text]
    case .rule, .special: []
    case .sequence(let nodes), .choice(let nodes): nodes.flatMap(terminals)
    case .optional(let node), .repetition(let node): terminals(in: node)
    case .except(let left, let right): terminals(in: left) + terminals(in: right)
    }
  }

  private static func references(in node: Node) -> [String] {
    switch node {
    case .rule(let name): [name]
    case .terminal, .special: []
    case .sequence(let nodes), .choice(let nodes): nodes.flatMap(references)
    case .optional(let node), .repetition(let node): references(in: node)
    case .except(let left, let right): references(in: left) + references(in: right)
    }
  }

  struct Malformed: Error {
    let what: String
  }
}

// MARK: - Reading

extension GrammarFile {
  /// Names, signs, quoted terminals and descriptions, without comments.
  private static func pieces(of text: String) throws -> [String] {
    let pattern = /\(\*(?:.|\n)*?\*\)|\?[^?]*\?|"[^"]*"|'[^']*'|[A-Za-z_]+|[=;|()\[\]{}\-]|\s+|./
    return text.matches(of: pattern).map { String($0.output) }
      .filter { !$0.hasPrefix("(*") && !$0.allSatisfy(\.isWhitespace) }
  }

  private struct Reader {
    let pieces: [String]
    var index = 0

    var isAtEnd: Bool { index == pieces.count }

    var next: String { isAtEnd ? "" : pieces[index] }

    mutating func take() throws -> String {
      guard !isAtEnd else { throw Malformed(what: "the end") }
      index += 1
      return pieces[index - 1]
    }

    mutating func expect(_ piece: String) throws {
      let found = try take()
      if found != piece { throw Malformed(what: "\(found) where \(piece) should be") }
    }

    mutating func readChoice() throws -> Node {
      var choices = [try readSequence()]
      while next == "|" {
        index += 1
        choices.append(try readSequence())
      }
      return choices.count == 1 ? choices[0] : .choice(choices)
    }

    private mutating func readSequence() throws -> Node {
      var nodes: [Node] = []
      while !["|", ";", ")", "]", "}", ""].contains(next) { nodes.append(try readException()) }
      return nodes.count == 1 ? nodes[0] : .sequence(nodes)
    }

    private mutating func readException() throws -> Node {
      let node = try readNode()
      guard next == "-" else { return node }
      index += 1
      return .except(node, try readNode())
    }

    private mutating func readNode() throws -> Node {
      let piece = try take()
      switch piece.first {
      case "(": return try readChoice(closing: ")")
      case "[": return .optional(try readChoice(closing: "]"))
      case "{": return .repetition(try readChoice(closing: "}"))
      case "?": return .special(piece.trimmingCharacters(in: CharacterSet(charactersIn: "? ")))
      case "\"", "'": return .terminal(String(piece.dropFirst().dropLast()))
      case let first? where first.isLetter: return .rule(piece)
      default: throw Malformed(what: "unexpected \(piece)")
      }
    }

    private mutating func readChoice(closing: String) throws -> Node {
      let node = try readChoice()
      try expect(closing)
      return node
    }
  }
}
