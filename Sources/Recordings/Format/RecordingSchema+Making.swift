import Binding
import Execution
import Schema

extension RecordingSchema {
  /// Of what is recorded of a source's principal table; nil of a source whose rows are not looked up by a
  /// number.
  init?(of schema: Schema, recording recorded: [RecordedColumn]) {
    guard let table = schema.tables.first, case .scanned(let lookUp?) = table.rows else {
      return nil
    }
    let maker = RecordingSchemaMaker(of: schema, table, by: lookUp.column, recorded)
    columns = maker.columns
    relations = maker.relations
    functions = maker.functions
    constants = schema.constants
    unrecorded = maker.unrecorded
    self.table = maker.table(table, summaryColumns: table.summaryColumns)
    let names = ["time"] + columns.map(\.schema.name)
    readings = maker.readings.map { readings in
      let shown = readings.summaryColumns.filter(names.contains)
      return maker.table(
        readings, summaryColumns: shown.count > 2 ? shown : ["time"] + maker.plainColumns)
    }
  }
}

/// Works out what follows from what was recorded.
private struct RecordingSchemaMaker {
  let columns: [RecordingSchema.Column]
  private let schema: Schema
  private let principal: TableSchema
  private let lookUp: String
  private let recorded: [RecordedColumn]

  init(
    of schema: Schema, _ table: TableSchema, by lookUp: String, _ recorded: [RecordedColumn]
  ) {
    self.schema = schema
    self.principal = table
    self.lookUp = lookUp
    self.recorded = recorded
    let available = Self.availableNames(of: table, lookUp, recorded, schema)
    var columns: [RecordingSchema.Column] = []
    for column in table.columns where available.contains(column.name) {
      columns.append(Self.column(column, lookUp, recorded))
    }
    for entry in recorded where entry.key != nil {
      columns.append(Self.column(of: entry))
    }
    self.columns = columns
  }

  /// The columns of the table that can be told: those that are recorded whole, those that a row has in any
  /// case, and those that follow.
  private static func availableNames(
    of table: TableSchema, _ lookUp: String, _ recorded: [RecordedColumn], _ schema: Schema
  ) -> Set<String> {
    var names = Set(recorded.lazy.filter { $0.key == nil }.map(\.column.name))
    for column in table.columns where place(always: column.name, lookUp) != nil {
      names.insert(column.name)
    }
    for column in table.columns {
      if column.name == share.column, names.contains(share.base),
        schema.functions.contains(where: { $0.name == share.column })
      {
        names.insert(column.name)
      }
      if column.derivation != nil,
        column.namesInDerivation(of: table).allSatisfy(names.contains)
      {
        names.insert(column.name)
      }
    }
    return names
  }

  /// The share of physical memory, which the machine's facts tell of a resident size.
  private static let share = (column: "memory_percent", base: "rss")

  private static func place(always name: String, _ lookUp: String) -> RecordingSchema.Place? {
    switch name {
    case lookUp: .number
    case "since_boot": .sinceBoot
    case "started": .started
    case "age": .age
    case _: nil
    }
  }

  private static func column(
    _ column: ColumnSchema, _ lookUp: String, _ recorded: [RecordedColumn]
  ) -> RecordingSchema.Column {
    let isRecorded = { (name: String) in
      recorded.contains { $0.key == nil && $0.column.name == name }
    }
    let place: RecordingSchema.Place
    if let always = self.place(always: column.name, lookUp) {
      place = always
    } else if column.derivation != nil {
      place = .derived
    } else if column.name == share.column, isRecorded(share.base) {
      place = .share(of: share.base)
    } else {
      place = column.kind == .label ? .label : .fact
    }
    return RecordingSchema.Column(
      schema: column.recorded(), place: place, origin: column.sources[0].access.name)
  }

  /// An entry of a map, as a column of its own.
  private static func column(of entry: RecordedColumn) -> RecordingSchema.Column {
    let column = entry.column
    let summary = "An entry of \(column.name): \(column.summary.loweringFirst)"
    let schema = ColumnSchema(
      entry.name, group: column.group, type: entry.type, kind: column.kind,
      vocabulary: entry.vocabulary, summary,
      sources: [ColumnSource(RecordingAccess.fact, ReaderID(0))])
    return RecordingSchema.Column(
      schema: schema, place: column.kind == .label ? .label : .fact,
      origin: column.sources[0].access.name)
  }

  private var names: Set<String> { Set(columns.map(\.schema.name)) }

  var relations: [RelationSchema] {
    let names = names
    var kept: [RelationSchema] = []
    for relation in principal.relations where relation.table == principal.name {
      switch relation.path {
      case .equal(let own, let other):
        guard names.contains(own), names.contains(other) else { continue }
      case .repeated(let step):
        guard kept.contains(where: { $0.name == step }) else { continue }
      case .parts, .owner, .known: continue
      }
      kept.append(relation.recorded(at: kept.count))
    }
    return kept
  }

  /// Those that the snapshot of a recording can tell, without the others.
  var functions: [FunctionSchema] {
    schema.functions.filter { RecordedFunctions.names.contains($0.name) }
  }

  var readings: TableSchema? {
    schema.tables.first { $0.rows == .readings(of: principal.name) }
  }

  /// What is shown where nobody says what: what the machine shows of it, or what was recorded.
  func table(_ table: TableSchema, summaryColumns: [String]) -> RecordingSchema.Table {
    let names = names
    let known = summaryColumns.filter { names.contains($0) || $0 == "time" }
    let key = table.key.filter(names.contains)
    return RecordingSchema.Table(
      name: table.name, rowName: table.rowName, summary: table.summary,
      summaryColumns: known.count > 1 ? known : plainColumns,
      key: key.count == table.key.count ? key : [lookUp], lookUp: lookUp)
  }

  /// The number, and what was recorded that fits a line.
  var plainColumns: [String] {
    let shown = recorded.filter { !$0.type.isCollection && $0.name != lookUp }.map(\.name)
    return [lookUp] + shown.prefix(8)
  }

  var unrecorded: UnrecordedNames {
    let names = names
    let lost = principal.columns.filter { !names.contains($0.name) }
    let kept = Set(relations.map(\.name))
    let lostRelations = principal.relations.filter { !kept.contains($0.name) }
    let groups = Set(columns.map(\.schema.group))
    var lostGroups: [String] = []
    for column in lost where !groups.contains(column.group) && !lostGroups.contains(column.group) {
      lostGroups.append(column.group)
    }
    return UnrecordedNames(
      columns: lost.flatMap { [$0.name] + $0.aliases }, relations: lostRelations.map(\.name),
      tables: schema.tables.map(\.name).filter { $0 != principal.name && $0 != readings?.name },
      groups: lostGroups,
      aliases: lost.flatMap { column in column.aliases.map { .init($0, of: column.name) } },
      needs: lost.flatMap { column in
        ([column.name] + column.aliases).compactMap { need($0, of: bases(of: column)) }
      } + lostRelations.compactMap { need($0.name, of: bases(of: $0)) })
  }

  private func need(_ name: String, of bases: [String]) -> UnrecordedNames.Need? {
    let names = names
    let missing = bases.filter { !names.contains($0) }
    return missing.isEmpty ? nil : UnrecordedNames.Need(name, columns: missing)
  }

  /// The columns that a column follows from; none of one that is read.
  private func bases(of column: ColumnSchema) -> [String] {
    if column.name == Self.share.column { return [Self.share.base] }
    return column.namesInDerivation(of: principal)
  }

  /// The columns that a relation follows from; none of one that leads to what is not recorded.
  private func bases(of relation: RelationSchema) -> [String] {
    guard relation.table == principal.name else { return [] }
    switch relation.path {
    case .equal(let own, let other): return [own, other]
    case .repeated(let step):
      return principal.relations.first { $0.name == step && $0.path != relation.path }
        .map(bases) ?? []
    case .parts, .owner, .known: return []
    }
  }
}

extension ColumnSchema {
  /// Without what is of the machine alone: bounds, and other ways to its value.
  fileprivate func recorded() -> ColumnSchema {
    ColumnSchema(
      name, aliases: aliases, group: group, type: type, kind: kind, vocabulary: vocabulary,
      summary, entry: entry, sources: [ColumnSource(RecordingAccess.fact, ReaderID(0))],
      derivation: derivation)
  }
}

extension RelationSchema {
  /// The same of the rows of a recording.
  func recorded(at place: Int) -> RelationSchema {
    RelationSchema(
      name, to: table, isMany: isMany, from: RecordingAccess.fact, id: RelationID(place), summary,
      path: path)
  }
}

extension String {
  /// With a small letter at its beginning.
  fileprivate var loweringFirst: String { prefix(1).lowercased() + dropFirst() }
}
