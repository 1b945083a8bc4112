import Glibc

/// When a moment began, in nanoseconds: since 1970, and since boot.
package struct MomentStamp: Sendable {
  let time: Int64
  let uptime: Int64

  /// That which is now.
  package static var now: MomentStamp {
    MomentStamp(time: now(CLOCK_REALTIME), uptime: now(CLOCK_BOOTTIME))
  }

  private static func now(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
