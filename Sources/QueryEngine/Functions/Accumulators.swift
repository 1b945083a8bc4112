/// Of values that are neither null nor denied.
protocol ValueAccumulator {
  mutating func add(_ value: Value)
  var result: Value { get }
}

/// Passes null and denied over, and counts what was denied.
struct Filtered<Values: ValueAccumulator>: Accumulator {
  private var values: Values
  private(set) var passedOver = PassedOver()

  init(_ values: Values) {
    self.values = values
  }

  mutating func add(_ value: Value) {
    switch value {
    case .null: break
    case .denied(let denial): passedOver.add(denial)
    case .boolean, .integer, .real, .size, .duration, .time, .address, .text, .byteRate,
      .countRate, .list, .map:
      values.add(value)
    }
  }

  var isSettled: Bool { false }
  var result: Value { values.result }
}

struct Count: ValueAccumulator {
  private var count: Int64 = 0

  mutating func add(_ value: Value) { count += 1 }
  var result: Value { .integer(count) }
}

/// The sum or the mean. Whole numbers are added exactly, so that only a result can overflow.
struct Sum: ValueAccumulator {
  private let divides: Bool
  private var unit: Unit?
  private var whole: Int128 = 0
  private var real = CompensatedSum()
  private var count = 0

  init(divides: Bool) {
    self.divides = divides
  }

  mutating func add(_ value: Value) {
    guard let measure = Measure(value) else { return }
    unit = unit.map { $0.joined(with: measure.unit) } ?? measure.unit
    count += 1
    switch measure.amount {
    case .whole(let amount): whole += Int128(amount)
    case .real(let amount): real.add(amount)
    }
  }

  var result: Value {
    guard let unit else { return .null }
    if unit.isWhole {
      if !divides { return unit.value(whole) }
      return unit == .integer
        ? unit.mean(Double(whole) / Double(count))
        : unit.value(Operators.roundedQuotient(whole, Int128(count)))
    }
    let sum = real.sum + Double(whole)
    return unit.mean(divides ? sum / Double(count) : sum)
  }
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
  private var unit: Unit?
  private var measures: [Measure] = []

  /// From 0 to 100.
  init(percent: Double) {
    self.percent = percent
  }

  mutating func add(_ value: Value) {
    guard let measure = Measure(value) else { return }
    unit = unit.map { $0.joined(with: measure.unit) } ?? measure.unit
    measures.append(measure)
  }

  var result: Value {
    guard let unit, (0...100).contains(percent) else { return .null }
    let sorted = measures.sorted { $0.amount < $1.amount }
    let place = percent / 100 * Double(sorted.count - 1)
    let index = Int(place)
    let (low, high) = (sorted[index].amount, sorted[min(index + 1, sorted.count - 1)].amount)
    return unit.between(low, high, place - Double(index))
  }
}

/// The standard deviation of a sample, in one pass (after Welford).
struct Deviation: ValueAccumulator {
  private var unit: Unit?
  private var first: Measure.Amount?
  private var count = 0
  private var mean = 0.0
  private var squares = 0.0

  mutating func add(_ value: Value) {
    guard let measure = Measure(value) else { return }
    unit = unit.map { $0.joined(with: measure.unit) } ?? measure.unit
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
    guard let unit, count > 1 else { return .null }
    return unit.deviation((squares / Double(count - 1)).squareRoot())
  }
}

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
  var passedOver: PassedOver { PassedOver() }
}
