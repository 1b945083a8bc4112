import TestSupport

@testable import QueryLanguage

/// Sentences of the grammar file, at random.
struct SentenceGenerator {
  let grammar: GrammarFile
  var random: SeededRandom
  /// How deep rules may go into one another before the shortest way out is taken.
  var depthLimit = 24
  /// How many rules it takes at least to come to an end, for every rule.
  private let heights: [String: Int]

  init(grammar: GrammarFile, seed: UInt64) {
    self.grammar = grammar
    random = SeededRandom(seed: seed)
    heights = SentenceGenerator.heights(of: grammar)
  }

  mutating func sentence(from rule: String = "script") -> [UInt8] {
    var pieces: [[UInt8]] = []
    generate(.rule(rule), depth: 0, into: &pieces)
    return join(pieces)
  }

  /// Each piece becomes a token of its own.
  private mutating func join(_ pieces: [[UInt8]]) -> [UInt8] {
    var sentence: [UInt8] = []
    for piece in pieces {
      if !sentence.isEmpty { sentence += space() }
      sentence += piece
    }
    return sentence
  }

  private mutating func space() -> [UInt8] {
    if !random.oneIn(8) { return [UInt8(ascii: " ")] }
    return Array(
      random.pick(["\n", "\r\n", "\t", "  ", "/* a 'comment */", " -- it's one\n"]).utf8)
  }
}

// MARK: - The parser's rules

extension SentenceGenerator {
  private mutating func generate(
    _ node: GrammarFile.Node, depth: Int, into pieces: inout [[UInt8]]
  ) {
    switch node {
    case .terminal(let text): pieces.append(Array(inAnyCase(text).utf8))
    case .rule(let name) where name.first?.isUppercase == true: pieces.append(token(name))
    case .rule(let name):
      grammar.rules[name].map { generate($0, depth: depth + 1, into: &pieces) }
    case .special: break
    case .sequence(let nodes):
      for node in nodes { generate(node, depth: depth, into: &pieces) }
    case .choice(let nodes):
      generate(choose(nodes, depth: depth), depth: depth, into: &pieces)
    case .optional(let node):
      if mayGrow(depth) { generate(node, depth: depth, into: &pieces) }
    case .repetition(let node):
      while mayGrow(depth) { generate(node, depth: depth, into: &pieces) }
    case .except(let node, .rule(let exceptions)):
      pieces.append(word(node, but: Set(grammar.terminals(of: exceptions))))
    case .except: break
    }
  }

  /// Whether something may be added that could be left out; the deeper, the rarer.
  private mutating func mayGrow(_ depth: Int) -> Bool {
    depth < depthLimit && random.oneIn(2 + depth / 6)
  }

  private mutating func choose(_ nodes: [GrammarFile.Node], depth: Int) -> GrammarFile.Node {
    if depth < depthLimit { return random.pick(nodes) }
    let shortest = nodes.map { SentenceGenerator.height(of: $0, heights) }.min()
    return random.pick(nodes.filter { SentenceGenerator.height(of: $0, heights) == shortest })
  }

  private mutating func word(_ node: GrammarFile.Node, but exceptions: Set<String>) -> [UInt8] {
    while true {
      var pieces: [[UInt8]] = []
      generate(node, depth: depthLimit, into: &pieces)
      let word = String(decoding: pieces.joined(), as: UTF8.self)
      if !exceptions.contains(word.lowercased()) { return Array(word.utf8) }
    }
  }

  private mutating func inAnyCase(_ text: String) -> String {
    random.oneIn(4)
      ? String(text.map { random.oneIn(2) ? Character($0.uppercased()) : $0 }) : text
  }
}

// MARK: - The lexer's rules

extension SentenceGenerator {
  private mutating func token(_ rule: String) -> [UInt8] {
    var bytes: [UInt8] = []
    spell(.rule(rule), into: &bytes)
    return bytes
  }

  private mutating func spell(_ node: GrammarFile.Node, into bytes: inout [UInt8]) {
    switch node {
    case .terminal(let text): bytes += Array(text.utf8)
    case .rule("WORD") where random.oneIn(2):
      bytes += Array(inAnyCase(random.pick(SentenceGenerator.words)).utf8)
    // Larger ones are in the grammar, and out of range.
    case .rule("EXPONENT"): bytes += Array(random.pick(["e0", "E-2", "e+0", "e-1_0"]).utf8)
    case .rule(let name): grammar.rules[name].map { spell($0, into: &bytes) }
    case .special(let description): bytes.append(byte(description))
    case .sequence(let nodes):
      for node in nodes { spell(node, into: &bytes) }
    case .choice(let nodes): spell(random.pick(nodes), into: &bytes)
    case .optional(let node):
      if random.oneIn(3) { spell(node, into: &bytes) }
    case .repetition(let node):
      for _ in 0..<Int.random(in: 0...2, using: &random) { spell(node, into: &bytes) }
    case .except: break
    }
  }

  private static let words =
    ["pid", "uss", "user", "env", "parent", "files", "start", "text", "children", "count"]
    + Keyword.allCases.map(\.rawValue)

  /// A byte that a description in the grammar allows.
  private mutating func byte(_ description: String) -> UInt8 {
    while true {
      let byte = UInt8.random(in: 0...255, using: &random)
      if SentenceGenerator.allows(description, byte) { return byte }
    }
  }

  private static func allows(_ description: String, _ byte: UInt8) -> Bool {
    let character = Character(Unicode.Scalar(byte))
    switch description {
    case "A to Z, a to z or _": return byte < 0x80 && (character.isLetter || character == "_")
    case "0 to 9": return byte < 0x80 && character.isNumber
    case "0 to 9, a to f or A to F": return byte < 0x80 && character.isHexDigit
    case "any character but `": return byte < 0x80 && character != "`"
    case #"any character but ' and \"#:
      return byte < 0x80 && character != "'" && character != "\\"
    case #"any character but " and \"#:
      return byte < 0x80 && character != "\"" && character != "\\"
    case #"any byte but ' and \"#: return character != "'" && character != "\\"
    case #"any byte but " and \"#: return character != "\"" && character != "\\"
    case "any byte that makes no escape": return !"ntrx\\'\"".contains(character)
    default: fatalError("the generator does not know what is \(description)")
    }
  }
}

// MARK: - Ways out

extension SentenceGenerator {
  private static func heights(of grammar: GrammarFile) -> [String: Int] {
    var heights: [String: Int] = [:]
    // Each round settles the rules that need one rule more.
    for _ in grammar.names {
      for name in grammar.names {
        if let rule = grammar.rules[name] { heights[name] = height(of: rule, heights) + 1 }
      }
    }
    return heights
  }

  private static func height(of node: GrammarFile.Node, _ heights: [String: Int]) -> Int {
    switch node {
    case .terminal, .special, .optional, .repetition: 0
    case .rule(let name): heights[name] ?? 1000
    case .sequence(let nodes): nodes.map { height(of: $0, heights) }.max() ?? 0
    case .choice(let nodes): nodes.map { height(of: $0, heights) }.min() ?? 0
    case .except(let node, _): height(of: node, heights)
    }
  }
}
