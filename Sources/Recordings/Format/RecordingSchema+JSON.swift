import Binding
import QueryLanguage
import Schema

extension RecordingSchema {
  /// As it stands in the file.
  var json: [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendJSON(tree)
    return bytes
  }

  private var tree: JSONTree {
    var members = [JSONTree.Member("table", table.json)]
    if let readings { members.append(.init("readings", readings.json)) }
    members += [
      .init("columns", .array(columns.map(\.json))),
      .init("relations", .array(relations.map(\.json))),
      .init("functions", .array(functions.map(\.json))),
      .init("constants", .array(constants.map(\.json))),
      .init("unrecorded", unrecorded.json),
    ]
    return .object(members)
  }

  /// Reads what stands in a file, whoever has written it.
  init(json: [UInt8]) throws(SchemaError) {
    let tree: JSONTree
    do throws(JSONError) {
      tree = try JSONTree(parsing: json)
    } catch {
      throw SchemaError("it is no JSON at byte \(error.offset)")
    }
    let object = try JSONObject(tree, at: "it")
    table = try Table(try object.object("table"))
    let readings = try object.optionalObject("readings")
    self.readings = try readings.map { object throws(SchemaError) in try Table(object) }
    columns = try object.objects("columns").map { object throws(SchemaError) in try Column(object) }
    relations = try Self.relations(try object.objects("relations"))
    functions = try Self.functions(try object.objects("functions"))
    constants = try object.objects("constants").map { object throws(SchemaError) in
      try ConstantSchema(object)
    }
    unrecorded = try UnrecordedNames(try object.optionalObject("unrecorded"))
    try check()
  }

  private static func functions(_ objects: [JSONObject]) throws(SchemaError) -> [FunctionSchema] {
    var functions: [FunctionSchema] = []
    for object in objects {
      if let function = try FunctionSchema.recorded(object) { functions.append(function) }
    }
    return functions
  }

  private static func relations(_ objects: [JSONObject]) throws(SchemaError) -> [RelationSchema] {
    var relations: [RelationSchema] = []
    for object in objects {
      relations.append(try RelationSchema(object, at: relations.count))
    }
    return relations
  }
}

// What holds for every schema that was made here, and need not for one that was made elsewhere.
extension RecordingSchema {
  private func check() throws(SchemaError) {
    let names = Set(columns.map(\.schema.name))
    guard names.count == columns.count else { throw SchemaError("two columns have one name") }
    guard columns.contains(where: { $0.place == .number && $0.schema.name == table.lookUp }) else {
      throw SchemaError("no column is the number of a row")
    }
    guard readings?.name != table.name else { throw SchemaError("two tables have one name") }
    for table in [table, readings].compactMap(\.self) {
      for name in table.summaryColumns + table.key
      where !names.contains(name) && name != "time" {
        throw SchemaError("there is no column '\(name)'")
      }
    }
    for column in columns { try check(column) }
    for relation in relations { try check(relation) }
  }

  /// A column that follows names stored ones alone, so that none follows from itself.
  private func check(_ column: Column) throws(SchemaError) {
    if case .share(let base) = column.place {
      guard columns.contains(where: { $0.schema.name == base && $0.place == .fact }) else {
        throw SchemaError("there is no column '\(base)'")
      }
    }
    guard let derivation = column.schema.derivation else { return }
    let derived = columns.filter { $0.place == .derived }.flatMap {
      [$0.schema.name] + $0.schema.aliases
    }
    guard derivation.utf8.count <= Self.longestDerivation,
      let names = Derivation.names(in: derivation)
    else { throw SchemaError("what '\(column.schema.name)' follows from cannot be read") }
    guard !names.contains(where: { name in derived.contains { $0.isSame(as: name) } }) else {
      throw SchemaError("'\(column.schema.name)' follows from itself")
    }
  }

  private static let longestDerivation = 200

  private func check(_ relation: RelationSchema) throws(SchemaError) {
    let names = columns.map(\.schema.name)
    let isKnown =
      switch relation.path {
      case .equal(let own, let other): names.contains(own) && names.contains(other)
      case .repeated(let step):
        relations.prefix(relation.id.index).contains { other in
          guard case .equal = other.path else { return false }
          return other.name == step
        }
      case .parts, .owner, .known: false
      }
    guard isKnown, relation.table == table.name else {
      throw SchemaError("the relation '\(relation.name)' leads nowhere")
    }
  }
}

extension RecordingSchema.Table {
  fileprivate var json: JSONTree {
    var members = [JSONTree.Member("name", JSONTree(name))]
    if let rowName { members.append(.init("row", JSONTree(rowName))) }
    return .object(
      members + [
        .init("summary", JSONTree(summary)),
        .init("summary_columns", .array(summaryColumns.map { JSONTree($0) })),
        .init("key", .array(key.map { JSONTree($0) })), .init("number", JSONTree(lookUp)),
      ])
  }

  fileprivate init(_ object: JSONObject) throws(SchemaError) {
    name = try object.text("name")
    rowName = try object.optionalText("row")
    summary = try object.text("summary")
    summaryColumns = try object.texts("summary_columns")
    key = try object.texts("key")
    lookUp = try object.text("number")
  }
}

extension RecordingSchema.Column {
  fileprivate var json: JSONTree {
    var members = [JSONTree.Member("name", JSONTree(schema.name))]
    if !schema.aliases.isEmpty {
      members.append(.init("aliases", .array(schema.aliases.map { JSONTree($0) })))
    }
    members += [
      .init("group", JSONTree(schema.group)), .init("type", JSONTree(schema.type.recordedName)),
      .init("kind", JSONTree(schema.kind.rawValue)),
    ]
    if let vocabulary = schema.vocabulary {
      members.append(.init("vocabulary", vocabulary.json))
    }
    members.append(.init("summary", JSONTree(schema.summary)))
    if let entry = schema.entry {
      members.append(
        .init(
          "entry",
          .object([
            .init("noun", JSONTree(entry.noun)), .init("example", JSONTree(entry.example)),
          ])))
    }
    if let derivation = schema.derivation {
      members.append(.init("derivation", JSONTree(derivation)))
    }
    return .object(
      members + [.init("place", JSONTree(place.name)), .init("from", JSONTree(origin))])
  }

  fileprivate init(_ object: JSONObject) throws(SchemaError) {
    guard let type = ValueType(recordedName: try object.text("type")) else {
      throw object.error("is of no known type")
    }
    guard let kind = ColumnSchema.Kind(rawValue: try object.text("kind")) else {
      throw object.error("is of no known kind")
    }
    let derivation = try object.optionalText("derivation")
    guard let place = RecordingSchema.Place(name: try object.text("place")),
      (derivation != nil) == (place == .derived)
    else { throw object.error("is at no known place") }
    let vocabulary = try object.optionalObject("vocabulary")
    let entry = try object.optionalObject("entry")
    schema = ColumnSchema(
      try object.text("name"), aliases: try object.texts("aliases"),
      group: try object.text("group"), type: type, kind: kind,
      vocabulary: try vocabulary.map { object throws(SchemaError) in try Vocabulary(object) },
      try object.text("summary"),
      entry: try entry.map { object throws(SchemaError) in
        ColumnSchema.Entry(try object.text("noun"), example: try object.text("example"))
      },
      sources: [ColumnSource(RecordingAccess.fact, ReaderID(0))], derivation: derivation)
    self.place = place
    origin = try object.text("from")
    guard place.holds(type) else { throw object.error("is of the wrong type for its place") }
  }
}

extension RecordingSchema.Place {
  fileprivate var name: String {
    switch self {
    case .number: "number"
    case .sinceBoot: "since boot"
    case .started: "started"
    case .age: "age"
    case .label: "label"
    case .fact: "fact"
    case .share(let base): "share of \(base)"
    case .derived: "derived"
    }
  }

  fileprivate init?(name: String) {
    let plain: [Self] = [.number, .sinceBoot, .started, .age, .label, .fact, .derived]
    if let place = plain.first(where: { $0.name == name }) {
      self = place
    } else if name.hasPrefix("share of ") {
      self = .share(of: String(name.dropFirst("share of ".count)))
    } else {
      return nil
    }
  }

  /// Whether values of a type may be there.
  fileprivate func holds(_ type: ValueType) -> Bool {
    switch self {
    case .number: type == .integer
    case .sinceBoot, .age: type == .duration
    case .started: type == .time
    case .share: type == .real
    case .label, .fact, .derived: true
    }
  }
}

extension ConstantSchema {
  fileprivate var json: JSONTree {
    .object([
      .init("name", JSONTree(name)), .init("value", .boolean(value)),
      .init("summary", JSONTree(summary)),
    ])
  }

  fileprivate init(_ object: JSONObject) throws(SchemaError) {
    self.init(
      try object.text("name"), try object.flag("value"), try object.text("summary"))
  }
}

extension UnrecordedNames {
  fileprivate var json: JSONTree {
    .object([
      .init("columns", .array(columns.map { JSONTree($0) })),
      .init("relations", .array(relations.map { JSONTree($0) })),
      .init("tables", .array(tables.map { JSONTree($0) })),
      .init("groups", .array(groups.map { JSONTree($0) })),
      .init("aliases", .array(aliases.map(\.json))),
      .init("needs", .array(needs.map(\.json))),
    ])
  }

  fileprivate init(_ object: JSONObject?) throws(SchemaError) {
    guard let object else {
      self.init(columns: [], relations: [], tables: [])
      return
    }
    self.init(
      columns: try object.texts("columns"), relations: try object.texts("relations"),
      tables: try object.texts("tables"), groups: try object.texts("groups"),
      aliases: try object.objects("aliases").map { alias throws(SchemaError) in
        Alias(try alias.text("name"), of: try alias.text("column"))
      },
      needs: try object.objects("needs").map { need throws(SchemaError) in
        Need(try need.text("name"), columns: try need.texts("columns"))
      })
  }
}

extension UnrecordedNames.Alias {
  fileprivate var json: JSONTree {
    .object([.init("name", JSONTree(name)), .init("column", JSONTree(column))])
  }
}

extension UnrecordedNames.Need {
  fileprivate var json: JSONTree {
    .object([
      .init("name", JSONTree(name)), .init("columns", .array(columns.map { JSONTree($0) })),
    ])
  }
}
