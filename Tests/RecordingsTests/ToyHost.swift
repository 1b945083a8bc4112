import EngineSupport
import Execution
import Schema
import Values

/// A toy machine whose processes are made up, moment after moment. It is asked live, at its last moment, and
/// is recorded.
struct ToyHost: Source {
  /// A process at a moment.
  struct Process: Sendable {
    var pid: Int64
    var parent: Int64 = 1
    /// Nanoseconds since boot.
    var start: Int64
    /// By column; what is not there is null.
    var cells: [String: Value] = [:]

    init(_ pid: Int64, parent: Int64 = 1, start: Int64 = 0, _ cells: [String: Value] = [:]) {
      self.pid = pid
      self.parent = parent
      self.start = start
      self.cells = cells
    }
  }

  /// What it is at a moment.
  struct Look: Sendable {
    /// Nanoseconds since 1970.
    var time: Int64
    /// Nanoseconds since boot.
    var uptime: Int64
    var boot = "first"
    var zone = "UTC+0000"
    var processes: [Process] = []
    var notes: [String] = []
    /// Why it cannot be read; nil where it can.
    var failure: String?
  }

  /// What it is now.
  let look: Look

  var schema: Schema { Self.schema }

  func snapshot(at moment: Moment) -> any Snapshot { HostSnapshot(look) }

  static let listing = Access(AccessID(1), "listing", cost: .known)
  static let stat = Access(AccessID(2), "stat", cost: .file)
  static let rollup = Access(
    AccessID(3), "smaps_rollup", cost: .pages, permission: "CAP_SYS_PTRACE")
  static let environ = Access(AccessID(4), "environ", cost: .file, permission: "CAP_SYS_PTRACE")

  static let words = Vocabulary.closed(
    ["running", "sleeping", "zombie"], synonyms: [.init("Z", "zombie"), .init("R", "running")])

  static let columns: [ColumnSchema] = [
    column("pid", .integer, .label, "The number.", from: listing),
    column("ppid", .integer, .label, "The parent's number.", from: stat),
    column("name", aliases: ["comm"], .text, .label, "What it is called.", from: stat),
    column("kernel", .boolean, .label, "Whether it is the kernel's.", from: stat),
    column("user", .text, .label, words: .names, "Whose it is.", from: stat),
    column("status", .text, .gauge, words: words, "What it is doing.", from: stat),
    column("nice", .integer, .gauge, "How little it presses.", from: stat),
    column("started", .time, .label, "When it started.", from: stat),
    column("since_boot", .duration, .label, "From boot to its start.", from: stat),
    column("age", aliases: ["etime"], .duration, .gauge, "How long ago.", from: stat),
    column("cpu_time", .duration, .counter, group: "cpu", "What it used.", from: stat),
    column(
      "cpu_percent", .real, .gauge, group: "cpu", words: .percent, "What it uses.", from: stat,
      derivation: "100 * rate(cpu_time)"),
    column(
      "cpu_share", .real, .gauge, group: "cpu", words: .percent, "Of all.", from: stat,
      derivation: "100 * rate(cpu_time) / cpu_count()"),
    column("read_bytes", .size, .counter, group: "io", "What it read.", from: stat),
    column(
      "read_rate", .byteRate, .gauge, group: "io", "What it reads.", from: stat,
      derivation: "rate(read_bytes)"),
    column("rss", .size, .gauge, group: "memory", "What it holds.", from: stat),
    column("uss", .size, .gauge, group: "memory", "What it alone holds.", from: rollup),
    column("pss", .size, .gauge, group: "memory", "Its share.", from: rollup),
    column(
      "memory_percent", .real, .gauge, group: "memory", words: .percent, "Of all memory.",
      from: stat),
    column("load", .real, .gauge, "A real number.", from: stat),
    column("address", .address, .gauge, "A place in its memory.", from: stat),
    column("args", aliases: ["command"], .text, .label, "How it was called.", from: stat),
    column("cmdline", .list(.text), .label, "The same, in parts.", from: stat),
    column("affinity", .list(.integer), .gauge, "Where it may run.", from: stat),
    column(
      "env", .map(.text), .label, "Its environment.",
      entry: ColumnSchema.Entry("a variable", example: "PATH"), from: environ),
    column(
      "limits", .map(.integer), .gauge, words: .numbers(.bytesOf(["memlock"])), "Its limits.",
      from: stat),
  ]

  private static func column(
    _ name: String, aliases: [String] = [], _ type: ValueType, _ kind: ColumnSchema.Kind,
    group: String = "identity", words: Vocabulary? = nil, _ summary: String,
    entry: ColumnSchema.Entry? = nil, from access: Access, derivation: String? = nil
  ) -> ColumnSchema {
    ColumnSchema(
      name, aliases: aliases, group: group, type: type, kind: kind, vocabulary: words, summary,
      entry: entry, sources: [ColumnSource(access, ReaderID(0))], derivation: derivation)
  }

  static let relations: [RelationSchema] = [
    relation("parent", isMany: false, .equal(own: "ppid", other: "pid")),
    relation("children", .equal(own: "pid", other: "ppid")),
    relation("descendants", .repeated("children")), relation("ancestors", .repeated("parent")),
    relation("sockets", .parts),
  ].enumerated().map { index, relation in
    var relation = relation
    relation.id = RelationID(index)
    return relation
  }

  private static func relation(
    _ name: String, isMany: Bool = true, _ path: RelationSchema.Path
  ) -> RelationSchema {
    RelationSchema(
      name, to: name == "sockets" ? name : "processes", isMany: isMany, from: stat,
      id: RelationID(0), "Its \(name).", path: path)
  }

  static let contents = ListedContents(
    columns: columns.enumerated().map { index, column in
      var column = column
      column.sources[0].reader = ReaderID(index)
      return column
    }, relations: relations, summaryColumns: ["pid", "user", "uss", "rss", "args"],
    key: ["pid", "started"])

  static let schema = Schema(
    tables: [
      TableSchema(
        "processes", of: "process", "The processes.", rows: .scanned(lookUp: "pid"),
        contents: contents),
      TableSchema(
        "sockets", of: "socket", "The sockets.",
        rows: .related(table: "processes", relation: "sockets"),
        contents: ListedContents(columns: [
          column("port", .integer, .label, "Its number.", from: listing)
        ])),
      TableSchema(
        "history", of: "reading", "The processes at each reading.",
        rows: .readings(of: "processes"),
        contents: ListedContents(
          readingsOf: contents, summaryColumns: ["time", "pid", "name", "rss"])),
    ], accesses: [.known, listing, stat, rollup, environ],
    functions: [
      FunctionSchema(
        "memory_percent", usage: "memory_percent(size)", "The share of memory.", takes: [.bytes],
        returns: .type(.real), vocabulary: .percent, evaluation: .ofSnapshot, isIncreasing: true),
      FunctionSchema(
        "cpu_count", usage: "cpu_count()", "How many processors.", takes: [],
        returns: .type(.integer), evaluation: .ofSnapshot),
    ],
    constants: [ConstantSchema("linux", true, "Whether it is Linux.")])

  /// Bytes of memory of every toy.
  static let memory: Int64 = 8 << 30
}

private final class HostSnapshot: Snapshot {
  let look: ToyHost.Look
  private(set) lazy var rows = look.processes.sorted { $0.pid < $1.pid }.map {
    HostRow($0, in: self)
  }

  init(_ look: ToyHost.Look) {
    self.look = look
  }

  var time: Int64 { look.time }
  var instant: Int64 { look.uptime }
  var facts: SystemFacts { SystemFacts(pageSize: 4096, ticksPerSecond: 100) }
  var statistics: Statistics { Statistics() }
  var notes: [String] { look.notes }
  var failure: Failure? { look.failure.map { Failure($0, at: "/proc", of: ToyHost.listing.id) } }

  var machineFacts: MachineFacts? {
    var facts = MachineFacts(
      bootID: look.boot, uptime: look.uptime, zone: look.zone, ticksPerSecond: 100)
    facts.hostname = "toy"
    facts.pageSize = 4096
    facts.memoryTotal = ToyHost.memory
    facts.processorCount = 4
    return facts
  }

  func value(of function: String, _ arguments: [Value]) -> Value {
    switch (function, arguments.first) {
    case ("cpu_count", _): return .integer(4)
    case ("memory_percent", .size(let bytes)?), ("memory_percent", .integer(let bytes)?):
      return .real(Double(bytes) / Double(ToyHost.memory) * 100)
    case (_, let value?) where value.isDenied: return value
    case _: return .null
    }
  }

  func rows(of scan: ScanRequest) throws(Failure) -> RowStream {
    if let failure { throw failure }
    return RowStream(
      rows.lazy.filter { scan.keys?.contains($0.process.pid) ?? true }.map { $0 as any Row })
  }
}

private final class HostRow: Row {
  let process: ToyHost.Process
  private unowned let snapshot: HostSnapshot

  init(_ process: ToyHost.Process, in snapshot: HostSnapshot) {
    self.process = process
    self.snapshot = snapshot
  }

  var isGone: Bool { false }
  func holds(_ access: AccessID) -> Bool { false }
  var origin: RowOrigin? { RowOrigin(process.pid, start: process.start) }
  var identity: RowIdentity? {
    RowIdentity(process.pid, instance: UInt64(bitPattern: process.start))
  }

  func value(_ reader: ReaderID) -> Value {
    let name = ToyHost.columns[reader.index].name
    switch name {
    case "pid": return .integer(process.pid)
    case "ppid": return process.cells["ppid"] ?? .integer(process.parent)
    case "since_boot": return .duration(process.start)
    case "age": return .duration(snapshot.look.uptime - process.start)
    case "started": return .time(snapshot.look.time - snapshot.look.uptime + process.start)
    case "memory_percent":
      return snapshot.value(of: name, [process.cells["rss"] ?? .null])
    case _: return process.cells[name] ?? .null
    }
  }

  func related(_ relation: RelationID) -> RelatedRows {
    switch ToyHost.relations[relation.index].name {
    case "parent": parent.map(RelatedRows.one) ?? .none
    case "children": .many(RowStream(children.map { $0 as any Row }))
    case "descendants": .many(RowStream(descendants.map { $0 as any Row }))
    case "ancestors": .many(RowStream(sequence(first: self, next: \.parent).dropFirst().map { $0 }))
    case _: .none
    }
  }

  private var parent: HostRow? { snapshot.rows.first { $0.process.pid == process.parent } }

  private var children: [HostRow] {
    snapshot.rows.filter { $0.process.parent == process.pid }
  }

  private var descendants: [HostRow] { children.flatMap { [$0] + $0.descendants } }
}
