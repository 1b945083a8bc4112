/// When rounds begin: at an origin and each interval after it, by the monotonic clock, so that what a
/// round takes does not delay those that follow.
struct Rhythm {
  /// In nanoseconds, more than 0.
  let interval: Int64
  private var beginning: Int64

  /// The first round begins at this instant.
  init(from origin: Int64, every interval: Int64) {
    beginning = origin
    self.interval = interval
  }

  /// When the next round begins, and how many are left out because they would have begun before now.
  mutating func next(at now: Int64) -> (instant: Int64, skipped: Int64) {
    beginning = sum(beginning, interval)
    guard beginning < now else { return (beginning, 0) }
    let late = now - beginning
    let skipped = late / interval + (late % interval == 0 ? 0 : 1)
    beginning = sum(beginning, skipped * interval)
    return (beginning, skipped)
  }

  /// What lies beyond all time is its end.
  private func sum(_ instant: Int64, _ duration: Int64) -> Int64 {
    let (sum, overflows) = instant.addingReportingOverflow(duration)
    return overflows ? .max : sum
  }
}
