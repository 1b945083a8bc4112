import QueryEngine
import QueryLanguage
import Testing

/// What a script came to, for comparing in tests.
struct Result {
  var columns: [String] = []
  /// Cells with spaces between: `1 Mercury -`.
  var rows: [String] = []
  var notes: [String] = []
  var statistics = Statistics()

  /// `orbit 9, gravity 2`
  var reads: String {
    statistics.reads.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
  }
}

/// Runs a script and gives what its last statement came to.
func ask(_ text: String, of catalog: Catalog = Planets.catalog, for purpose: Purpose = .rows)
  -> Result
{
  var session = Session(catalog: catalog)
  var result = Result()
  do throws(PreparationError) {
    for statement in try session.prepare(Source(text)) {
      result = Result(statement.run(for: purpose))
    }
  } catch {
    Issue.record("\(text): \(error.diagnostics.map(\.message))")
  }
  return result
}

extension Result {
  init(_ answer: any Answer) {
    columns = answer.columns.map(\.name)
    while let cells = answer.next() {
      rows.append(cells.map(cellText).joined(separator: " "))
    }
    notes = answer.notes
    statistics = answer.statistics
  }
}

/// Values without their types: null is `-`, denied `?`, as in tables.
func cellText(_ value: Value) -> String {
  switch value {
  case .null: "-"
  case .denied: "?"
  case .boolean(let value): "\(value)"
  case .integer(let number): "\(number)"
  case .real(let number), .byteRate(let number), .countRate(let number): "\(number)"
  case .size(let bytes): "\(bytes)B"
  case .duration(let nanoseconds), .time(let nanoseconds): "\(nanoseconds)ns"
  case .address(let number): "\(number)"
  case .text(let text): shown(text)
  case .list(let elements): "[\(elements.map(cellText).joined(separator: " "))]"
  case .map(let map):
    "{\(map.entries.map { "\(shown($0.key)):\(cellText($0.value))" }.joined(separator: " "))}"
  }
}
