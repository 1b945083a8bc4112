// Numbers and the units directly after them.

extension Lexer {
  /// `42`, `1_000`, `0x1f`, `2.5`, `1e5`, `100M`, `2h13m`.
  mutating func lexNumber() -> Token.Kind {
    if peek() == UInt8(ascii: "0"), peek(1)?.lowercased == UInt8(ascii: "x") {
      return lexHexadecimal()
    }
    let start = position
    let number = lexDecimal()
    if peek() == UInt8(ascii: ".") { return strayPoint(from: start) }
    guard let byte = peek(), byte.continuesName else {
      return number.isWhole ? integer(from: start) : real(number, from: start)
    }
    return lexUnit(after: number, from: start)
  }

  private mutating func lexHexadecimal() -> Token.Kind {
    let start = position
    position += 2
    let digits = position
    var value: UInt64 = 0
    var isInRange = true
    var previous = UInt8(ascii: "_")
    while let byte = peek(),
      byte.hexadecimalValue != nil || isSeparator(after: previous, before: \.isHexadecimalDigit)
    {
      if let digit = byte.hexadecimalValue {
        isInRange = isInRange && value >> 60 == 0
        value = value << 4 | UInt64(digit)
      }
      previous = byte
      position += 1
    }
    if position == digits || peek()?.continuesName == true {
      skip { $0.continuesName }
      return .malformed(.malformedHexadecimal(at: SourceRange(start, position)))
    }
    guard isInRange else { return outOfRange(from: start) }
    return .literal(Int64(exactly: value).map(Literal.integer) ?? .address(value))
  }

  /// A decimal number without its unit: digits, perhaps a fraction, perhaps an exponent.
  private mutating func lexDecimal() -> DecimalNumber {
    var number = DecimalNumber()
    lexDigits { number.append($0) }
    if peek() == UInt8(ascii: "."), peek(1)?.isDigit == true {
      position += 1
      lexDigits { number.appendFraction($0) }
    }
    lexExponent(of: &number)
    return number
  }

  private mutating func lexExponent(of number: inout DecimalNumber) {
    guard peek()?.lowercased == UInt8(ascii: "e") else { return }
    let isSigned = peek(1) == UInt8(ascii: "+") || peek(1) == UInt8(ascii: "-")
    guard peek(isSigned ? 2 : 1)?.isDigit == true else { return }
    let isNegative = peek(1) == UInt8(ascii: "-")
    position += isSigned ? 2 : 1
    var exponent = 0
    lexDigits { exponent = min(exponent * 10 + Int($0), DecimalNumber.largestExponent) }
    number.shift(by: isNegative ? -exponent : exponent)
  }

  private mutating func lexDigits(_ take: (UInt8) -> Void) {
    var previous = UInt8(ascii: "_")
    while let byte = peek(), byte.isDigit || isSeparator(after: previous, before: \.isDigit) {
      if byte.isDigit { take(byte - UInt8(ascii: "0")) }
      previous = byte
      position += 1
    }
  }

  /// Whether a `_` stands here with a digit on both sides.
  private func isSeparator(after previous: UInt8, before isDigit: (UInt8) -> Bool) -> Bool {
    peek() == UInt8(ascii: "_") && previous != UInt8(ascii: "_") && peek(1).map(isDigit) == true
  }

  /// `10.`, where no digit follows, or `10.0.0.1`, where too many do.
  private mutating func strayPoint(from start: Int) -> Token.Kind {
    let whole = string(start..<position)
    position += 1
    if peek()?.isDigit == true {
      skip { $0.isDigit || $0 == UInt8(ascii: ".") }
      let range = SourceRange(start, position)
      return .malformed(.secondPoint(bytes[start..<position], at: range))
    }
    return .malformed(.pointWithoutDigits(whole, at: SourceRange(start, position)))
  }

  private func outOfRange(from start: Int) -> Token.Kind {
    .malformed(.literalOutOfRange(bytes[start..<position], at: SourceRange(start, position)))
  }
}

// MARK: - Values

extension Lexer {
  private func integer(from start: Int) -> Token.Kind {
    var value: UInt64 = 0
    for byte in bytes[start..<position] where byte.isDigit {
      let (tens, overflows) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflowsToo) = tens.addingReportingOverflow(UInt64(byte - UInt8(ascii: "0")))
      if overflows || overflowsToo { return outOfRange(from: start) }
      value = sum
    }
    if value == Int64.min.magnitude { return .leastMagnitude }
    return Int64(exactly: value).map { .literal(.integer($0)) } ?? outOfRange(from: start)
  }

  private func real(_ number: DecimalNumber, from start: Int) -> Token.Kind {
    let digits = bytes[start..<position].filter { $0 != UInt8(ascii: "_") }
    guard let value = Double(String(decoding: digits, as: UTF8.self)), value.isFinite,
      value != 0 || number.isZero
    else {
      return outOfRange(from: start)
    }
    return .literal(.real(value))
  }

  private mutating func lexUnit(after number: DecimalNumber, from start: Int) -> Token.Kind {
    let unitStart = position
    skip { $0.isLetter }
    guard let unit = Unit.named(string(unitStart..<position)) else {
      return unknownUnit(from: unitStart)
    }
    switch unit.quantity {
    case .size:
      if peek()?.continuesName == true { return unknownUnit(from: unitStart) }
      guard let bytes = number.scaled(by: unit.scale) else { return outOfRange(from: start) }
      return .literal(.size(bytes))
    case .duration:
      return lexDuration(beginning: number, in: unit, from: start)
    }
  }

  /// The rest of `2h13m` after `2h`. The units go from the largest to the smallest.
  private mutating func lexDuration(
    beginning number: DecimalNumber, in first: Unit, from start: Int
  ) -> Token.Kind {
    var (number, unit) = (number, first)
    var total: Int64 = 0
    while true {
      guard let part = number.scaled(by: unit.scale),
        case let (sum, overflows) = total.addingReportingOverflow(part), !overflows
      else { return outOfRange(from: start) }
      total = sum
      guard let byte = peek(), byte.continuesName else { return .literal(.duration(total)) }
      number = lexDecimal()
      let unitStart = position
      skip { $0.isLetter }
      guard let next = Unit.named(string(unitStart..<position)), next.quantity == .duration,
        next.scale < unit.scale
      else { return unknownPart(after: unit, from: unitStart, in: start) }
      unit = next
    }
  }

  private mutating func unknownUnit(from start: Int) -> Token.Kind {
    skip { $0.continuesName }
    let range = SourceRange(start, position)
    return .malformed(.unknownUnit(string(start..<position), at: range))
  }

  /// What follows `2h` in `2h13`, `2h3d` or `2h_`.
  private mutating func unknownPart(
    after unit: Unit, from start: Int, in whole: Int
  ) -> Token.Kind {
    skip { $0.continuesName }
    return .malformed(
      .unknownPart(
        string(start..<position), after: unit, before: bytes[whole..<start],
        at: SourceRange(start, position)))
  }
}
