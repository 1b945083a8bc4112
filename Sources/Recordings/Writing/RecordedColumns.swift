import Execution
import Schema
import Values

/// Where the cells of a row are stored: the columns of `label`, then those of `fact`, in the order of the
/// file.
struct RecordedColumns {
  let labelCount: Int
  let count: Int
  /// Whether cells are ids of texts.
  let areTexts: [Bool]
  /// By the places of a moment's cells; nil of what is not stored.
  let places: [Int?]

  init(_ schema: RecordingSchema, _ columns: [RecordedColumn]) {
    let stored = schema.labels + schema.facts
    labelCount = schema.labels.count
    count = stored.count
    areTexts = stored.map(\.isText)
    let placeOf = Dictionary(
      stored.enumerated().map { ($1.schema.name, $0) }, uniquingKeysWith: { first, _ in first })
    // What is named twice is stored once.
    var taken: Set<Int> = []
    places = columns.map { column in
      let name = column.key == nil ? column.column.name : column.name
      guard let place = placeOf[name], taken.insert(place).inserted else { return nil }
      return place
    }
  }
}

/// Makes cells of values.
struct CellEncoder {
  let columns: RecordedColumns
  let texts: TextDictionary
  /// Why something could not be read: of the labels, and of the facts.
  var labelReason: Failure?
  var factReason: Failure?

  /// Of a value at a place among the stored columns.
  mutating func cell(_ value: Value, at place: Int) throws(DatabaseError) -> StoredCell {
    switch value {
    case .null: return .null
    case .denied(let denial): return unknown(denial, at: place)
    case .boolean(let truth): return .integer(truth ? 1 : 0)
    case .text(let text): return .integer(try texts.id(of: text))
    case _ where value.isCollection:
      var json: [UInt8] = []
      json.appendJSON(value)
      return .integer(try texts.id(of: Text(bytes: json)))
    case _: return value.measure.map { .init($0.amount) } ?? .null
    }
  }

  private mutating func unknown(_ denial: Denial, at place: Int) -> StoredCell {
    switch denial {
    case .refused: return .denied
    case .failed(let failure):
      // One row has one reason: what fails together mostly fails for the same.
      if place < columns.labelCount {
        labelReason = labelReason ?? failure
      } else {
        factReason = factReason ?? failure
      }
      return .failed
    case .patternGivenUp, .notReadThen, .notRecorded: return .failed
    }
  }

  /// The id of the text of a reason, and where it was.
  func reason(_ failure: Failure?) throws(DatabaseError) -> Int64? {
    guard let failure else { return nil }
    return try texts.id(of: Text(bytes: Array(failure.reason.utf8) + [0x0A] + failure.path.bytes))
  }
}

extension StoredCell {
  /// An address has the same 64 bits, with a sign.
  fileprivate init(_ amount: Measure.Amount) {
    switch amount {
    case .whole(let number): self = .integer(Int64(truncatingIfNeeded: number))
    case .real(let number): self = .real(number)
    }
  }
}
