import EngineSupport
import Execution
import Schema
import Synchronization
import TestSupport
import Testing
import Values

/// A toy with an expensive column and an upper bound of it: wells, whose depth is expensive to
/// measure, and whose rope is no shorter than that.
final class ToyWells: Sendable {
  let wells: [Well]
  private let log = Mutex<[Int]>([])

  struct Well {
    /// A size, null or denied.
    var depth: Value
    /// What denied depth would be.
    var truth: Int64
    /// No less than the depth: denied where it is not known, null only where the depth is.
    var rope: Value
    var vanishes = false
  }

  init(_ wells: [Well]) {
    self.wells = wells
  }

  /// The wells whose depth was measured, in order.
  var measured: [Int] { log.withLock { $0 } }

  fileprivate func measure(_ number: Int) { log.withLock { $0.append(number) } }

  static let map = Access(AccessID(1), "map", cost: .known)
  static let rope = Access(AccessID(2), "rope", cost: .file)
  static let plumb = Access(AccessID(3), "plumb", cost: .pages, permission: "a ladder")

  /// With `isOpen`, every depth may be read; with `ahead` by several threads, were it not a toy.
  func source(bounded: Bool, isOpen: Bool = false, ahead: Bool = false) -> some Source {
    WellSource(wells: self, isBounded: bounded, isOpen: isOpen, readsAhead: ahead)
  }

  fileprivate static let table = ToyTable<WellRow>(
    "wells", of: "well", "Wells.",
    columns: [
      Column("number", .integer, from: map, "The place on the map.") {
        .integer(Int64($0.number))
      },
      Column("depth", .size, from: plumb, "How deep it is.", boundedBy: ["rope"]) {
        $0.readDepth()
      },
    ],
    relations: [
      Relation("next", to: "wells", isMany: false, from: map, "The next on the map.") { well in
        let wells = well.source.wells.wells
        return well.number < wells.count ? .one(WellRow(well.number + 1, of: well.source)) : .none
      },
      Relation("others", to: "wells", from: map, "The ones behind it on the map.") { well in
        let numbers = (1...well.source.wells.wells.count).dropFirst(well.number)
        return .many(RowStream(numbers.lazy.map { WellRow($0, of: well.source) }))
      },
    ],
    summaryColumns: ["number"], key: ["number"], rows: .scanned(lookUp: nil),
    extraReaders: [{ $0.well.rope }])

  fileprivate static let schema = Schema(
    tables: [table.schema], accesses: [.known, map, rope, plumb],
    functions: [
      FunctionSchema(
        "tenth", usage: "tenth(size)", "A tenth of it.", takes: [.type(.size)],
        returns: .type(.real), evaluation: .ofSnapshot, isIncreasing: true)
    ])
}

private struct WellSource: Source {
  let wells: ToyWells
  let isBounded: Bool
  let isOpen: Bool
  let readsAhead: Bool

  var schema: Schema { ToyWells.schema }

  func snapshot(at moment: Moment) -> any Snapshot { WellSnapshot(self) }
}

/// Reads ahead in the opposite order, and sees to it that nobody touches a well meanwhile.
private final class WellSnapshot: ToySnapshot {
  private let source: WellSource

  init(_ source: WellSource) {
    self.source = source
  }

  var capabilities: Capabilities { Capabilities(readsAhead: source.readsAhead) }

  func upperBound(for bound: BoundSchema) -> UpperBound? {
    source.isBounded && bound.column == "depth"
      ? UpperBound("rope", from: [ToyWells.rope], reader: ReaderID(0)) : nil
  }

  func value(of function: String, _ arguments: [Value]) -> Value {
    if case .size(let size)? = arguments.first { .real(Double(size) / 10) } else { .null }
  }

  func rows(of scan: ScanRequest) -> RowStream {
    RowStream((1..<(source.wells.wells.count + 1)).lazy.map { [source] in WellRow($0, of: source) })
  }

  func prefetch(
    _ accesses: [Access], of rows: [any Row], unless cancellation: Cancellation
  ) -> Prefetch {
    let wells = rows.compactMap { $0 as? WellRow }
    #expect(wells.count == rows.count)
    #expect(Set(wells.map(ObjectIdentifier.init)).count == wells.count)
    for well in wells { well.isAway = true }
    return Prefetch {
      for well in wells { well.isAway = false }
      if accesses.contains(ToyWells.plumb) {
        for well in wells.reversed() { _ = well.readDepth() }
      }
    }
  }
}

private final class WellRow: Row {
  let number: Int
  let source: WellSource
  /// It is being read by others.
  var isAway = false
  private var isMeasured = false

  init(_ number: Int, of source: WellSource) {
    self.number = number
    self.source = source
  }

  var well: ToyWells.Well {
    #expect(!isAway)
    return source.wells.wells[number - 1]
  }
  var isGone: Bool { well.vanishes && isMeasured }
  func holds(_ access: AccessID) -> Bool {
    #expect(!isAway)
    return access != ToyWells.plumb.id || isMeasured
  }
  func value(_ reader: ReaderID) -> Value { ToyWells.table.value(reader, of: self) }
  func related(_ relation: RelationID) -> RelatedRows {
    ToyWells.table.related(relation, of: self)
  }

  func readDepth() -> Value {
    if !isMeasured { source.wells.measure(number) }
    isMeasured = true
    if source.isOpen, well.depth.isDenied { return .size(well.truth) }
    return well.depth
  }
}

extension ToyWells {
  /// Up to forty wells; in some of these lots a well may end as it is measured.
  static func random(_ generator: inout SeededGenerator) -> ToyWells {
    let vanishing = Bool.random(using: &generator)
    return ToyWells(
      (0..<Int.random(in: 0...40, using: &generator)).map { _ in
        let depth = Int64.random(in: 0...20, using: &generator)
        let slack = Int64.random(in: 0...10, using: &generator)
        let isDenied = Int.random(in: 0..<6, using: &generator) == 0
        let isNull = Int.random(in: 0..<6, using: &generator) == 0
        let isKnown = Int.random(in: 0..<6, using: &generator) > 0
        let rope: Value =
          isKnown ? (isNull ? .null : .size(depth + slack)) : .denied(.refused(ToyWells.rope.id))
        return ToyWells.Well(
          depth: isNull ? .null : isDenied ? .denied(.refused(ToyWells.plumb.id)) : .size(depth),
          truth: depth, rope: rope,
          vanishes: vanishing && Int.random(in: 0..<8, using: &generator) == 0)
      })
  }

  /// A tree of tests on what a well is and what its neighbour is.
  static func randomTest(
    _ depth: Int, _ generator: inout SeededGenerator, named: Bool = true
  ) -> String {
    if depth == 0 || Int.random(in: 0..<3, using: &generator) == 0 {
      let operation = ["=", "!=", "<", "<=", ">", ">="].randomElement(using: &generator) ?? "<"
      let size = "\(Int.random(in: -1...25, using: &generator))B"
      let operand =
        [
          "depth", "depth", "next.depth", "depth * 2", named ? "named" : "depth",
          "coalesce(depth, 0B)",
        ]
        .randomElement(using: &generator) ?? "depth"
      return switch Int.random(in: 0..<5, using: &generator) {
      case 0: "\(size) \(operation) \(operand)"
      case 1: "\(operand) between \(size) and \(Int.random(in: 0...25, using: &generator))B"
      case 2: "number \(operation) \(Int.random(in: 0...40, using: &generator))"
      default: "\(operand) \(operation) \(size)"
      }
    }
    let left = randomTest(depth - 1, &generator, named: named)
    let right = randomTest(depth - 1, &generator, named: named)
    return ["not (\(left))", "(\(left)) and (\(right))", "(\(left)) or (\(right))"]
      .randomElement(using: &generator) ?? left
  }
}
