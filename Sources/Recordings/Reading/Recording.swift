import Schema
import Values

/// What is known of a recording from when it is opened.
struct Recording: Sendable {
  /// As the user calls it.
  let path: Text
  /// What can be asked.
  let schema: RecordingSchema
  /// The text of its schema, which is the same as long as it is the same recording.
  let schemaText: [UInt8]
  /// From one moment to the next, in nanoseconds.
  let interval: Int64
  /// By the place of a column, how a row tells it.
  let columns: [RecordedCell]
  /// What refuses a column, likewise.
  let origins: [AccessID]
  /// Of the dictionary of labels, in the order of its mask bits.
  let labelColumns: [StoredColumn]
  /// Likewise of the facts.
  let factColumns: [StoredColumn]

  /// A column of a table in the file.
  struct StoredColumn: Sendable {
    /// In SQL.
    let name: String
    /// Of its values.
    let type: ValueType
    /// What refused it, where it is denied.
    let origin: AccessID
  }

  init(_ path: [UInt8], _ schema: RecordingSchema, _ schemaText: [UInt8], interval: Int64) {
    self.path = Text(bytes: path)
    self.schema = schema
    self.schemaText = schemaText
    self.interval = interval
    origins = schema.originIDs
    var (labels, facts): ([StoredColumn], [StoredColumn]) = ([], [])
    var factPlaces: [String: Int] = [:]
    let (labelNames, factNames) = (schema.labelNames, schema.factNames)
    var cells = zip(schema.columns, origins).map { column, origin -> RecordedCell in
      let type = column.schema.type
      switch column.place {
      case .number: return .number
      case .sinceBoot: return .sinceBoot
      case .started: return .started
      case .age: return .age
      case .derived, .share: return .nothing
      case .label:
        labels.append(StoredColumn(name: labelNames[labels.count], type: type, origin: origin))
        return .label(labels.count - 1)
      case .fact:
        factPlaces[column.schema.name] = facts.count
        facts.append(StoredColumn(name: factNames[facts.count], type: type, origin: origin))
        return .fact(facts.count - 1)
      }
    }
    for (index, column) in schema.columns.enumerated() {
      if case .share(let base) = column.place, let place = factPlaces[base] {
        cells[index] = .share(place)
      }
    }
    columns = cells
    labelColumns = labels
    factColumns = facts
  }
}

/// How a row of a recording tells a column.
enum RecordedCell: Hashable, Sendable {
  case number
  case sinceBoot
  case started
  case age
  /// A place in the dictionary of labels.
  case label(Int)
  /// A place among its facts.
  case fact(Int)
  /// The percentage of physical memory that a fact is.
  case share(Int)
  /// What the engine works out itself.
  case nothing
}
