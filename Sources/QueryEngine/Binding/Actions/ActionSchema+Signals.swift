import QueryLanguage
import Schema

extension ActionSchema {
  /// What is sent where no signal is named.
  private static let usualSignal = "TERM"

  /// The signal of this name or number, in any case, with `SIG` or without; nil means the usual one.
  /// `follows`: it stands after `then`, where nobody names a process.
  func signal(
    _ name: SignalName?, ofVerb verb: SourceRange, follows: Bool = false
  ) throws(BindingFailure) -> SignalSchema {
    let text = name?.text ?? Self.usualSignal
    if let signal = signal(named: text) { return signal }
    throw .wrong(
      .unknownSignal(text, at: name?.range ?? verb, hint: hint(forSignal: text, follows: follows)))
  }

  private func signal(named text: String) -> SignalSchema? {
    if text.utf8.allSatisfy(\.isDigit) {
      return Int32(text).flatMap { number in signals.first { $0.number == number } }
    }
    let name = text.withoutPrefixOfSignals
    return signals.first { $0.names.contains { $0.isSame(as: name) } } ?? signal(countedBy: name)
  }

  /// `RTMIN+3`, `RTMAX-1`: of the signals between those two, by whichever of them it is counted.
  private func signal(countedBy name: String) -> SignalSchema? {
    guard
      let sign = name.utf8.firstIndex(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
      ),
      let count = Int32(name[name.index(after: sign)...]),
      let first = signals.first(where: { $0.names.contains("RTMIN") })?.number,
      let last = signals.first(where: { $0.names.contains("RTMAX") })?.number
    else { return nil }
    let number: Int32? =
      switch (String(name[..<sign]).folded, name[sign]) {
      case ("rtmin", "+") where count <= last - first: first + count
      case ("rtmax", "-") where count <= last - first: last - count
      case _: nil
      }
    return number.flatMap { number in signals.first { $0.number == number } }
  }

  /// Which signals are counted from others, for who has counted too far.
  private func rangeOfCounted(_ name: String) -> String? {
    guard name.folded.hasPrefix("rtmin") || name.folded.hasPrefix("rtmax"),
      name.utf8.contains(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }),
      let first = signal(named: "RTMIN")?.number, let last = signal(named: "RTMAX")?.number
    else { return nil }
    return "it is RTMIN to RTMIN+\(last - first), which is RTMAX"
  }

  private func hint(forSignal text: String, follows: Bool) -> String? {
    if text.utf8.allSatisfy(\.isDigit) {
      guard let first = signals.first?.number, let last = signals.last?.number else { return nil }
      if let number = Int32(text), number > first, number < last {
        return "the C library keeps it for itself"
      }
      return "signals go from \(first) to \(last)"
    }
    if let range = rangeOfCounted(text.withoutPrefixOfSignals) { return range }
    let names = signals.flatMap(\.names)
    if let near = suggestion(for: text.withoutPrefixOfSignals, among: names) {
      return Diagnostic.didYouMean(near)
    }
    if follows || text == text.uppercased() || text.folded.hasPrefix("sig") {
      return Hint.listOfSignals
    }
    // The test that is there goes on behind the one that the word is made to.
    return text.isSame(as: table) || table.isSame(as: text + "s") || table.isSame(as: text + "es")
      ? "\(Hint.write): kill where …"
      : "\(Hint.write): kill where \(name) = \(canonicalText(of: .text(Array(text.utf8)))) and …"
  }
}

extension SignalSchema {
  /// Whatever it is called.
  fileprivate var names: [String] { [name] + synonyms }
}

extension String {
  /// `TERM` of `SIGTERM`
  fileprivate var withoutPrefixOfSignals: String {
    folded.hasPrefix("sig") ? String(dropFirst(3)) : self
  }
}
