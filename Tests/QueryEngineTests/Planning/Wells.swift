import Synchronization
import TestSupport
import Testing

@testable import QueryEngine

/// A toy table of wells, whose depth is dear to measure; their rope is no shorter than that.
final class Wells: Sendable {
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

  static let map = Origin("map", cost: .listing)
  static let rope = Origin("rope", cost: .file)
  static let plumb = Origin("plumb", cost: .pages, permission: "a ladder")

  /// With `isOpen`, every depth may be read; with `ahead` by several threads, were it not a toy.
  func catalog(bounded: Bool, isOpen: Bool = false, ahead: Bool = false) -> Catalog {
    let table = Table(
      "wells", "Wells.", columns: [self.number, self.depth(bounded: bounded, isOpen: isOpen)],
      relations: [next], summaryColumns: ["number"],
      rows: .scanned(key: nil) { [self] _, _ in
        var numbers = (1..<(wells.count + 1)).makeIterator()
        return RowStream { numbers.next().map { WellRow($0, of: self) } }
      })
    return Catalog(
      tables: [table], functions: Functions.standard + [self.tenth], constants: [],
      readsAhead: ahead,
      makeVisit: { WellsVisit() })
  }

  private var number: Column {
    Column(
      "number", group: "all", type: .integer, "The place on the map.",
      variants: [.init(Wells.map) { .integer(Int64(wellRow($0).number)) }])
  }

  private func depth(bounded: Bool, isOpen: Bool) -> Column {
    Column(
      "depth", group: "all", type: .size, "How deep it is.",
      variants: [.init(Wells.plumb) { wellRow($0).readDepth(isOpen) }],
      bound: {
        guard bounded else { return nil }
        return Column.Bound("rope", from: [Wells.rope]) { wellRow($0).well.rope }
      })
  }

  private var next: Relation {
    Relation(
      "next", to: "wells", from: Wells.map, "The next on the map.",
      step: .one { [self] row in
        let number = wellRow(row).number
        return number < wells.count ? .row(WellRow(number + 1, of: self)) : .nothing
      })
  }

  private var tenth: Function {
    Function(
      "tenth", usage: "tenth(size)", "A tenth of it.", arity: 1...1, isIncreasing: true,
      resultType: { _ in .returns(.real) },
      evaluate: { if case .size(let size) = $0[0] { .real(Double(size) / 10) } else { .null } })
  }
}

/// Reads ahead in the opposite order, and sees to it that nobody touches a well meanwhile.
private final class WellsVisit: Visit {
  var statistics: Statistics { Statistics() }

  func beginReading(
    _ origins: [Origin], of rows: [any Row], unless cancellation: Cancellation
  ) -> () -> Void {
    let wells = rows.map(wellRow)
    #expect(Set(wells.map(ObjectIdentifier.init)).count == wells.count)
    for well in wells { well.isAway = true }
    return {
      for well in wells { well.isAway = false }
      if origins.contains(Wells.plumb) {
        for well in wells.reversed() { _ = well.readDepth(false) }
      }
    }
  }
}

private func wellRow(_ row: any Row) -> WellRow { unsafeDowncast(row, to: WellRow.self) }

private final class WellRow: Row {
  let number: Int
  let wells: Wells
  /// It is being read by others.
  var isAway = false
  private var isMeasured = false

  init(_ number: Int, of wells: Wells) {
    self.number = number
    self.wells = wells
  }

  var well: Wells.Well {
    #expect(!isAway)
    return wells.wells[number - 1]
  }
  var isGone: Bool { well.vanishes && isMeasured }
  func holds(_ origin: Origin) -> Bool {
    #expect(!isAway)
    return origin != Wells.plumb || isMeasured
  }

  func readDepth(_ isOpen: Bool) -> Value {
    if !isMeasured { wells.measure(number) }
    isMeasured = true
    if isOpen, well.depth.isDenied { return .size(well.truth) }
    return well.depth
  }
}

extension Wells {
  /// Up to forty wells; in some of these lots a well may end as it is measured.
  static func random(_ generator: inout SeededGenerator) -> Wells {
    let vanishing = Bool.random(using: &generator)
    return Wells(
      (0..<Int.random(in: 0...40, using: &generator)).map { _ in
        let depth = Int64.random(in: 0...20, using: &generator)
        let slack = Int64.random(in: 0...10, using: &generator)
        let isDenied = Int.random(in: 0..<6, using: &generator) == 0
        let isNull = Int.random(in: 0..<6, using: &generator) == 0
        let isKnown = Int.random(in: 0..<6, using: &generator) > 0
        let rope: Value =
          isKnown ? (isNull ? .null : .size(depth + slack)) : .denied(.origin(Wells.rope))
        return Wells.Well(
          depth: isNull ? .null : isDenied ? .denied(.origin(Wells.plumb)) : .size(depth),
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
