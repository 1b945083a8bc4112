// Lists, maps, and text as something that holds parts.
extension Operators {
  /// `collection contains element`: text in text, an element in a list, a name in a map. Null
  /// contains nothing.
  package static func contains(_ collection: Value, _ element: Value) -> Truth {
    if case .denied(let denial) = collection { return .unknown(denial) }
    if case .denied(let denial) = element { return .unknown(denial) }
    switch (collection, element) {
    case (.text(let text), .text(let part)): return Truth(text.firstOffset(of: part) != nil)
    case (.list(let elements), _): return isMember(element, of: elements)
    case (.map(let map), .text(let name)): return Truth(map.value(for: name) != nil)
    default: return .false
    }
  }

  /// `value in (…)`: whether it equals one of them, null only null. Unknown if none that can be
  /// read is equal and some cannot be read.
  package static func isMember(_ value: Value, of values: some Sequence<Value>) -> Truth {
    if case .denied(let denial) = value { return .unknown(denial) }
    var truth = Truth.false
    for other in values {
      truth = truth.or(equal(value, other))
      if truth.isTrue { return truth }
    }
    return truth
  }

  /// `collection[index]`: an element of a list from 0, from the end if negative, or the value
  /// under a name of a map. Null where there is none.
  package static func element(_ index: Value, of collection: Value) -> Value {
    if case .denied = collection { return collection }
    if case .denied = index { return index }
    switch (collection, index) {
    case (.list(let elements), .integer(let index)):
      let count = Int64(elements.count)
      guard index < count, index >= -count else { return .null }
      return elements[Int(index < 0 ? index + count : index)]
    case (.map(let map), .text(let name)):
      return map.value(for: name) ?? .null
    default: return .null
    }
  }

  /// How many characters a text has, elements a list, names a map. Denied of denied, else null of
  /// what has no length.
  package static func length(_ value: Value) -> Value {
    switch value {
    case .text(let text): .integer(Int64(text.characterCount))
    case .list(let elements): .integer(Int64(elements.count))
    case .map(let map): .integer(Int64(map.count))
    case .denied: value
    default: .null
    }
  }
}
