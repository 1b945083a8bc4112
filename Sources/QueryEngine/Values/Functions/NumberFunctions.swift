import Glibc
import Schema

extension ScalarFunction {
  /// Numbers, with their units.
  static let numberFunctions: [ScalarFunction] = [
    ScalarFunction(
      "abs", usage: "abs(number)", "The number without its sign.", takes: [.quantity],
      returns: .first
    ) { arguments in
      let isNegative = Value.order(Operators.negate(arguments[0]), arguments[0]) == .descending
      return isNegative ? Operators.negate(arguments[0]) : arguments[0]
    },
    ScalarFunction(
      "round", usage: "round(number [, digits])",
      "The nearest whole number, or of so many digits after the point; durations in seconds.",
      takes: [.quantity, .integer], optional: 1, returns: .first
    ) { arguments in
      // Past these no number has digits, and below no sum of them overflows.
      let digits = min(max(arguments.integer(1) ?? 0, -400), 400)
      return rounded(arguments[0], digits: digits, .toNearestOrAwayFromZero)
    },
    ScalarFunction(
      "floor", usage: "floor(number)",
      "The greatest whole number that is not above it; durations in seconds.", takes: [.quantity],
      returns: .first
    ) { rounded($0[0], digits: 0, .down) },
    ScalarFunction(
      "ceil", usage: "ceil(number)",
      "The least whole number that is not below it; durations in seconds.", takes: [.quantity],
      returns: .first
    ) { rounded($0[0], digits: 0, .up) },
    extreme("least", "The least of the values.", .ascending),
    extreme("greatest", "The greatest of the values.", .descending),
  ]

  private static func extreme(
    _ name: String, _ summary: String, _ better: Ordering
  ) -> ScalarFunction {
    ScalarFunction(
      name, usage: "\(name)(value, ...)", summary, takes: [.ordered], isVariadic: true,
      returns: .unified(from: 0)
    ) { arguments in
      let best = arguments.dropFirst().reduce(arguments[0]) { best, value in
        Value.order(value, best) == better ? value : best
      }
      return arguments.reduce(best) { best, value in best.widened(like: value) }
    }
  }

  private static func rounded(
    _ value: Value, digits: Int64, _ rule: FloatingPointRoundingRule
  ) -> Value {
    guard let measure = value.measure, ParameterSchema.quantity.accepts(measure.unit) else {
      return .null
    }
    switch measure.amount {
    case .real(let number):
      return Measure(.real(rounded(number, digits: digits, rule)), measure.unit).value
    case .whole(let number):
      // Nanoseconds: the whole second is their ninth place before the point.
      let place = measure.unit == .duration ? 9 - min(digits, 9) : -digits
      return Measure(.whole(rounded(number, place: place, rule)), measure.unit).value
    }
  }

  /// A number that has no digits there to lose stays what it is.
  private static func rounded(
    _ number: Double, digits: Int64, _ rule: FloatingPointRoundingRule
  ) -> Double {
    if digits < -308 { return 0 }
    guard digits <= 308 else { return number }
    let scale = pow(10, Double(digits.magnitude))
    let scaled = digits < 0 ? number / scale : number * scale
    guard scaled.isFinite else { return number }
    let whole = scaled.rounded(rule)
    return digits < 0 ? whole * scale : whole / scale
  }

  /// A number rounded to a multiple of a power of ten.
  private static func rounded(
    _ number: Int128, place: Int64, _ rule: FloatingPointRoundingRule
  ) -> Int128 {
    guard place > 0 else { return number }
    // Past the twentieth place every number is a small fraction of the power.
    let power = (0..<min(place, 20)).reduce(Int128(1)) { power, _ in power * 10 }
    let (quotient, remainder) = number.quotientAndRemainder(dividingBy: power)
    let whole: Int128 =
      switch rule {
      case .down where remainder < 0: quotient - 1
      case .up where remainder > 0: quotient + 1
      case .down, .up: quotient
      default: Operators.roundedQuotient(number, power)
      }
    return whole * power
  }
}

extension Value {
  /// This value as the other's type, where integers stand beside other numbers.
  fileprivate func widened(like other: Value) -> Value {
    other.measure.map { converted(to: $0.unit) } ?? self
  }
}
