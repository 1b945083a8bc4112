import Schema

// The parameters that most functions have.
extension ParameterSchema {
  static let text = ParameterSchema.type(.text)
  static let integer = ParameterSchema.type(.integer)
  static let time = ParameterSchema.type(.time)
}

// What the signatures promise: an argument of another type reads as nothing.
extension [Value] {
  /// Empty where it is no text.
  func text(_ index: Int) -> Text {
    if index < count, case .text(let text) = self[index] { text } else { Text(bytes: []) }
  }

  /// Nil where the argument was left out.
  func integer(_ index: Int) -> Int64? {
    if index < count, case .integer(let number) = self[index] { number } else { nil }
  }

  /// Empty where it is no list.
  func list(_ index: Int) -> [Value] {
    if index < count, case .list(let elements) = self[index] { elements } else { [] }
  }
}
