import Glibc

/// Measures how long something takes.
///
/// `ContinuousClock` is not used: it would bring the runtime for tasks into the program, which costs
/// each start more than the clock does.
package struct Stopwatch {
  private let start = Self.now

  package init() {}

  /// Since it was made, by the monotonic clock.
  package var nanoseconds: Int64 { Self.now - start }

  /// Nanoseconds of the monotonic clock.
  package static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// Sleeps up to an instant of the monotonic clock; wakes at times to see whether anybody waits.
  static func sleep(until instant: Int64, unless cancellation: Cancellation) {
    while !cancellation.isRequested {
      let rest = instant - now
      guard rest > 0 else { return }
      sleep(min(rest, longestSleep))
    }
  }

  /// Nobody who interrupts a statement notices that it takes so long to end.
  private static let longestSleep: Int64 = 20_000_000

  private static func sleep(_ nanoseconds: Int64) {
    var time = timespec(
      tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
    nanosleep(&time, nil)
  }
}
