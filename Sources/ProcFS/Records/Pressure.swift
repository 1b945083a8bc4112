/// What tasks wait for when a machine, or a control group, has too little of it.
package enum Stall: CaseIterable, Sendable {
  case processor, memory, io

  /// What the kernel calls it, in the names of its files.
  var name: StaticString {
    switch self {
    case .processor: "cpu"
    case .memory: "memory"
    case .io: "io"
    }
  }
}

/// How long tasks waited for one thing of late: a file of /proc/pressure, or `cpu.pressure` and its kin
/// of a control group. Since Linux 4.20, where it is not switched off.
package struct Pressure: Sendable, Equatable {
  /// The share of the last 10 seconds in which some task waited, in percent.
  package var some: Double

  /// Nil of a text without the line `some`.
  package init?(_ text: Span<UInt8>) {
    var some: Double?
    var position = 0
    while let range = text.takeLine(&position) {
      let line = text.extracting(range)
      if line.starts(with: "some ") { some = line.average ?? some }
    }
    guard let some else { return nil }
    self.some = some
  }
}

extension Span where Element == UInt8 {
  /// Of `some avg10=0.12 avg60=0.05 avg300=0.01 total=4711`, the first number.
  fileprivate var average: Double? {
    for field in fields {
      let word = extracting(field)
      if word.starts(with: "avg10=") { return word.extracting(6...).decimalFraction }
    }
    return nil
  }
}
