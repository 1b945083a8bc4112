/// A moment of the past as it stands after `at`: with a date, or a time of day alone, which means the
/// last such time.
///
/// Unlike a time elsewhere in a query it names a moment that has been. So of a time that the local
/// clocks showed twice the later is meant, and one that they skipped is none.
package struct WrittenMoment {
  /// Whether it says which day.
  package let hasDate: Bool
  private let written: WrittenTime

  /// What the shown times of moments are cut to that are written like this, in nanoseconds: it names any
  /// moment that is shown so. With more digits than are ever shown it is exact.
  package var unit: Int64 {
    switch written.fractionDigits {
    case 0: 1_000_000_000
    case 1...3: 1_000_000
    case _: 1
    }
  }

  /// Nil where the text is neither.
  package init?(_ text: Text) {
    if let written = WrittenTime(text) {
      (self.written, hasDate) = (written, true)
    } else if let written = WrittenTime(timeOfDay: text) {
      (self.written, hasDate) = (written, false)
    } else {
      return nil
    }
  }

  /// What a written moment comes to.
  package enum Reading: Hashable, Sendable {
    /// In nanoseconds since 1970.
    case moment(Int64)
    /// The local clocks were put forward over this time, and never showed it.
    case skipped(String)
    /// No Int64 holds it.
    case outOfRange
  }

  /// With a date its moment, whatever the end is; else the last such time of day not after the end, in
  /// nanoseconds since 1970.
  package func reading(notAfter end: Int64) -> Reading {
    if hasDate { return reading(of: written.civil) ?? .outOfRange }
    let seconds = end.flooredQuotientAndRemainder(by: 1_000_000_000).quotient
    let zone = written.offset ?? LocalTime.civil(end).offset
    // Where the clocks were put back over midnight, a time of the day to come has been already.
    for days: Int64 in [1, 0, -1, -2] {
      let day = CivilTime(secondsSinceEpoch: seconds + zone + days * 86_400)
      if let reading = reading(of: written.civil.on(day), notAfter: end) { return reading }
    }
    return .outOfRange
  }

  /// Nil where it lies after the end, or is out of range.
  private func reading(of civil: CivilTime, notAfter end: Int64 = .max) -> Reading? {
    func nanoseconds(_ seconds: Int64) -> Int64? {
      Int64(exactly: Int128(seconds) * 1_000_000_000 + Int128(civil.nanosecond))
        .flatMap { $0 <= end ? $0 : nil }
    }
    if let offset = written.offset {
      return nanoseconds(civil.secondsSinceEpoch - offset).map(Reading.moment)
    }
    let moments = LocalTime.moments(ofLocal: civil)
    guard moments.isEmpty else {
      return moments.reversed().lazy.compactMap(nanoseconds).first.map(Reading.moment)
    }
    return nanoseconds(LocalTime.moment(ofLocal: civil)).map { _ in .skipped(civil.text) }
  }
}

extension CivilTime {
  /// This time of day on another day.
  fileprivate func on(_ day: CivilTime) -> CivilTime {
    var copy = self
    (copy.year, copy.month, copy.day) = (day.year, day.month, day.day)
    return copy
  }

  /// `2026-03-29 02:30:00`
  fileprivate var text: String { "\(ExactText.date(self)) \(ExactText.timeOfDay(self))" }
}
