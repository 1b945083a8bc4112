/// /proc/loadavg: how many tasks ran or waited for a disk, on average over the last 1, 5 and 15
/// minutes.
package struct LoadAverage: Sendable, Equatable {
  /// Over one minute.
  package var one: Double
  /// Over five minutes.
  package var five: Double
  /// Over fifteen minutes.
  package var fifteen: Double
}

extension LoadAverage {
  /// Nil where the three numbers are not there.
  package init?(parsing text: Span<UInt8>) {
    let fields = text.fields
    guard fields.count >= 3, let one = text.extracting(fields[0]).decimalFraction,
      let five = text.extracting(fields[1]).decimalFraction,
      let fifteen = text.extracting(fields[2]).decimalFraction
    else { return nil }
    self.init(one: one, five: five, fifteen: fifteen)
  }
}
