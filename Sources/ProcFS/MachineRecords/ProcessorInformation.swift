/// /proc/cpuinfo: what it tells of each processor, of which most architectures tell little there.
package struct ProcessorInformation: Sendable, Equatable {
  private var processors: [UInt64: Facts] = [:]

  /// What is known of one processor; nil where there is no line of it.
  package struct Facts: Sendable, Equatable {
    /// How fast it runs now (x86).
    package var megahertz: Double?
    /// The number of its core in its package (x86).
    package var core: UInt64?
    /// The number of its package (x86).
    package var package: UInt64?
  }

  /// Lines that are not known are passed over.
  package init(parsing text: Span<UInt8>) {
    var number: UInt64?
    var position = 0
    while let range = text.takeLine(&position) {
      let line = text.extracting(range)
      guard let colon = line.index(of: UInt8(ascii: ":"), from: 0) else { continue }
      let value = line.extracting((colon + 1)...)
      var start = 0
      if line.starts(with: "processor") {
        number = value.takeNumber(&start)
      } else if let number {
        processors[number, default: Facts()].take(line.extracting(..<colon), value)
      }
    }
  }

  /// By the processor's number.
  package subscript(processor: UInt64) -> Facts? { processors[processor] }

  /// How many cores its processors are; nil where it does not tell of any.
  package var coreCount: Int64? {
    let cores = Set(
      processors.values.compactMap { facts in
        facts.core.map { [facts.package ?? 0, $0] }
      })
    return cores.isEmpty ? nil : Int64(cores.count)
  }
}

extension ProcessorInformation.Facts {
  fileprivate mutating func take(_ name: Span<UInt8>, _ value: Span<UInt8>) {
    var start = 0
    let name = name.extracting(name.trimmed)
    if name.equals("cpu MHz") {
      megahertz = value.decimalFraction
    } else if name.equals("core id") {
      core = value.takeNumber(&start)
    } else if name.equals("physical id") {
      package = value.takeNumber(&start)
    }
  }
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
