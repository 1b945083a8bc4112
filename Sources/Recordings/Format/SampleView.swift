import Schema

/// The view `samples`: a row for each moment and process that was among its rows, with every recorded column
/// flat, for programs that know nothing of recordings.
///
/// What joins the tables says the order in which they are read: from a moment or a process to the one fact
/// in force then. SQLite's own choice would begin with all facts. Only what other databases know as well
/// stands in it, so that DuckDB, which reads a view's text, has the types of the tables.
struct SampleView {
  private let schema: RecordingSchema
  private let shown: Set<String>

  init(_ schema: RecordingSchema, showing shown: Set<String>) {
    self.schema = schema
    self.shown = shown
  }

  /// The statement that makes it.
  var definition: String {
    let selection = columns.map { "\($0.expression) as \($0.name.quotedForSQL)" }
    return """
      create view samples as select \(selection.joined(separator: ",\n  "))
      from moment as m
        join process as p on p.first <= m.id and m.id <= coalesce(p.last, 9223372036854775807)
        cross join fact as f cross join label as l
      where f.process = p.id
        and f.since = (select max(g.since) from fact as g where g.process = p.id and g.since <= m.id)
        and l.id = f.label and m.failure is null
      """
  }

  private typealias Column = (name: String, expression: String)

  private var columns: [Column] {
    var columns: [Column] = [
      ("time", "m.utc"), ("moment", "m.id"), ("pid", "p.pid"), ("started", "p.started"),
    ]
    columns += schema.columns.compactMap { column in
      shown.contains(column.schema.name)
        ? workedOut(column).map { (column.schema.name, $0) } : nil
    }
    let (labels, facts) = (schema.labels, schema.facts)
    columns += zip(labels, zip(labels.map(\.schema.name), schema.labelNames)).map {
      ($1.0, $0.shown(as: "l.\($1.1.quotedForSQL)"))
    }
    columns += zip(facts, zip(facts.map(\.schema.name), schema.factNames)).map {
      ($1.0, $0.shown(as: "f.\($1.1.quotedForSQL)"))
    }
    let masks = ["denied", "failed"]
    let names = StoredNames.names(for: columns.map(\.name), besides: masks)
    let told = masks.map { ($0, maskedNames(in: $0)) }
    return zip(names, columns).map { ($0, $1.expression) } + told
  }

  /// What is not stored and can be told of one moment; nil of all else.
  private func workedOut(_ column: RecordingSchema.Column) -> String? {
    switch column.place {
    case .sinceBoot: return "cast(p.start / 1e9 as double)"
    case .age: return "cast((m.uptime - p.start) / 1e9 as double)"
    case .share(let base):
      guard let place = schema.facts.firstIndex(where: { $0.schema.name == base }) else {
        return nil
      }
      let size = schema.factNames[place].quotedForSQL
      return
        "(select cast(f.\(size) as double) / memory_total * 100 from machine where id = m.machine)"
    case .number, .started, .label, .fact, .derived: return nil
    }
  }

  /// The names of those columns whose bits are set, with commas between them; NULL of none.
  private func maskedNames(in mask: String) -> String {
    let parts = [("l", schema.labels), ("f", schema.facts)].flatMap { table, columns in
      columns.enumerated().map { place, column in
        let (word, bit) = CellMasks.bit(of: place, in: mask)
        let name = "\(column.schema.name), ".textForSQL
        return "case when (\(table).\(word) & \(bit)) <> 0 then \(name) else '' end"
      }
    }
    guard !parts.isEmpty else { return "cast(null as text)" }
    return "nullif(rtrim(\(parts.joined(separator: " || ")), ', '), '')"
  }
}

extension RecordingSchema.Column {
  /// As others know values of its type: texts as they are, durations in seconds, times as text.
  fileprivate func shown(as stored: String) -> String {
    switch schema.type {
    case .text, .list, .map: "(select value from text where id = \(stored))"
    case .duration: "cast(\(stored) / 1e9 as double)"
    case .time: "strftime('%Y-%m-%dT%H:%M:%fZ', \(stored) / 1e9, 'unixepoch')"
    case .address: "case when \(stored) is not null then printf('0x%llx', \(stored)) end"
    case _: stored
    }
  }
}
