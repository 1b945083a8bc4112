import Schema
import Values

// Lists and maps come back as they were before they were written.
extension JSONTree {
  /// What it is of a type; nil where it is of another. Null may be of any.
  func value(of type: ValueType) -> Value? {
    switch self {
    case .null: .null
    case .boolean(let truth): type == .boolean ? .boolean(truth) : nil
    case .number(let digits): Self.number(digits, of: type)
    case .text(let bytes): Self.text(bytes, of: type)
    case .array(let elements): Self.list(elements, of: type)
    case .object(let members): Self.map(members, of: type)
    }
  }

  /// A whole number; nil of what is none, or too large.
  var integer: Int64? {
    guard case .number(let digits) = self else { return nil }
    return Int64(String(decoding: digits, as: UTF8.self))
  }

  private static func number(_ digits: [UInt8], of type: ValueType) -> Value? {
    let text = String(decoding: digits, as: UTF8.self)
    switch type {
    case .integer: return Int64(text).map(Value.integer)
    case .size: return Int64(text).map(Value.size)
    case .address: return UInt64(text).map(Value.address)
    case .duration: return nanoseconds(digits).map(Value.duration)
    case .real: return finite(text).map(Value.real)
    case .byteRate: return finite(text).map(Value.byteRate)
    case .countRate: return finite(text).map(Value.countRate)
    case .null, .boolean, .time, .text, .list, .map: return nil
    }
  }

  private static func finite(_ text: String) -> Double? {
    Double(text).flatMap { $0.isFinite ? $0 : nil }
  }

  /// A decimal number of seconds, with nine places at most and no exponent, as durations are written.
  private static func nanoseconds(_ digits: [UInt8]) -> Int64? {
    let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.count < 2 || parts[1].count <= 9 else { return nil }
    let fraction = parts.count == 2 ? Array(parts[1]) : []
    let padding = [UInt8](repeating: UInt8(ascii: "0"), count: 9 - fraction.count)
    return Int64(String(decoding: parts[0] + fraction + padding, as: UTF8.self))
  }

  private static func text(_ bytes: [UInt8], of type: ValueType) -> Value? {
    switch type {
    case .text: .text(Text(bytes: bytes))
    case .time: LocalTime.parse(Text(bytes: bytes)).map(Value.time)
    case _: nil
    }
  }

  private static func list(_ elements: [JSONTree], of type: ValueType) -> Value? {
    guard case .list(let elementType) = type else { return nil }
    var values: [Value] = []
    values.reserveCapacity(elements.count)
    for element in elements {
      guard let value = element.value(of: elementType) else { return nil }
      values.append(value)
    }
    return .list(values)
  }

  /// Of two entries of one name the first counts.
  private static func map(_ members: [Member], of type: ValueType) -> Value? {
    guard case .map(let valueType) = type else { return nil }
    var entries: [(key: Text, value: Value)] = []
    entries.reserveCapacity(members.count)
    var names: Set<Text> = []
    for member in members {
      let name = Text(bytes: member.name)
      guard let value = member.value.value(of: valueType) else { return nil }
      if names.insert(name).inserted { entries.append((name, value)) }
    }
    return .map(MapValue(entries))
  }
}
