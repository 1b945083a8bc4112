package import OrderedCollections
package import Schema

/// What evaluating expressions reads.
package struct AccessSet {
  /// Whatever may be read, in the order of first need.
  package private(set) var possible: OrderedSet<RowAccess> = []
  /// What is read whatever the values are.
  package private(set) var certain: Set<RowAccess> = []
  /// The most expensive thing that is done with what was read.
  private(set) var work = Work.comparison
  /// Whether an upper bound may settle it before anything expensive is read.
  private(set) var asksBounds = false

  /// What is done with values, the cheapest first.
  enum Work: Int, Comparable {
    case comparison
    case pattern
    case relation
    case subquery

    static func < (left: Work, right: Work) -> Bool { left.rawValue < right.rawValue }
  }

  init() {}

  /// Reads this too, in any case.
  mutating func add(_ other: AccessSet) {
    addPossible(other)
    certain.formUnion(other.certain)
  }

  /// Reads this too, but perhaps not.
  mutating func addPossible(_ other: AccessSet) {
    possible.formUnion(other.possible)
    work = Swift.max(work, other.work)
    asksBounds = asksBounds || other.asksBounds
  }

  /// Adds what is read in any case.
  mutating func add(_ access: RowAccess) {
    possible.append(access)
    certain.insert(access)
  }

  /// Adds what is perhaps read.
  mutating func addPossible(_ access: RowAccess) { possible.append(access) }

  /// Keeps the greater of the two amounts of work.
  mutating func add(_ work: Work) {
    self.work = Swift.max(self.work, work)
  }

  /// Notes that an upper bound is asked for before anything expensive is read.
  mutating func askBounds() { asksBounds = true }

  /// Whether all that it reads is cheap, or has been read.
  package func isCheap(after held: Set<RowAccess>) -> Bool {
    possible.allSatisfy { !$0.access.isExpensive || held.contains($0) }
  }
}

/// Something that is read of one row.
package struct RowAccess: Hashable {
  /// Which row, as seen from the expression's own.
  package let row: RowLocation
  /// What is read of it.
  package let access: Access

  package init(_ row: RowLocation, _ access: Access) {
    self.row = row
    self.access = access
  }
}

/// Which row something is read of.
package enum RowLocation: Hashable {
  /// The row that to-one relations lead to from a frame. Frames are counted from the query's own, 0,
  /// inward.
  case path(frame: Int, [String])
  /// Some row of a subquery.
  case subquery

  /// The row of the query itself.
  package static let own = RowLocation.path(frame: 0, [])

  /// The row that a relation leads to from this one.
  func appending(_ relation: String) -> RowLocation {
    switch self {
    case .path(let frame, let path): .path(frame: frame, path + [relation])
    case .subquery: .subquery
    }
  }

  /// The same row, seen from one that this relation leads to it from.
  package func prepending(_ relation: String) -> RowLocation {
    switch self {
    case .path(let frame, let path): .path(frame: frame, [relation] + path)
    case .subquery: .subquery
    }
  }
}
