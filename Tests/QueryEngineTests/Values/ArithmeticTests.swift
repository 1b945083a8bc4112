import QueryLanguage
import Schema
import Testing
import Values

@Suite struct ArithmeticTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let left: Value
    let operation: BinaryOperator
    let right: Value
    let result: String

    init(_ left: Value, _ operation: BinaryOperator, _ right: Value, _ result: String) {
      self.left = left
      self.operation = operation
      self.right = right
      self.result = result
    }

    var testDescription: String { "\(shown(left)) \(operation) \(shown(right))" }
  }

  static let units: [Case] = [
    Case(2, .add, 3, "integer 5"), Case(2, .add, 0.5, "real 2.5"), Case(0.5, .add, 2, "real 2.5"),
    Case(7, .divide, 2, "real 3.5"), Case(7, .remainder, -2, "integer 1"),
    Case(-7, .remainder, 2, "integer -1"),
    Case(.size(10), .add, .size(5), "size 15"), Case(.size(10), .add, 5, "size 15"),
    Case(5, .subtract, .size(10), "size -5"), Case(.size(10), .multiply, 1.25, "size 13"),
    Case(3, .multiply, .size(10), "size 30"), Case(.size(10), .divide, 4, "size 3"),
    Case(.size(-10), .divide, 4, "size -3"), Case(.size(10), .divide, .size(4), "real 2.5"),
    Case(.size(10), .remainder, 4, "size 2"), Case(.size(10), .remainder, .size(3), "size 1"),
    Case(.size(4096), .divide, .duration(2_000_000_000), "byte rate 2048.0"),
    Case(10, .divide, .duration(4_000_000_000), "rate 2.5"),
    Case(1.5, .divide, .duration(500_000_000), "rate 3.0"),
    Case(.byteRate(2048), .multiply, .duration(500_000_000), "size 1024"),
    Case(.duration(500_000_000), .multiply, .byteRate(2048), "size 1024"),
    Case(.countRate(3), .multiply, .duration(500_000_000), "real 1.5"),
    Case(.byteRate(3), .divide, 2, "byte rate 1.5"), Case(2, .multiply, .countRate(3), "rate 6.0"),
    Case(.byteRate(3), .add, .byteRate(1), "byte rate 4.0"),
    Case(.countRate(3), .divide, .countRate(2), "real 1.5"),
    Case(.time(10), .subtract, .time(4), "duration 6"),
    Case(.time(10), .add, .duration(4), "time 14"), Case(.duration(4), .add, .time(10), "time 14"),
    Case(.time(10), .subtract, .duration(4), "time 6"),
    Case(.duration(3), .multiply, 2, "duration 6"), Case(.duration(3), .divide, 2, "duration 2"),
    Case(.duration(3), .divide, .duration(2), "real 1.5"),
    Case(.address(10), .add, 5, "address 15"), Case(.address(10), .subtract, .size(4), "address 6"),
    Case(.address(4), .subtract, .address(10), "size -6"),
    Case("a", .concatenate, "b", "text ab"),
  ]

  static let edges: [Case] = [
    Case(.greatest, .add, 1, "null"), Case(.least, .subtract, 1, "null"),
    Case(.least, .multiply, -1, "null"), Case(.least, .remainder, -1, "integer 0"),
    Case(.size(.min), .divide, -1, "null"), Case(1, .divide, 0, "null"),
    Case(1, .remainder, 0, "null"), Case(0.0, .divide, 0.0, "null"),
    Case(.size(1), .divide, .duration(0), "null"), Case(.size(1), .divide, 0, "null"),
    Case(1e308, .multiply, 10, "null"), Case(.size(1 << 40), .multiply, 1e30, "null"),
    Case(.time(.max), .add, .duration(1), "null"),
    Case(.time(.max), .subtract, .time(-1), "null"),
    Case(.address(.max), .add, 1, "null"), Case(.address(0), .subtract, 1, "null"),
    Case(.address(.max), .subtract, .address(0), "null"),
    Case(.address(.max), .add, .least, "address \(UInt64.max - 1 << 63)"),
    Case(.byteRate(1e300), .multiply, .duration(.max), "null"),
  ]

  @Test(arguments: units + edges)
  func arithmetic(_ row: Case) {
    #expect(shown(Operators.evaluate(row.operation, row.left, row.right)) == row.result)
  }

  static let arithmeticOperators: [BinaryOperator] = [
    .add, .subtract, .multiply, .divide, .remainder, .concatenate,
  ]

  @Test(arguments: arithmeticOperators)
  func deniedWinsOverNullAndNullOverValues(_ operation: BinaryOperator) {
    for sample in SampleValues.all {
      #expect(shown(Operators.evaluate(operation, .refused, sample.value)) == "denied environ")
      #expect(shown(Operators.evaluate(operation, sample.value, .refused)) == "denied environ")
      #expect(shown(Operators.evaluate(operation, sample.value, .null)) == "null")
      #expect(shown(Operators.evaluate(operation, .null, sample.value)) == "null")
    }
  }

  /// What the types promise the values keep, at every edge, and nothing traps.
  @Test(arguments: BinaryOperator.allCases)
  func resultsAreOfTheirType(_ operation: BinaryOperator) {
    for left in SampleValues.all {
      for right in SampleValues.all {
        let value = Operators.evaluate(operation, left.value, right.value)
        guard case .returns(let type) = Operators.result(of: operation, left.type, right.type)
        else { continue }
        #expect(
          value.isNull || value.isDenied || has(value, type),
          "\(shown(left.value)) \(operation) \(shown(right.value)) is \(shown(value))")
      }
    }
  }

  private func has(_ value: Value, _ type: ValueType) -> Bool {
    switch (value, type) {
    case (.boolean, .boolean), (.integer, .integer), (.size, .size), (.duration, .duration),
      (.time, .time), (.address, .address), (.text, .text):
      true
    case (.real(let number), .real), (.byteRate(let number), .byteRate),
      (.countRate(let number), .countRate):
      number.isFinite
    default: false
    }
  }

  @Test func additionCommutesAndSubtractionTurnsItBack() {
    for left in SampleValues.all {
      for right in SampleValues.all {
        let sum = Operators.evaluate(.add, left.value, right.value)
        #expect(shown(sum) == shown(Operators.evaluate(.add, right.value, left.value)))
        guard case (.integer, .integer) = (left.value, right.value), !sum.isNull else { continue }
        #expect(shown(Operators.evaluate(.subtract, sum, right.value)) == shown(left.value))
      }
    }
  }

  @Test func negation() {
    #expect(shown(Operators.negate(.integer(5))) == "integer -5")
    #expect(shown(Operators.negate(.least)) == "null")
    #expect(shown(Operators.negate(.duration(.min))) == "null")
    #expect(shown(Operators.negate(.refused)) == "denied environ")
    #expect(Operators.result(ofNegating: .size) == .returns(.size))
    #expect(Operators.result(ofNegating: .text) == .mismatch(hint: nil))
  }

  @Test func concatenationIsBounded() {
    let half = Value.text(Text(bytes: [UInt8](repeating: 0x61, count: 9 << 20)))
    #expect(Operators.evaluate(.concatenate, half, half).isNull)
  }
}
