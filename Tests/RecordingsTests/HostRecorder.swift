import Execution
import Testing
import Values

@testable import Recordings

/// Records looks of a toy by the writer itself.
final class HostRecorder {
  let writer: RecordingWriter
  private let columns: String
  /// Processes of these pids are at rest: their cells are not told.
  var resting: Set<Int64> = []

  /// `columns` may be followed by clauses that say which rows are recorded.
  init(
    _ path: String, _ columns: String = ToyHost.allColumns, interval: Int64 = 10.seconds,
    keep: Int64? = nil, statement: String? = nil, removingAtOnce most: Int? = nil
  ) throws {
    self.columns = columns
    let plan = RecordingPlan(
      statement: statement ?? "select \(columns)", interval: interval, keep: keep,
      columns: try PlainRecording.columns(columns), schema: ToyHost.schema)
    writer = try RecordingWriter(
      Array(path.utf8), plan, removingAtOnce: most ?? Retention.mostProcesses)
  }

  /// A moment as a recorder writes it. Alive are the processes of the look, unless others are said to be.
  func record(_ look: ToyHost.Look, alive: [RowOrigin]? = nil) throws {
    let reader = try PlainRecording.reader(columns, of: ToyHost(look: look))
    var rows: [MomentRow] = []
    let report: MomentReport
    do throws(Failure) {
      report = try reader.read(isWhole: true, unless: Cancellation()) { rows.append($0) }
    } catch {
      return try writer.write(failure: error.reason, at: reader.beginning)
    }
    let absent = writer.absent(from: rows, of: report)
    let alive = Set(alive ?? look.processes.map { RowOrigin($0.pid, start: $0.start) })
    for index in rows.indices where resting.contains(rows[index].origin.number) {
      rows[index] = MomentRow(
        origin: rows[index].origin, cells: rows[index].cells.map { _ in nil })
    }
    try writer.write(
      report, rows, alive: Set(absent.filter { alive.contains($0.origin) }.map(\.id)))
  }

  /// Looks of one process each ten seconds.
  static func looks(_ count: Int, from start: Int64 = 0) -> [ToyHost.Look] {
    (start..<start + Int64(count)).map { index in
      look(at: index * 10, [.init(7, ["name": .text("web"), "rss": .size(4096 * index)])])
    }
  }

  /// Seconds after the first look.
  static func look(at seconds: Int64, _ processes: [ToyHost.Process]) -> ToyHost.Look {
    var look = ToyHost.Look(
      time: 1_795_356_000.seconds + seconds.seconds, uptime: 5000.seconds + seconds.seconds)
    look.processes = processes
    return look
  }
}

extension RecordingFolder {
  /// The rows of a statement of SQL over a recording that nobody writes to, each with `|` between its cells.
  func sql(_ statement: String, _ name: String = "day.db") throws -> [String] {
    let database = try Database(Array(file(name).utf8), .reading)
    return try database.rows(of: statement)
  }
}

extension Database {
  func rows(of sql: String) throws -> [String] {
    let statement = try prepare(sql)
    var rows: [String] = []
    while try statement.step() {
      rows.append(statement.cells.map(\.shown).joined(separator: "|"))
    }
    return rows
  }
}

extension DatabaseStatement.Cell {
  var shown: String {
    switch self {
    case .null: "-"
    case .integer(let value): "\(value)"
    case .real(let value): "\(value)"
    case .text(let bytes): String(decoding: bytes, as: UTF8.self)
    case .bytes(let bytes): "x" + bytes.map { String($0, radix: 16) }.joined()
    }
  }
}
