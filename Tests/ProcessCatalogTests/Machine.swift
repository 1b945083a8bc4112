import Execution
import ProcFS
import Schema
import TestSupport
import Testing
import Values

@testable import ProcessCatalog

/// A machine to ask, made up or live, with one snapshot.
final class Machine {
  private let fixture: ProcFixture?
  let source: ProcessSource
  let snapshot: any Snapshot

  init(_ text: String, includesSelf: Bool = false, pageSize: UInt64? = 4096) throws {
    let fixture = try ProcFixture(text, pageSize: pageSize)
    self.fixture = fixture
    source = ProcessSource(try ProcFS(fixture.root), includesSelf: includesSelf)
    snapshot = try source.snapshot(at: .latest)
  }

  init(live includesSelf: Bool) throws {
    fixture = nil
    source = ProcessSource(try ProcFS(), includesSelf: includesSelf)
    snapshot = try source.snapshot(at: .latest)
  }

  var processes: TableSchema { source.schema.tables[0] }

  func stream(pids: [Int64]? = nil) throws -> RowStream {
    try snapshot.rows(of: ScanRequest(table: "processes", keys: pids))
  }

  func rows(pids: [Int64]? = nil) throws -> [any Row] { try stream(pids: pids).all }

  func row(_ pid: Int64) throws -> any Row {
    try #require(try rows(pids: [pid]).first)
  }

  func column(_ name: String) throws -> ColumnSchema {
    try #require(processes.columns.first { $0.name == name }, "\(name)")
  }

  /// From the first source, as nothing was read yet.
  func value(_ name: String, _ row: any Row) throws -> Value {
    row.value(try column(name).sources[0].reader)
  }

  /// The value as it is written in a test.
  func text(_ name: String, _ row: any Row) throws -> String {
    try value(name, row).shown
  }

  func parent(of row: any Row) throws -> RelatedRows {
    row.related(try #require(processes.relations.first { $0.name == "parent" }).id)
  }
}

extension RowStream {
  /// Whatever is left of it.
  var all: [any Row] {
    get throws(Failure) {
      var rows: [any Row] = []
      while let row = try next() { rows.append(row) }
      return rows
    }
  }
}

extension Value {
  var shown: String {
    switch self {
    case .null: "null"
    case .denied(.refused(let access)): "denied \(ProcessCatalog.schema[access].name)"
    case .denied(.failed(let failure)): "failed \(failure.reason)"
    case .denied(.patternGivenUp): "denied"
    case .denied(.notReadThen): "not read then"
    case .denied(.notRecorded): "not recorded"
    case .boolean(let truth): "\(truth)"
    case .integer(let number): "\(number)"
    case .real(let number): "\(number)"
    case .size(let bytes): "\(bytes) bytes"
    case .duration(let nanoseconds): "\(Double(nanoseconds) / 1e9) s"
    case .time(let nanoseconds): "at \(Double(nanoseconds) / 1e9)"
    case .address(let number): "\(number)"
    case .text(let text): "'\(String(decoding: text.bytes, as: UTF8.self))'"
    case .byteRate(let rate), .countRate(let rate): "\(rate)"
    case .list(let elements): "[\(elements.map(\.shown).joined(separator: ", "))]"
    case .map(let map):
      "{"
        + map.entries.map { "\(String(decoding: $0.key.bytes, as: UTF8.self)): \($0.value.shown)" }
        .joined(separator: ", ") + "}"
    }
  }

  /// Whether it may stand in a column of this type.
  func isOf(_ type: ValueType) -> Bool {
    switch (self, type) {
    case (.null, _), (.denied, _), (.boolean, .boolean), (.integer, .integer), (.real, .real),
      (.size, .size), (.duration, .duration), (.time, .time), (.address, .address), (.text, .text),
      (.byteRate, .byteRate), (.countRate, .countRate):
      true
    case (.list(let elements), .list(let element)): elements.allSatisfy { $0.isOf(element) }
    case (.map(let map), .map(let value)): map.entries.allSatisfy { $0.value.isOf(value) }
    default: false
    }
  }
}
