import Schema

// The parts of a schema as JSON, each there and back.

extension ValueType {
  /// `size`, `list of text`, `map of integer`.
  var recordedName: String {
    switch self {
    case .list(let element): "list of \(element.recordedName)"
    case .map(let value): "map of \(value.recordedName)"
    case .null, .boolean, .integer, .real, .size, .duration, .time, .address, .text, .byteRate,
      .countRate:
      name
    }
  }

  /// Nil of a name that no type has.
  init?(recordedName name: String) {
    self.init(recordedName: name[...], depth: 0)
  }

  private init?(recordedName name: Substring, depth: Int) {
    if let plain = Self.plain.first(where: { $0.name == name }) {
      self = plain
      return
    }
    guard depth < 4 else { return nil }
    for (prefix, make) in [("list of ", ValueType.list), ("map of ", ValueType.map)] {
      guard name.hasPrefix(prefix) else { continue }
      guard let inner = ValueType(recordedName: name.dropFirst(prefix.count), depth: depth + 1)
      else { return nil }
      self = make(inner)
      return
    }
    return nil
  }

  private static let plain: [ValueType] = [
    .boolean, .integer, .real, .size, .duration, .time, .address, .text, .byteRate, .countRate,
  ]
}

extension Vocabulary {
  /// Its kind, and its words.
  var json: JSONTree {
    switch self {
    case .closed(let words, let synonyms): Self.json("closed", words, synonyms)
    case .open(let words, let synonyms): Self.json("open", words, synonyms)
    case .names: Self.json("names")
    case .numbers(.percent): Self.json("percent")
    case .numbers(.readingTimes): Self.json("reading times")
    case .numbers(.bytes): Self.json("bytes")
    case .numbers(.bytesOf(let keys)): Self.json("bytes of", keys)
    }
  }

  private static func json(
    _ kind: String, _ words: [String] = [], _ synonyms: [Synonym] = []
  ) -> JSONTree {
    var members = [JSONTree.Member("kind", JSONTree(kind))]
    if !words.isEmpty { members.append(.init("words", .array(words.map { JSONTree($0) }))) }
    if !synonyms.isEmpty {
      members.append(.init("synonyms", .array(synonyms.map(\.json))))
    }
    return .object(members)
  }

  init(_ object: JSONObject) throws(SchemaError) {
    let kind = try object.text("kind")
    let words = try object.texts("words")
    switch kind {
    case "closed": self = .closed(words, synonyms: try Self.synonyms(object))
    case "open": self = .open(words, synonyms: try Self.synonyms(object))
    case "names": self = .names
    case "percent": self = .percent
    case "reading times": self = .numbers(.readingTimes)
    case "bytes": self = .numbers(.bytes)
    case "bytes of": self = .numbers(.bytesOf(words))
    case _: throw object.error("is of no known kind")
    }
  }

  private static func synonyms(_ object: JSONObject) throws(SchemaError) -> [Synonym] {
    try object.objects("synonyms").map { synonym throws(SchemaError) in
      Synonym(
        try synonym.text("word"), try synonym.optionalText("meaning") ?? "",
        try synonym.optionalText("remark"))
    }
  }
}

extension Vocabulary.Synonym {
  fileprivate var json: JSONTree {
    var members = [
      JSONTree.Member("word", JSONTree(word)), .init("meaning", JSONTree(meaning)),
    ]
    if let remark { members.append(.init("remark", JSONTree(remark))) }
    return .object(members)
  }
}

extension RelationSchema {
  /// Of one whose path leads by columns.
  var json: JSONTree {
    var members = [
      JSONTree.Member("name", JSONTree(name)), .init("to", JSONTree(table)),
      .init("many", .boolean(isMany)), .init("summary", JSONTree(summary)),
    ]
    switch path {
    case .equal(let own, let other):
      members += [.init("own", JSONTree(own)), .init("other", JSONTree(other))]
    case .repeated(let step): members.append(.init("repeats", JSONTree(step)))
    case .parts, .owner, .known: break
    }
    return .object(members)
  }

  init(_ object: JSONObject, at place: Int) throws(SchemaError) {
    let path: Path =
      if let step = try object.optionalText("repeats") {
        .repeated(step)
      } else {
        .equal(own: try object.text("own"), other: try object.text("other"))
      }
    self.init(
      try object.text("name"), to: try object.text("to"), isMany: try object.flag("many"),
      from: RecordingAccess.fact, id: RelationID(place), try object.text("summary"), path: path)
  }
}

extension FunctionSchema {
  /// Of one that the machine's facts tell: it takes sizes or nothing.
  var json: JSONTree {
    var members = [
      JSONTree.Member("name", JSONTree(name)), .init("usage", JSONTree(usage)),
      .init("summary", JSONTree(summary)),
    ]
    if let vocabulary { members.append(.init("vocabulary", vocabulary.json)) }
    return .object(members)
  }

  /// Nil of one that a recording cannot tell: what it takes and gives, its name says.
  static func recorded(_ object: JSONObject) throws(SchemaError) -> FunctionSchema? {
    let name = try object.text("name")
    guard let known = RecordedFunctions.signature(of: name) else { return nil }
    let vocabulary = try object.optionalObject("vocabulary")
    return FunctionSchema(
      name, usage: try object.text("usage"), try object.text("summary"), takes: known.parameters,
      returns: .type(known.result),
      vocabulary: try vocabulary.map { object throws(SchemaError) in try Vocabulary(object) },
      evaluation: .ofSnapshot, isIncreasing: !known.parameters.isEmpty)
  }
}

/// The functions that the machine's facts tell.
enum RecordedFunctions {
  /// As a query calls them.
  static let names = ["memory_percent", "cpu_count"]

  /// What a function takes and gives; nil of one that cannot be told.
  static func signature(of name: String) -> (parameters: [ParameterSchema], result: ValueType)? {
    switch name {
    case "memory_percent": ([.bytes], .real)
    case "cpu_count": ([], .integer)
    case _: nil
    }
  }
}
