import Execution
import Schema
import Testing
import Values

@testable import Recordings

@Suite struct JSONTests {
  private func tree(_ text: String) throws(JSONError) -> JSONTree {
    try JSONTree(parsing: Array(text.utf8))
  }

  /// What a value is after it was written and read again.
  private func returned(_ value: Value, of type: ValueType, escaping: JSONEscaping) throws -> Value?
  {
    var bytes: [UInt8] = []
    bytes.appendJSON(value, escaping: escaping)
    return try JSONTree(parsing: bytes).value(of: type)
  }

  @Test func valuesComeBackToTheByte() throws {
    let odd = Text(bytes: [0x61, 0xFF, 0x00, 0x22, 0x5C, 0xC3, 0x28, 0xED, 0xB2, 0x80, 0x0A])
    let wide: Text = "ü€😀\u{202E}\u{7F}"
    let values: [(Value, ValueType)] = [
      (.list([.text(odd), .text(wide), .null, .text("")]), .list(.text)),
      (.list([.integer(.min), .integer(.max)]), .list(.integer)),
      (.list([.duration(-1), .duration(1_500_000_000), .duration(.max)]), .list(.duration)),
      (.list([.address(.max), .address(0)]), .list(.address)),
      (.list([.real(0.1), .real(-1e300), .real(.leastNonzeroMagnitude)]), .list(.real)),
      (.list([.boolean(true), .boolean(false)]), .list(.boolean)),
      (.list([.time(1_795_356_000_000_000_001)]), .list(.time)),
      (.map(MapValue([(odd, .text(wide)), (wide, .null)])), .map(.text)),
      (.list([.list([]), .list([.size(7)])]), .list(.list(.size))),
      (.map(MapValue([])), .map(.integer)),
    ]
    for (value, type) in values {
      for escaping in [JSONEscaping.least, .safe] {
        let found = try returned(value, of: type, escaping: escaping)
        #expect(found.map { "\($0.shown)" } == value.shown)
      }
    }
  }

  @Test func everyByteComesBack() throws {
    let all = Text(bytes: (0...255).map { UInt8($0) })
    for escaping in [JSONEscaping.least, .safe] {
      let found = try returned(.text(all), of: .text, escaping: escaping)
      #expect(found?.shown == Value.text(all).shown)
    }
  }

  @Test func whatIsNoJSONIsAnError() {
    let wrong = [
      "", " ", "[", "[1", "[1,", "[1,]", "{", "{\"a\"", "{\"a\":", "{\"a\":1,}", "{a:1}", "\"",
      "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"",
      "\"\u{1}\"", "nul",
      "tru", "1.", ".5", "-", "01", "1e", "+1", "1 2", "[] x", "\u{FEFF}1", "NaN", "'a'",
    ]
    for text in wrong { #expect(throws: JSONError.self) { _ = try tree(text) } }
  }

  @Test func noDepthExhaustsTheStack() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
      let text = String(repeating: open, count: 100_000) + String(repeating: close, count: 100_000)
      #expect(throws: JSONError.self) { _ = try tree(text) }
    }
  }

  @Test func numbersOutOfRangeAreOfNoType() throws {
    let huge = try tree("99999999999999999999999999")
    #expect(huge.value(of: .integer) == nil)
    #expect(huge.value(of: .address) == nil)
    #expect(huge.value(of: .duration) == nil)
    #expect(huge.value(of: .real) != nil)
    #expect(try tree("1e999").value(of: .real) == nil)
    #expect(try tree("1.5").value(of: .integer) == nil)
    #expect(try tree("1e2").value(of: .duration) == nil)
    #expect(try tree("0.1234567891").value(of: .duration) == nil)
    #expect(try tree("[1, \"a\"]").value(of: .list(.integer)) == nil)
    #expect(try tree("{\"a\": []}").value(of: .map(.text)) == nil)
    #expect(try tree("[]").value(of: .text) == nil)
  }

  @Test func ofTwoEntriesOfOneNameTheFirstCounts() throws {
    let map = try tree("{\"a\": 1, \"b\": 2, \"a\": 3}").value(of: .map(.integer))
    #expect(map?.shown == Value.map(MapValue([("a", .integer(1)), ("b", .integer(2))])).shown)
  }
}

extension Value {
  /// For comparisons: the kind and all bytes.
  var shown: String {
    switch self {
    case .text(let text): "text \(text.bytes)"
    case .list(let elements): "list \(elements.map(\.shown))"
    case .map(let map): "map \(map.entries.map { "\($0.key.bytes) = \($0.value.shown)" })"
    case .denied(.refused(let access)): "refused \(access.index)"
    case .denied(.failed(let failure)): "failed \(failure.text)"
    case _: "\(self)"
    }
  }
}
