import OrderedCollections
import QueryLanguage

/// What evaluating an expression opens.
struct Reading {
  /// In the order of first need; whatever may be needed.
  private(set) var possible: OrderedSet<Opening> = []
  /// What is needed whatever the values are.
  private(set) var certain: Set<Opening> = []
  /// The dearest thing it does with what it read.
  private(set) var work = Work.comparison
  /// Whether a bound may settle it before what is dear is opened.
  var asksBounds = false

  /// Something opened of the row that steps from a frame lead to. Frames are counted from the
  /// query's own, 0, inward.
  struct Opening: Hashable {
    let place: Place
    let origin: Origin
  }

  struct Place: Hashable {
    let frame: Int
    let path: [String]

    /// The row of the query itself.
    static let row = Place(frame: 0, path: [])
    /// Somewhere in the rows of a subquery.
    static let subquery = Place(frame: -1, path: [])
  }

  enum Work: Int, Comparable {
    case comparison
    case pattern
    case relation
    case subquery

    static func < (left: Work, right: Work) -> Bool { left.rawValue < right.rawValue }
  }

  init() {}

  init(of expressions: [BoundExpression], in reader: Reader) {
    for expression in expressions { add(reader.reading(expression)) }
  }

  /// Reads this too, in any case.
  mutating func add(_ other: Reading) {
    addPossible(other)
    certain.formUnion(other.certain)
  }

  /// Reads this too, but perhaps not.
  mutating func addPossible(_ other: Reading) {
    possible.formUnion(other.possible)
    work = Swift.max(work, other.work)
    asksBounds = asksBounds || other.asksBounds
  }

  mutating func add(_ opening: Opening) {
    possible.append(opening)
    certain.insert(opening)
  }

  mutating func add(_ work: Work) {
    self.work = Swift.max(self.work, work)
  }
}

/// Finds out what expressions open.
struct Reader {
  let planner: Planner
  var givens: [BoundQuery.Given] { didSet { known = KnownReadings() } }
  /// What is open already when the expressions are evaluated.
  var held: Set<Reading.Opening> = [] { didSet { known = KnownReadings() } }
  /// Leaves out columns that have more than one origin and none that is held.
  var ignoresChoices = false { didSet { known = KnownReadings() } }
  private var known = KnownReadings()
  /// How many frames stand around the expression.
  private var frame = 0

  init(_ planner: Planner, givens: [BoundQuery.Given] = []) {
    self.planner = planner
    self.givens = givens
  }

  func reading(_ expression: BoundExpression) -> Reading {
    switch expression.kind {
    case .constant, .groupKey, .groupAggregate: return Reading()
    case .column(let reference): return reading(reference)
    case .given(let index, let level): return reading(given: index, level: level)
    case .relationAggregate(let aggregate): return reading(aggregate)
    case .relationTest(let path, _): return reading(path).steps
    case .binary(let operation, _, _) where operation == .and || operation == .or:
      return firstCertain(expression.operands(of: operation))
    case .inQuery(let operand, let subquery): return reading(operand, in: subquery)
    case .coalesce(let operands): return firstCertain(operands)
    case .choice(let branches, let otherwise):
      return firstCertain(
        branches.flatMap { [$0.test, $0.result] } + [otherwise].compactMap(\.self))
    case .match(let subject, let branches, let otherwise):
      return firstCertain(
        [subject] + branches.flatMap { [$0.value, $0.result] } + [otherwise].compactMap(\.self))
    case .binary(_, let left, let right): return Reading(of: [left, right], in: self)
    case .shortcut(let shortcut): return reading(shortcut)
    case .pattern: return allCertain(expression, .pattern)
    case .not, .negate, .between, .inValues, .inCollection, .isNull, .isDenied, .exists,
      .call, .element, .lookup:
      return allCertain(expression, .comparison)
    }
  }

  private func allCertain(_ expression: BoundExpression, _ work: Reading.Work) -> Reading {
    var reading = Reading()
    reading.add(work)
    expression.forEachOperand { operand, _ in reading.add(self.reading(operand)) }
    return reading
  }

  /// What the bound opens, and perhaps what is behind it; only that where it is held already.
  private func reading(_ shortcut: Shortcut) -> Reading {
    let test = reading(shortcut.test)
    guard !test.possible.allSatisfy(held.contains) else { return test }
    var reading = reading(shortcut.ceiling)
    reading.addPossible(test)
    reading.asksBounds = true
    return reading
  }

  func reading(_ ceiling: Ceiling) -> Reading {
    var reading = self.reading(ceiling.expression)
    let place = place(of: ceiling.bound)
    for origin in ceiling.origins { reading.add(.init(place: place, origin: origin)) }
    return reading
  }

  /// Of several expressions only the first is evaluated in any case.
  private func firstCertain(_ operands: [BoundExpression]) -> Reading {
    var reading = operands.first.map(self.reading) ?? Reading()
    for operand in operands.dropFirst() { reading.addPossible(self.reading(operand)) }
    return reading
  }
}

extension Reader {
  /// For the argument and the filter of a relation's aggregate.
  var inside: Reader {
    var inside = self
    inside.frame += 1
    return inside
  }

  /// For what is evaluated so many frames further out.
  func outside(_ levels: Int) -> Reader {
    var outside = self
    outside.frame -= levels
    return outside
  }

  /// Where the row stands that an expression's own columns are of.
  func place(of reference: ColumnReference) -> Reading.Place {
    Reading.Place(frame: frame - reference.level, path: reference.path.map(\.name))
  }

  private func reading(_ reference: ColumnReference) -> Reading {
    let (steps, place) = reading(RelationPath(level: reference.level, steps: reference.path))
    var reading = steps
    if let origin = origin(of: reference.column, at: place) {
      reading.add(.init(place: place, origin: origin))
    }
    return reading
  }

  /// The origin that a column is taken from: one that is held, else the first.
  private func origin(of column: Column, at place: Reading.Place) -> Origin? {
    let origins = column.variants.map(\.origin)
    return origins.first { held.contains(.init(place: place, origin: $0)) }
      ?? (ignoresChoices && origins.count > 1 ? nil : origins.first)
  }

  /// What is opened on the way, and where the way ends.
  private func reading(_ path: RelationPath) -> (steps: Reading, end: Reading.Place) {
    var reading = Reading()
    var place = Reading.Place(frame: frame - path.level, path: [])
    for step in path.steps {
      reading.add(.init(place: place, origin: step.origin))
      place = Reading.Place(frame: place.frame, path: place.path + [step.name])
    }
    return (reading, place)
  }

  /// A given is evaluated in its query's own frame.
  private func reading(given index: Int, level: Int) -> Reading {
    guard givens.indices.contains(index) else { return Reading() }
    if let reading = known.ofGivens[index] { return reading }
    let reading = outside(level).reading(givens[index].expression)
    known.ofGivens[index] = reading
    return reading
  }

  private func reading(_ aggregate: RelationAggregate) -> Reading {
    var reading = Reading()
    let (steps, _) = self.reading(aggregate.path)
    reading.addPossible(steps)
    if let first = aggregate.path.steps.first {
      let place = Reading.Place(frame: frame - aggregate.path.level, path: [])
      reading.add(.init(place: place, origin: first.origin))
    }
    reading.add(.relation)
    reading.addPossible(insideReading(aggregate.aggregate))
    return reading
  }

  /// There may be no related row, so nothing of them is certain.
  private func insideReading(_ aggregate: BoundAggregate) -> Reading {
    let inside = self.inside
    var reading = Reading()
    for expression in [aggregate.filter, aggregate.argument].compactMap(\.self) {
      reading.addPossible(inside.reading(expression))
    }
    return reading
  }

  /// The subquery's rows are others than this query's.
  private func reading(_ operand: BoundExpression, in subquery: Subquery) -> Reading {
    var reading = self.reading(operand)
    reading.add(.subquery)
    var inside = Reading()
    for origin in planner.origins(of: subquery) {
      inside.add(.init(place: .subquery, origin: origin))
    }
    reading.addPossible(inside)
    return reading
  }
}

/// What givens open: found once, since each may be named twice by the next.
private final class KnownReadings {
  var ofGivens: [Int: Reading] = [:]
}
