/// Numbers of processors, as the kernel lists them: `0-3,8`.
package struct ProcessorSet: Sendable, Equatable {
  /// In ascending order, none empty, none touching.
  package private(set) var ranges: [ClosedRange<UInt32>] = []

  package init() {}

  /// A malformed rest is left out.
  package init(_ text: Span<UInt8>) {
    var position = 0
    while let first = text.takeNumber(&position).flatMap(UInt32.init(exactly:)) {
      var last = first
      if position < text.count, text[position] == UInt8(ascii: "-") {
        position += 1
        guard let end = text.takeNumber(&position).flatMap(UInt32.init(exactly:)), end >= first
        else {
          return
        }
        last = end
      }
      append(first...last)
      guard position < text.count, text[position] == UInt8(ascii: ",") else { return }
      position += 1
    }
  }

  package mutating func append(_ range: ClosedRange<UInt32>) {
    ranges.append(range)
  }

  package func contains(_ processor: UInt32) -> Bool {
    ranges.contains { $0.contains(processor) }
  }

  /// Every number, as far as machines go: what lies above is left out.
  package var all: [UInt32] {
    ranges.flatMap { Array($0.clamped(to: 0...65535)).filter(contains) }
  }

  /// The numbers that stand in both.
  package func intersection(_ others: [UInt32]) -> [UInt32] {
    others.filter(contains)
  }
}
