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
}
