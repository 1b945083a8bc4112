import Execution
import Values

extension WriterState {
  /// What is to be remembered of a file.
  convenience init(
    of database: Database, _ schema: RecordingSchema, _ columns: RecordedColumns
  ) throws(DatabaseError) {
    self.init(
      texts: try TextDictionary(in: database),
      labels: try LabelDictionary(schema, in: database))
    try loadMoments(database)
    try loadMachine(database)
    try loadProcesses(database, schema)
    try loadTexts(database, columns)
  }

  private func loadMoments(_ database: Database) throws(DatabaseError) {
    let moment = try database.prepare(
      "select id, time, uptime, instant from moment order by id desc limit 1")
    while try moment.step() {
      last = Last(
        id: moment.integer(0), time: moment.integer(1), uptime: moment.integer(2),
        instant: moment.integer(3))
    }
    lastWithRows =
      try database.number(
        "select id from moment where failure is null order by id desc limit 1") ?? 0
  }

  private func loadMachine(_ database: Database) throws(DatabaseError) {
    let boot = try database.prepare("select id, boot_id from boot order by id desc limit 1")
    while try boot.step() {
      self.boot = (boot.integer(0), boot.text(1) ?? "")
    }
    let row = try database.prepare(
      """
      select id, hostname, os, kernel, architecture, zone, page_size, ticks, memory_total, processors
      from machine order by id desc limit 1
      """)
    while try row.step() {
      var facts = MachineFacts(
        bootID: self.boot?.bootID ?? "", uptime: 0, zone: row.text(5) ?? "",
        ticksPerSecond: Int(row.integer(7)))
      facts.hostname = row.text(1)
      facts.system = row.text(2)
      facts.kernel = row.text(3)
      facts.architecture = row.text(4)
      facts.pageSize = row.optionalInteger(6).map(Int.init)
      facts.memoryTotal = row.optionalInteger(8)
      facts.processorCount = row.optionalInteger(9)
      machine = (row.integer(0), facts)
    }
  }

  /// Those that have not been seen to end, each with what is in force of it.
  private func loadProcesses(
    _ database: Database, _ schema: RecordingSchema
  ) throws(DatabaseError) {
    let rows = try database.prepare(
      """
      select p.id, p.pid, p.start, f.label, \(schema.factSelection(of: "f"))
      from process as p cross join fact as f
      where p.last is null and f.process = p.id
        and f.since = (select max(g.since) from fact as g where g.process = p.id)
      """)
    let labels = try database.prepare(
      "select \(schema.labelSelection(of: "label")) from label where id = ?")
    let factCount = schema.facts.count
    while try rows.step() {
      var process = TrackedProcess(id: rows.integer(0))
      if !rows.isNull(3) {
        let id = rows.integer(3)
        let key = try self.key(of: id, labels, count: schema.labels.count)
        process.label = id
        process.labelReason = key.reason
        process.factReason = rows.optionalInteger(
          4 + factCount + 2 * CellMasks.words(for: factCount))
        process.cells = key.cells + rows.storedCells(from: 4, count: factCount)
        self.labels.add(key, id)
        self.labels.retain(id)
      }
      processes[RowOrigin(rows.integer(1), start: rows.integer(2))] = process
    }
  }

  private func key(
    of label: Int64, _ labels: DatabaseStatement, count: Int
  ) throws(DatabaseError) -> LabelKey {
    try labels.bind(.integer(label), at: 1)
    var key = LabelKey(cells: Array(repeating: .null, count: count), reason: nil)
    while try labels.step() {
      key = LabelKey(
        cells: labels.storedCells(from: 0, count: count),
        reason: labels.optionalInteger(count + 2 * CellMasks.words(for: count)))
    }
    return key
  }

  /// The texts that these processes refer to.
  private func loadTexts(
    _ database: Database, _ columns: RecordedColumns
  ) throws(DatabaseError) {
    let statement = try database.prepare("select coalesce(bytes, value) from text where id = ?")
    for process in processes.values {
      for id in process.texts(in: columns) {
        if !texts.holds(id) {
          try statement.bind(.integer(id), at: 1)
          while try statement.step() { texts.add(Text(bytes: statement.bytes(0)), id) }
        }
        texts.retain(id)
      }
    }
  }

  /// Says of labels and texts that no process refers to now, which nobody has said yet of those of a
  /// recorder that was killed, that they are not needed after the last moment.
  func retireUnused(_ database: Database, _ columns: RecordedColumns) throws(DatabaseError) {
    let moment = last?.id ?? 0
    try retire("label", Set(processes.values.compactMap(\.label)), at: moment, in: database)
    let texts = Set(processes.values.flatMap { $0.texts(in: columns) })
    try retire("text", texts, at: moment, in: database)
  }

  private func retire(
    _ table: String, _ used: Set<Int64>, at moment: Int64, in database: Database
  ) throws(DatabaseError) {
    let rows = try database.prepare("select id from \(table) where last is null")
    var unused: [Int64] = []
    while try rows.step() {
      if !used.contains(rows.integer(0)) { unused.append(rows.integer(0)) }
    }
    let update = try database.prepare("update \(table) set last = ?2 where id = ?1")
    for id in unused { try update.run([.integer(id), .integer(moment)]) }
  }
}

extension TrackedProcess {
  /// The ids of the texts that it refers to, each as often as it does.
  func texts(in columns: RecordedColumns) -> [Int64] {
    let own = cells.enumerated().compactMap { place, cell -> Int64? in
      if columns.areTexts[place], case .integer(let id) = cell { id } else { nil }
    }
    return own + [labelReason, factReason].compactMap { $0 }
  }
}

extension RecordingSchema {
  /// What is selected of `label` under this name: its columns, their masks and the reason.
  fileprivate func labelSelection(of name: String) -> String {
    selection(of: name, labelNames)
  }

  /// Likewise of `fact`.
  fileprivate func factSelection(of name: String) -> String { selection(of: name, factNames) }

  private func selection(of name: String, _ columns: [String]) -> String {
    (columns.map(\.quotedForSQL) + CellMasks.names(for: columns.count) + ["reason"])
      .map { "\(name).\($0)" }.joined(separator: ", ")
  }
}
