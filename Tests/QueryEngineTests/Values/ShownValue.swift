import Schema
package import Values

/// A value with its type, for comparing in tests: `size 15`, `text ab`, `[integer 1, null]`.
func shown(_ value: Value) -> String {
  switch value {
  case .null: "null"
  case .denied(.refused(let access)):
    "denied \([environFile, rollupFile].first { $0.id == access }?.name ?? "?")"
  case .denied(.failed(let failure)): "failed \(failure.reason)"
  case .denied(.patternGivenUp): "denied pattern"
  case .denied(.notReadThen): "denied then"
  case .denied(.notRecorded): "denied unrecorded"
  case .boolean(let value): "\(value)"
  case .integer(let number): "integer \(number)"
  case .real(let number): "real \(number)"
  case .size(let bytes): "size \(bytes)"
  case .duration(let nanoseconds): "duration \(nanoseconds)"
  case .time(let nanoseconds): "time \(nanoseconds)"
  case .address(let number): "address \(number)"
  case .text(let text): "text \(shown(text))"
  case .byteRate(let rate): "byte rate \(rate)"
  case .countRate(let rate): "rate \(rate)"
  case .list(let elements): "[\(elements.map(shown).joined(separator: ", "))]"
  case .map(let map):
    "{\(map.entries.map { "\(shown($0.key)): \(shown($0.value))" }.joined(separator: ", "))}"
  }
}

/// The text, with bytes that are not UTF-8 as `\xff`.
func shown(_ text: Text) -> String {
  if let valid = String(validating: text.bytes, as: UTF8.self) { return valid }
  return text.bytes.map {
    $0 < 0x80 ? String(UnicodeScalar($0)) : "\\x" + String($0, radix: 16)
  }.joined()
}

let environFile = Access(AccessID(1), "environ", cost: .file)
let rollupFile = Access(AccessID(2), "smaps_rollup", cost: .pages)

extension Value {
  static let refused = Value.denied(.refused(environFile.id))
  static let least = Value.integer(.min)
  static let greatest = Value.integer(.max)

  static func map(_ entries: KeyValuePairs<Text, Value>) -> Value {
    .map(MapValue(entries.map { ($0.key, $0.value) }))
  }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral
{
  package init(stringLiteral text: String) { self = .text(Text(text)) }
  package init(integerLiteral number: Int64) { self = .integer(number) }
  package init(floatLiteral number: Double) { self = .real(number) }
  package init(booleanLiteral value: Bool) { self = .boolean(value) }
  package init(arrayLiteral elements: Value...) { self = .list(elements) }
}

/// A generator that gives the same numbers in each run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
