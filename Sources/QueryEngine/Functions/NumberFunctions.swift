import Glibc

extension Functions {
  /// Numbers, with their units.
  static let numberFunctions: [Function] = [
    Function(
      "abs", usage: "abs(number)", "The number without its sign.", takes: [.quantity],
      typed: { $0[0] }
    ) { arguments in
      let isNegative = Value.order(Operators.negate(arguments[0]), arguments[0]) == .descending
      return isNegative ? Operators.negate(arguments[0]) : arguments[0]
    },
    Function(
      "round", usage: "round(number [, digits])",
      "The nearest whole number, or of so many digits after the point; durations in seconds.",
      takes: [.quantity, .integer], optional: 1, typed: { $0[0] }
    ) { arguments in
      // Past these no number has digits, and below no sum of them overflows.
      let digits = min(max(arguments.integer(1) ?? 0, -400), 400)
      return rounded(arguments[0], digits: digits, .toNearestOrAwayFromZero)
    },
    Function(
      "floor", usage: "floor(number)",
      "The greatest whole number that is not above it; durations in seconds.", takes: [.quantity],
      typed: { $0[0] }
    ) { rounded($0[0], digits: 0, .down) },
    Function(
      "ceil", usage: "ceil(number)",
      "The least whole number that is not below it; durations in seconds.", takes: [.quantity],
      typed: { $0[0] }
    ) { rounded($0[0], digits: 0, .up) },
    extreme("least", "The least of the values.", .ascending),
    extreme("greatest", "The greatest of the values.", .descending),
  ]

  private static func extreme(_ name: String, _ summary: String, _ better: Ordering) -> Function {
    Function(
      name, usage: "\(name)(value, ...)", summary, arity: 1...Function.manyArguments,
      resultType: { unifiedType($0, Parameter.ordered) }
    ) { arguments in
      let best = arguments.dropFirst().reduce(arguments[0]) { best, value in
        Value.order(value, best) == better ? value : best
      }
      return arguments.reduce(best) { best, value in best.widened(like: value) }
    }
  }

  /// The one type of all arguments from `first` on, or which of them does not go with those
  /// before it.
  static func unifiedType(
    _ types: [ValueType], _ parameter: Parameter, from first: Int = 0
  ) -> Function.Signature {
    var unified = ValueType.null
    for (index, type) in types.enumerated().dropFirst(first) {
      guard parameter.accepts(type) else {
        return .mismatch(argument: index, expected: parameter.expected)
      }
      guard let both = unified.unified(with: type) else {
        return .mismatch(argument: index, expected: unified.words)
      }
      unified = both
    }
    return .returns(unified)
  }

  private static func rounded(
    _ value: Value, digits: Int64, _ rule: FloatingPointRoundingRule
  ) -> Value {
    switch value {
    case .real(let number): .finite(rounded(number, digits: digits, rule), as: Value.real)
    case .byteRate(let rate): .finite(rounded(rate, digits: digits, rule), as: Value.byteRate)
    case .countRate(let rate): .finite(rounded(rate, digits: digits, rule), as: Value.countRate)
    case .integer(let number): .rounded(number, place: -digits, rule, as: Value.integer)
    case .size(let bytes): .rounded(bytes, place: -digits, rule, as: Value.size)
    // Nanoseconds: the whole second is their ninth place before the point.
    case .duration(let nanoseconds):
      .rounded(nanoseconds, place: 9 - min(digits, 9), rule, as: Value.duration)
    case .null, .denied, .boolean, .time, .address, .text, .list, .map: .null
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
}

extension Value {
  /// A number rounded to a multiple of a power of ten.
  fileprivate static func rounded(
    _ number: Int64, place: Int64, _ rule: FloatingPointRoundingRule, as make: (Int64) -> Value
  ) -> Value {
    guard place > 0 else { return make(number) }
    // Past the twentieth place every Int64 is a small fraction of the power.
    let power = (0..<min(place, 20)).reduce(Int128(1)) { power, _ in power * 10 }
    let number = Int128(number)
    let (quotient, remainder) = number.quotientAndRemainder(dividingBy: power)
    let whole: Int128 =
      switch rule {
      case .down where remainder < 0: quotient - 1
      case .up where remainder > 0: quotient + 1
      case .down, .up: quotient
      default: Operators.roundedQuotient(number, power)
      }
    return Int64(exactly: whole * power).map(make) ?? .null
  }

  /// This value as the other's type, where integers stand beside other numbers.
  fileprivate func widened(like other: Value) -> Value {
    switch other {
    case .size: converted(to: .size)
    case .real: converted(to: .real)
    case .address: converted(to: .address)
    case .null, .denied, .boolean, .integer, .duration, .time, .text, .byteRate, .countRate, .list,
      .map:
      self
    }
  }
}
