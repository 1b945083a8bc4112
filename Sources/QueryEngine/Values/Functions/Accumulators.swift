import Schema

/// Of values that are neither null nor denied.
protocol ValueAccumulator {
  /// Takes in one more.
  mutating func add(_ value: Value)
  /// Of all that were taken in.
  var result: Value { get }
}

/// Passes null and denied over, and counts what was denied. Where something was denied and no value is
/// known, the result is denied: nothing that is known of the values speaks for it.
struct Filtered<Values: ValueAccumulator>: Accumulator {
  private var values: Values
  private var hasValues = false
  private(set) var passedOver = DenialCounts()

  init(_ values: Values) {
    self.values = values
  }

  mutating func add(_ value: Value) {
    switch value {
    case .null: break
    case .denied(let denial): passedOver.add(denial)
    default:
      hasValues = true
      values.add(value)
    }
  }

  var isSettled: Bool { false }

  var result: Value {
    guard !hasValues, let denial = passedOver.reasons.first?.denial else { return values.result }
    return .denied(denial)
  }
}

/// How many there are.
struct Count: ValueAccumulator {
  private var count: Int64 = 0

  mutating func add(_ value: Value) { count += 1 }
  var result: Value { .integer(count) }
}

/// The sum or the mean. Whole numbers are added exactly, so that only a result can overflow.
struct Sum: ValueAccumulator {
  private let divides: Bool
  private var unit = CommonUnit()
  private var whole: Int128 = 0
  private var real = CompensatedSum()
  private var isReal = false
  private var count = 0

  init(divides: Bool) {
    self.divides = divides
  }

  mutating func add(_ value: Value) {
    guard let measure = value.measure else { return }
    unit.add(measure.unit)
    count += 1
    switch measure.amount {
    case .whole(let amount): whole += amount
    case .real(let amount):
      real.add(amount)
      isReal = true
    }
  }

  var result: Value {
    guard let type = unit.type else { return .null }
    guard isReal else { return wholeResult(type) }
    let sum = real.sum + Double(whole)
    return Measure(.real(divides ? sum / Double(count) : sum), type).value
  }

  private func wholeResult(_ type: ValueType) -> Value {
    if !divides { return Measure(.whole(whole), type).value }
    return type == .integer
      ? Measure(.real(Double(whole) / Double(count)), .real).value
      : Measure(.whole(Operators.roundedQuotient(whole, Int128(count))), type).value
  }
}

/// The unit of amounts that are taken together: an integer beside others is of their unit.
struct CommonUnit {
  /// Nil of none.
  private(set) var type: ValueType?

  /// Takes in one more unit.
  mutating func add(_ unit: ValueType) {
    if type == nil || type == .integer { type = unit }
  }

  /// The type of what lies between two of the amounts: the mean of integers need be none.
  var ofMean: ValueType? { type == .integer ? .real : type }
}

/// Adds reals without losing what is small beside the sum (after Neumaier).
private struct CompensatedSum {
  private var total = 0.0
  private var lost = 0.0

  mutating func add(_ number: Double) {
    let next = total + number
    lost += total.magnitude >= number.magnitude ? (total - next) + number : (number - next) + total
    total = next
  }

  /// What was lost of a sum that overflowed is no number.
  var sum: Double { total.isFinite ? total + lost : total }
}

/// The least or the greatest; of equal ones the first.
struct Extreme: ValueAccumulator {
  private let better: Ordering
  private var best: Value?

  init(better: Ordering) {
    self.better = better
  }

  mutating func add(_ value: Value) {
    if let best, Value.order(value, best) != better { return }
    best = value
  }

  var result: Value { best ?? .null }
}

/// Keeps all values until the result is asked for.
struct Percentile: ValueAccumulator {
  private let percent: Double
  private var unit = CommonUnit()
  private var amounts: [Measure.Amount] = []

  /// From 0 to 100.
  init(percent: Double) {
    self.percent = percent
  }

  mutating func add(_ value: Value) {
    guard let measure = value.measure else { return }
    unit.add(measure.unit)
    amounts.append(measure.amount)
  }

  var result: Value {
    guard let type = unit.ofMean, (0...100).contains(percent) else { return .null }
    let sorted = amounts.sorted { Measure.Amount.order($0, $1) == .ascending }
    let place = percent / 100 * Double(sorted.count - 1)
    let index = Int(place)
    return between(
      sorted[index], sorted[min(index + 1, sorted.count - 1)], place - Double(index), type)
  }

  /// What lies between two amounts at a fraction of the way.
  private func between(
    _ low: Measure.Amount, _ high: Measure.Amount, _ fraction: Double, _ type: ValueType
  ) -> Value {
    // Also where the whole way is too long for a Double.
    let way = fraction == 0 ? 0 : high.distance(from: low) * fraction
    guard type != .real, case .whole(let start) = low else {
      return Measure(.real(low.number + way), type).value
    }
    return Measure(.whole(start + Int128(way.rounded(.toNearestOrAwayFromZero))), type).value
  }
}

/// The standard deviation of a sample, in one pass (after Welford).
struct Deviation: ValueAccumulator {
  private var unit = CommonUnit()
  private var first: Measure.Amount?
  private var count = 0
  private var mean = 0.0
  private var squares = 0.0

  mutating func add(_ value: Value) {
    guard let measure = value.measure else { return }
    unit.add(measure.unit)
    let first = first ?? measure.amount
    self.first = first
    count += 1
    // Counted from the first, so that moments, which are large and near each other, stay exact.
    let number = measure.amount.distance(from: first)
    let difference = number - mean
    mean += difference / Double(count)
    squares += difference * (number - mean)
  }

  var result: Value {
    guard let type = unit.ofMean, count > 1 else { return .null }
    // How far moments lie apart is a duration.
    let deviation = (squares / Double(count - 1)).squareRoot()
    return Measure(.real(deviation), type == .time ? .duration : type).value
  }
}

/// All of them, in their order.
struct Listing: ValueAccumulator {
  private var values: [Value] = []

  mutating func add(_ value: Value) { values.append(value) }
  var result: Value { .list(values) }
}

/// True if one is true, else unknown if one is unknown, else false; or the opposite.
struct AnyTrue: Accumulator {
  private let negated: Bool
  private var truth = Truth.false

  init(negated: Bool) {
    self.negated = negated
  }

  mutating func add(_ value: Value) { truth = truth.or(Truth(value)) }

  var isSettled: Bool { truth.isTrue }
  var result: Value { (negated ? truth.negated : truth).value }

  /// What was denied has its part in the result.
  var passedOver: DenialCounts { DenialCounts() }
}
