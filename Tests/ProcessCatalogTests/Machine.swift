import ProcFS
import QueryEngine
import TestSupport
import Testing

@testable import ProcessCatalog

/// A machine to ask, made up or live, with one visit.
final class Machine {
  private let fixture: ProcFixture?
  let catalog: Catalog
  let visit: any Visit

  init(_ text: String, includesSelf: Bool = false) throws {
    let fixture = try ProcFixture(text)
    self.fixture = fixture
    catalog = ProcessCatalog.catalog(for: try ProcFS(fixture.root), includesSelf: includesSelf)
    visit = catalog.makeVisit()
  }

  init(live includesSelf: Bool) throws {
    fixture = nil
    catalog = ProcessCatalog.catalog(for: try ProcFS(), includesSelf: includesSelf)
    visit = catalog.makeVisit()
  }

  var processes: Table { catalog.tables[0] }

  func stream(_ scan: Table.Scan = .all) -> RowStream {
    guard case .scanned(_, let rows) = processes.rows else { return RowStream { nil } }
    return rows(visit, scan)
  }

  func rows(_ scan: Table.Scan = .all) -> [any Row] { Array(stream(scan)) }

  func row(_ pid: Int64) throws -> any Row {
    try #require(rows(.keys([pid])).first)
  }

  func column(_ name: String) throws -> Column {
    try #require(processes.columns.first { $0.name == name }, "\(name)")
  }

  /// By the first origin, as nothing was read yet.
  func value(_ name: String, _ row: any Row) throws -> Value {
    try column(name).variants[0].read(row)
  }

  /// The value as it is written in a test.
  func text(_ name: String, _ row: any Row) throws -> String {
    try value(name, row).shown
  }

  func parent(of row: any Row) throws -> RelatedRow {
    let relation = try #require(processes.relations.first { $0.name == "parent" })
    guard case .one(let step) = relation.step else { return .nothing }
    return step(row)
  }
}

extension Value {
  var shown: String {
    switch self {
    case .null: "null"
    case .denied(.origin(let origin)): "denied \(origin.name)"
    case .denied(.pattern): "denied"
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
