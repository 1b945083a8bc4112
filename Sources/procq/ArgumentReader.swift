import QueryLanguage

/// Reads the words of the command line by the list of options.
struct ArgumentReader {
  private var rest: ArraySlice<[UInt8]>
  private var arguments = Arguments()
  /// A word `--` has ended the options.
  private var takesNoOptions = false

  /// As far as the first request, such as for help, which all else makes way for.
  static func read(_ words: [[UInt8]]) throws(Failure) -> Arguments {
    var reader = ArgumentReader(rest: words[...])
    while reader.arguments.request == nil, let word = reader.rest.popFirst() {
      try reader.take(word)
    }
    // The file may stand on either side of what is asked of it.
    if let word = reader.rest.first, reader.arguments.file == nil, !beginsLikeOption(word) {
      reader.takeOperand(word)
    }
    reader.arguments.isReadOnly = reader.arguments.isReadOnly || reader.isReadOnlyBehind
    return reader.arguments
  }

  /// What is asked for makes way for nothing that stands behind it but this.
  private var isReadOnlyBehind: Bool {
    var reader = self
    while let word = reader.rest.popFirst() { try? reader.take(word) }
    return reader.arguments.isReadOnly
  }

  private mutating func take(_ word: [UInt8]) throws(Failure) {
    if takesNoOptions || !beginsLikeOption(word) {
      takeOperand(word)
    } else if word.count == 2, word[1] == dash {
      takesNoOptions = true
    } else if word[1] == dash {
      try takeName(in: word)
    } else {
      try takeLetters(in: word)
    }
  }

  /// The file, and behind it the values of its parameters.
  private mutating func takeOperand(_ word: [UInt8]) {
    if arguments.file == nil {
      arguments.file = word
    } else {
      arguments.values.append(word)
    }
  }

  /// `--format csv`, `--format=csv`.
  private mutating func takeName(in word: [UInt8]) throws(Failure) {
    let spelling = word.prefix { $0 != equals }
    let name = String(decoding: spelling.dropFirst(2), as: UTF8.self)
    guard let option = Option.all.first(where: { $0.name == name }) else {
      throw .unknownOption(spelling)
    }
    let joined = word.dropFirst(spelling.count + 1)
    try take(option, spelt: spelling, joined: spelling.count < word.count ? joined : nil)
  }

  /// `-f csv`, `-fcsv`, `-f=csv`, and flags together with one of these behind them: `-qf csv`.
  private mutating func takeLetters(in word: [UInt8]) throws(Failure) {
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      guard let option = Option.all.first(where: { $0.letter == letter }) else {
        throw .unknownOption(word.count == 2 || letter < 0x80 ? [dash, letter] : word[...])
      }
      let hasSign = letters.first == equals
      guard option.value != nil || hasSign else {
        try take(option, spelt: [dash, letter], joined: nil)
        continue
      }
      let value = hasSign ? letters.dropFirst() : letters
      return try take(option, spelt: [dash, letter], joined: letters.isEmpty ? nil : value)
    }
  }

  private mutating func take(
    _ option: Option, spelt spelling: ArraySlice<UInt8>, joined: ArraySlice<UInt8>?
  ) throws(Failure) {
    guard let value = option.value else {
      if let joined { throw .needlessValue(spelling, joined) }
      return option.take(&arguments, [])
    }
    let given = joined.map(Array.init) ?? value.ifLeftOut.map { Array($0.utf8) }
    guard let word = given ?? next(for: value) else {
      throw .missingValue(spelling, value)
    }
    option.take(&arguments, word)
  }

  /// The value that stands in a word of its own. A number below zero is no option: whoever looks at
  /// the value says which are allowed.
  private mutating func next(for value: Option.Value) -> [UInt8]? {
    guard let word = rest.first,
      value.isAnyWord || !beginsLikeOption(word) || beginsLikeNumber(word)
    else { return nil }
    return rest.popFirst()
  }
}

private let dash = UInt8(ascii: "-")
private let equals = UInt8(ascii: "=")

/// A dash alone is standard input.
private func beginsLikeOption(_ word: [UInt8]) -> Bool { word.count > 1 && word[0] == dash }

private func beginsLikeNumber(_ word: [UInt8]) -> Bool {
  word.count > 1 && word[0] == dash && word[1].isDigit
}

extension Failure {
  fileprivate static func unknownOption(_ spelling: ArraySlice<UInt8>) -> Failure {
    let word = String(decoding: spelling, as: UTF8.self)
    let guess = suggestion(for: word, among: Option.all.lazy.map { "--\($0.name)" })
    return .usage(
      "unknown option '\(visible(spelling))'" + (guess.map { ", did you mean '\($0)'?" } ?? ""))
  }

  fileprivate static func needlessValue(
    _ spelling: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>
  ) -> Failure {
    .usage(
      "the option '\(visible(spelling))' does not take any value, "
        + "but '\(visible(value))' was specified")
  }

  fileprivate static func missingValue(
    _ spelling: ArraySlice<UInt8>, _ value: Option.Value
  ) -> Failure {
    let name = spelling.count > 2 ? " <\(value.name)>" : ""
    return .usage("missing value for '\(visible(spelling))\(name)'")
  }
}
