import Schema

extension ScalarFunction {
  /// What makes a column pleasant to look at.
  static let pictureFunctions: [ScalarFunction] = [
    ScalarFunction(
      FunctionSchema(
        "bar", usage: "bar(x [, width])",
        "A bar as long as the number is beside the largest one shown, which takes the width, or 20.",
        takes: [.quantity, .integer], optional: 1, returns: .type(.text), evaluation: .bar)),
    ScalarFunction(
      "sparkline", usage: "sparkline(list)",
      "A bar for each number of the list, from the least, the lowest, to the greatest.",
      takes: [.amounts], returns: .type(.text)
    ) { Sparkline.value(of: $0.list(0)) },
    ScalarFunction(
      "repeat", usage: "repeat(text, n)", "The text so many times, one after another.",
      takes: [.text, .integer], returns: .type(.text)
    ) { arguments in
      repeated(arguments.text(0), arguments.integer(1) ?? 0).map(Value.text) ?? .null
    },
    padding("lpad", "in front of", atStart: true),
    padding("rpad", "behind", atStart: false),
    ScalarFunction(
      "reverse", usage: "reverse(value)",
      "The characters of a text, or the elements of a list, from the last to the first.",
      takes: [.sequence], returns: .first
    ) { arguments in
      if case .list(let elements) = arguments[0] { return .list(elements.reversed()) }
      return .text(Text(characters: arguments.text(0).characters.reversed()))
    },
  ]

  private static func padding(
    _ name: String, _ place: String, atStart: Bool
  ) -> ScalarFunction {
    ScalarFunction(
      name, usage: "\(name)(text, width [, fill])",
      "The text made so many characters wide: cut there, or with blanks or a fill \(place) it.",
      takes: [.text, .integer, .text], optional: 1, returns: .type(.text)
    ) { arguments in
      let fill = arguments.count > 2 ? arguments.text(2) : " "
      let width = arguments.integer(1) ?? 0
      return arguments.text(0).padded(to: width, with: fill, atStart: atStart).map(Value.text)
        ?? .null
    }
  }

  /// Nil if the result is too long.
  private static func repeated(_ text: Text, _ count: Int64) -> Text? {
    guard count > 0, !text.bytes.isEmpty else { return Text(bytes: []) }
    let (length, overflow) = Int64(text.bytes.count).multipliedReportingOverflow(by: count)
    guard !overflow, length <= Operators.longestText else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(length))
    for _ in 0..<count { bytes += text.bytes }
    return Text(bytes: bytes)
  }
}

extension Text {
  /// Nil if the result is too long.
  fileprivate func padded(to width: Int64, with fill: Text, atStart: Bool) -> Text? {
    let width = max(width, 0)
    let missing = width - Int64(characterCount)
    if missing <= 0 { return Text(bytes: bytes[..<offset(after: Int(width))]) }
    let pattern = fill.characters
    guard !pattern.isEmpty else { return self }
    guard width <= Operators.longestText else { return nil }
    let padding = Text(characters: (0..<Int(missing)).lazy.map { pattern[$0 % pattern.count] })
    let padded = atStart ? padding.bytes + bytes : bytes + padding.bytes
    return padded.count > Operators.longestText ? nil : Text(bytes: padded)
  }
}
