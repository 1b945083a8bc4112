import QueryLanguage
import Schema
import Testing
import Values

@Suite struct OperatorTypingTests {
  typealias Row = (left: ValueType, operation: BinaryOperator, right: ValueType, result: ValueType?)

  static let rows: [Row] = [
    (.integer, .divide, .integer, .real), (.size, .divide, .integer, .size),
    (.size, .divide, .size, .real), (.size, .divide, .duration, .byteRate),
    (.integer, .divide, .duration, .countRate), (.byteRate, .multiply, .duration, .size),
    (.countRate, .multiply, .duration, .real), (.time, .subtract, .time, .duration),
    (.time, .add, .time, nil), (.size, .add, .real, nil), (.size, .multiply, .size, nil),
    (.duration, .add, .integer, nil), (.integer, .divide, .size, nil), (.text, .add, .text, nil),
    (.real, .remainder, .integer, nil), (.size, .remainder, .integer, .size),
    (.duration, .remainder, .duration, nil), (.time, .divide, .time, nil),
    (.duration, .subtract, .time, nil), (.boolean, .add, .integer, nil),
    (.null, .add, .size, .null), (.null, .add, .boolean, nil), (.null, .multiply, .null, .null),
    (.size, .greater, .integer, .boolean), (.size, .greater, .real, nil),
    (.size, .greater, .duration, nil), (.duration, .greater, .integer, nil),
    (.address, .less, .integer, .boolean), (.integer, .equal, .real, .boolean),
    (.text, .equal, .null, .boolean), (.byteRate, .less, .countRate, nil),
    (.list(.text), .equal, .list(.text), .boolean), (.list(.text), .less, .list(.text), nil),
    (.list(.integer), .equal, .list(.real), .boolean), (.list(.text), .equal, .list(.size), nil),
    (.text, .like, .text, .boolean), (.integer, .like, .text, nil),
    (.text, .match, .null, .boolean),
    (.list(.text), .contains, .text, .boolean), (.list(.size), .contains, .integer, .boolean),
    (.map(.text), .contains, .text, .boolean), (.map(.text), .contains, .integer, nil),
    (.text, .contains, .text, .boolean), (.text, .contains, .list(.text), nil),
    (.boolean, .and, .null, .boolean), (.integer, .or, .boolean, nil),
    (.text, .concatenate, .text, .text), (.text, .concatenate, .integer, nil),
  ]

  @Test(arguments: rows)
  func types(_ row: Row) {
    switch Operators.result(of: row.operation, row.left, row.right) {
    case .returns(let type): #expect(type == row.result)
    case .mismatch: #expect(row.result == nil)
    }
  }

  @Test func hints() {
    #expect(
      Operators.result(of: .greater, .duration, .integer)
        == .mismatch(hint: "a duration needs its unit, as in 30s"))
    #expect(
      Operators.result(of: .greater, .integer, .duration)
        == .mismatch(hint: "a duration needs its unit, as in 30s"))
    #expect(Operators.result(of: .add, .text, .text) == .mismatch(hint: "'||' joins text"))
    #expect(Operators.result(of: .equal, .text, .size) == .mismatch(hint: nil))
    #expect(Operators.result(of: .and, .duration, .integer) == .mismatch(hint: nil))
    #expect(
      Operators.result(of: .like, .list(.text), .text)
        == .mismatch(hint: "join(…, ' ') makes text of a list"))
  }

  @Test func elements() {
    #expect(Operators.result(ofElement: .integer, in: .list(.size)) == .returns(.size))
    #expect(Operators.result(ofElement: .text, in: .map(.text)) == .returns(.text))
    #expect(Operators.result(ofElement: .boolean, in: .integer) == .mismatch(hint: nil))
    #expect(
      Operators.result(ofElement: .text, in: .list(.size))
        == .mismatch(hint: "the elements of a list are counted from 0"))
    #expect(Operators.isCollection(.list(.integer), of: .real))
    #expect(!Operators.isCollection(.text, of: .text))
  }

  static let allTypes: [ValueType] = [
    .null, .boolean, .integer, .real, .size, .duration, .time, .address, .text, .byteRate,
    .countRate, .list(.null), .list(.integer), .list(.real), .map(.text), .map(.integer),
  ]

  @Test func unifyingIsSymmetricAndKeepsWhatItMade() {
    for left in Self.allTypes {
      #expect(left.unified(with: left) == left)
      #expect(left.unified(with: .null) == left)
      for right in Self.allTypes {
        let unified = left.unified(with: right)
        #expect(unified == right.unified(with: left))
        #expect(unified == nil || unified?.unified(with: left) == unified)
      }
    }
  }

  @Test func unifying() {
    #expect(ValueType.integer.unified(with: .size) == .size)
    #expect(ValueType.real.unified(with: .integer) == .real)
    #expect(ValueType.list(.null).unified(with: .list(.text)) == .list(.text))
    #expect(ValueType.list(.integer).unified(with: .list(.size)) == .list(.size))
    #expect(ValueType.size.unified(with: .real) == nil)
    #expect(ValueType.text.unified(with: .integer) == nil)
  }

  @Test func words() {
    #expect(ValueType.size.words == "a size")
    #expect(ValueType.text.words == "text")
    #expect(ValueType.integer.words == "an integer")
    #expect(ValueType.list(.text).words == "a list of text")
    #expect(ValueType.list(.address).words == "a list of addresses")
    #expect(ValueType.map(.size).words == "a map of sizes")
    #expect(ValueType.list(.text).name == "list")
  }

  @Test func conversion() {
    #expect(shown(Value.integer(5).converted(to: .size)) == "size 5")
    #expect(shown(Value.integer(5).converted(to: .real)) == "real 5.0")
    #expect(shown(Value.integer(-5).converted(to: .address)) == "null")
    #expect(shown(Value.text("a").converted(to: .text)) == "text a")
    #expect(shown(Value.null.converted(to: .size)) == "null")
    #expect(shown(Value.refused.converted(to: .size)) == "denied environ")
    #expect(shown(([1, .null] as Value).converted(to: .list(.size))) == "[size 1, null]")
    #expect(shown(Value.map(["a": 1]).converted(to: .map(.real))) == "{a: real 1.0}")
  }
}
