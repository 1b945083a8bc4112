import Binding
import QueryLanguage
import Schema
import Values

@testable import Execution
@testable import Recordings

/// A recording that is written by plain statements of SQL, from what the format says: nothing of the writer
/// has a part in it.
final class PlainRecording {
  let database: Database
  let schema: RecordingSchema
  private var texts: [[UInt8]: Int64] = [:]
  private var labels: [[DatabaseStatement.Cell]: Int64] = [:]
  private var boots: [String: Int64] = [:]
  private var machines: [String: Int64] = [:]
  private var processes: [RowOrigin: Int64] = [:]
  private var facts: [Int64: [DatabaseStatement.Cell]] = [:]
  private var moments: Int64 = 0
  private var last: (time: Int64, uptime: Int64, instant: Int64, boot: String)?

  /// Makes the file, for what `select` names of a toy.
  init(_ path: String, selecting columns: String, interval: Int64 = 10_000_000_000) throws {
    let recorded = try Self.columns(columns)
    guard let schema = RecordingSchema(of: ToyHost.schema, recording: recorded) else {
      throw PlainError(words: "no schema")
    }
    self.schema = schema
    database = try Database(Array(path.utf8), .writing(creates: true))
    try database.execute("pragma application_id = \(RecordingLayout.applicationID)")
    try database.execute("pragma user_version = \(RecordingLayout.version)")
    let names = Set(schema.columns.map(\.schema.name))
    for definition in RecordingLayout.definitions(of: schema, showing: names) {
      try database.execute(definition)
    }
    for (key, value) in [
      ("statement", DatabaseStatement.Cell.text(Array(columns.utf8))),
      ("interval", .integer(interval)), ("schema", .text(schema.json)),
    ] {
      try database.prepare("insert into meta values (?, ?)").run([.text(Array(key.utf8)), value])
    }
  }

  /// What a statement that records these would give.
  static func columns(_ select: String) throws -> [RecordedColumn] {
    try reader(select, of: ToyHost(look: .init(time: 0, uptime: 0))).columns
  }

  static func reader(_ select: String, of host: ToyHost) throws -> MomentReader {
    var session = Session(host)
    let script = try session.prepare(SourceText("record into 'day.db' select \(select)"))
    guard let reader = script.statements.first?.momentReader() else {
      throw PlainError(words: "nothing is recorded")
    }
    return reader
  }

  struct PlainError: Error { let words: String }

  /// Into the first columns of a table.
  private func insert(_ table: String, _ cells: [DatabaseStatement.Cell]) throws -> Int64 {
    let names = try database.prepare("pragma table_info(\(table))")
    var columns: [String] = []
    while try names.step() {
      if case .text(let name) = names.cell(1) {
        columns.append(String(decoding: name, as: UTF8.self).quotedForSQL)
      }
    }
    let list = columns.prefix(cells.count).joined(separator: ", ")
    let marks = Array(repeating: "?", count: cells.count).joined(separator: ", ")
    try database.prepare("insert into \(table)(\(list)) values (\(marks))").run(cells)
    return database.lastID
  }

  private func known<Key: Hashable>(
    _ key: Key, _ path: ReferenceWritableKeyPath<PlainRecording, [Key: Int64]>, _ table: String,
    _ cells: [DatabaseStatement.Cell]
  ) throws -> Int64 {
    if let id = self[keyPath: path][key] { return id }
    let id = try insert(table, [.null] + cells)
    self[keyPath: path][key] = id
    return id
  }

  private func text(_ bytes: [UInt8]) throws -> DatabaseStatement.Cell {
    let isUTF8 = String(validating: bytes, as: UTF8.self) != nil
    return .integer(
      try known(bytes, \.texts, "text", isUTF8 ? [.text(bytes)] : [.null, .bytes(bytes)]))
  }

  /// Adds a moment; it is a key frame if that is asked for. `alive` are processes that are no rows.
  func add(
    _ look: ToyHost.Look, selecting columns: String, alive: [RowOrigin] = [],
    isKeyFrame: Bool = false
  ) throws {
    try database.execute("begin")
    moments += 1
    if let last, last.boot != look.boot { try end(processes.map(\.key)) }
    let boot = try known(look.boot, \.boots, "boot", [.text(Array(look.boot.utf8))])
    let machine = try known(
      look.zone, \.machines, "machine",
      [.null, .null, .null, .null, .text(Array(look.zone.utf8)), .integer(4096), .integer(100)]
        + [.integer(ToyHost.memory), .integer(4)])
    var step: Int64 = 0
    if let last {
      step =
        last.boot == look.boot ? look.uptime - last.uptime : max(1, look.time - last.time)
    }
    let instant = (last?.instant ?? look.time) + step
    last = (look.time, look.uptime, instant, look.boot)
    var present: [Int64] = []
    var count = 0
    if look.failure == nil {
      (present, count) = try addRows(of: look, boot, columns, alive: alive)
    }
    _ = try insert(
      "moment",
      [
        .integer(moments), .integer(boot), .integer(machine), .integer(look.time),
        .integer(look.uptime), .integer(instant), .integer(Int64(count)), .integer(0),
        look.notes.isEmpty ? .null : .text(Array(look.notes.joined(separator: "\n").utf8)),
        look.failure.map { .text(Array($0.utf8)) } ?? .null,
        isKeyFrame ? .bytes(KeyFrame.bytes(of: present)) : .null,
      ])
    try database.execute("commit")
  }

  private func addRows(
    of look: ToyHost.Look, _ boot: Int64, _ columns: String, alive: [RowOrigin]
  ) throws -> ([Int64], Int) {
    let reader = try Self.reader(columns, of: ToyHost(look: look))
    var rows: [MomentRow] = []
    _ = try reader.read(isWhole: true, unless: Cancellation()) { rows.append($0) }
    var present: Set<Int64> = []
    for row in rows {
      let process = try process(row.origin, boot)
      present.insert(process)
      let values = Dictionary(
        zip(reader.columns.map(\.name), row.cells.map { $0 ?? .null }), uniquingKeysWith: { $1 })
      let label = try stored(schema.labels, values)
      let id = try known(label, \.labels, "label", label)
      try addFact(process, [.integer(id)] + (try stored(schema.facts, values)))
    }
    for origin in alive {
      let process = try process(origin, boot)
      present.insert(process)
      try addFact(process, Array(repeating: .null, count: schema.facts.count + 4))
    }
    try end(processes.filter { !present.contains($0.value) }.map(\.key))
    return (present.sorted(), rows.count)
  }

  /// They were alive at the last moment, and are no more.
  private func end(_ origins: [RowOrigin]) throws {
    for origin in origins {
      guard let id = processes.removeValue(forKey: origin) else { continue }
      try database.execute("update process set last = \(moments - 1) where id = \(id)")
    }
  }

  private func process(_ origin: RowOrigin, _ boot: Int64) throws -> Int64 {
    try known(
      origin, \.processes, "process",
      [
        .integer(boot), .integer(origin.number), .integer(origin.start), .integer(moments), .null,
      ])
  }

  private func addFact(_ process: Int64, _ cells: [DatabaseStatement.Cell]) throws {
    if facts[process] == cells { return }
    facts[process] = cells
    _ = try insert("fact", [.integer(process), .integer(moments)] + cells)
  }

  /// The cells of a table, then the masks and the reason.
  private func stored(
    _ columns: [RecordingSchema.Column], _ values: [String: Value]
  ) throws -> [DatabaseStatement.Cell] {
    var cells: [DatabaseStatement.Cell] = []
    var (denied, failed): (Int64, Int64) = (0, 0)
    var reason = DatabaseStatement.Cell.null
    for (index, column) in columns.enumerated() {
      switch values[column.schema.name] ?? .null {
      case .null: cells.append(.null)
      case .denied(.failed(let failure)):
        failed |= 1 << Int64(index)
        reason = try text(Array(failure.reason.utf8) + [0x0A] + failure.path.bytes)
        cells.append(.null)
      case .denied:
        denied |= 1 << Int64(index)
        cells.append(.null)
      case .boolean(let truth): cells.append(.integer(truth ? 1 : 0))
      case .integer(let number), .size(let number), .duration(let number), .time(let number):
        cells.append(.integer(number))
      case .address(let address): cells.append(.integer(Int64(bitPattern: address)))
      case .real(let number), .byteRate(let number), .countRate(let number):
        cells.append(.real(number))
      case .text(let value): cells.append(try text(value.bytes))
      case .list(let elements): cells.append(try text(json(.list(elements))))
      case .map(let map): cells.append(try text(json(.map(map))))
      }
    }
    return cells + [
      denied == 0 ? .null : .integer(denied), failed == 0 ? .null : .integer(failed), reason,
    ]
  }

  private func json(_ value: Value) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendJSON(value)
    return bytes
  }
}
