/// Numbers of processors, as the kernel lists them: `0-3,8`.
package struct ProcessorSet: Sendable, Equatable {
  /// Most lists are one range, which takes no memory of its own.
  private var first: ClosedRange<UInt32>?
  private var others: [ClosedRange<UInt32>] = []

  /// None.
  package init() {}

  /// What follows a malformed range, or one that does not ascend, is left out.
  package init(_ text: Span<UInt8>) {
    var position = 0
    while let range = text.takeRange(&position), append(range), position < text.count,
      text[position] == UInt8(ascii: ",")
    {
      position += 1
    }
  }

  /// Nil where the text lists none.
  init?(nonempty text: Span<UInt8>) {
    self.init(text)
    if first == nil { return nil }
  }

  private mutating func append(_ range: ClosedRange<UInt32>) -> Bool {
    if let last = others.last ?? first {
      guard range.lowerBound > last.upperBound else { return false }
      others.append(range)
    } else {
      first = range
    }
    return true
  }

  /// In ascending order.
  package var ranges: [ClosedRange<UInt32>] { first.map { [$0] + others } ?? [] }

  /// Every number, as far as machines go: what lies above 65535 is left out.
  package var all: [UInt32] {
    ranges.filter { $0.lowerBound <= 65535 }.flatMap { Array($0.clamped(to: 0...65535)) }
  }

  /// Those of `others`, which ascend, that stand here too.
  package func intersection(_ others: [UInt32]) -> [UInt32] {
    var rest = ranges[...]
    return others.filter { processor in
      while let range = rest.first, range.upperBound < processor { rest.removeFirst() }
      return rest.first?.contains(processor) ?? false
    }
  }
}

extension Span where Element == UInt8 {
  /// A number, or two with `-` between.
  fileprivate func takeRange(_ position: inout Int) -> ClosedRange<UInt32>? {
    guard let first = takeNumber(&position).flatMap(UInt32.init(exactly:)) else { return nil }
    guard position < count, self[position] == UInt8(ascii: "-") else { return first...first }
    position += 1
    guard let last = takeNumber(&position).flatMap(UInt32.init(exactly:)), last >= first else {
      return nil
    }
    return first...last
  }
}
