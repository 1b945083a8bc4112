/// Of /proc/cpuinfo: how fast each processor runs now, where the architecture tells it there (x86).
package struct ProcessorFrequencies: Sendable, Equatable {
  private var megahertz: [UInt64: Double] = [:]

  /// A processor without the line `cpu MHz` is left out.
  package init(parsing text: Span<UInt8>) {
    var number: UInt64?
    var position = 0
    while let range = text.takeLine(&position) {
      let line = text.extracting(range)
      guard let colon = line.index(of: UInt8(ascii: ":"), from: 0) else { continue }
      let value = line.extracting((colon + 1)...)
      if line.starts(with: "processor") {
        var start = 0
        number = value.takeNumber(&start)
      } else if line.starts(with: "cpu MHz"), let number {
        megahertz[number] = value.decimalFraction
      }
    }
  }

  /// In megahertz; nil where the file does not tell.
  package subscript(processor: UInt64) -> Double? { megahertz[processor] }
}

extension Span where Element == UInt8 {
  /// The number after blanks, which may have decimals: `2445.432`.
  var decimalFraction: Double? {
    var position = 0
    guard let word = takeWord(&position) else { return nil }
    let text = extracting(word).array
    guard text.allSatisfy({ $0 == UInt8(ascii: ".") || $0.isDigit }) else {
      return nil
    }
    return Double(String(decoding: text, as: UTF8.self))
  }
}
