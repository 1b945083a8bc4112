import Glibc

/// The clocks of the running kernel, read together once, so that what is told of one moment agrees
/// to the nanosecond: an age is this moment less the start.
///
/// Files tell less: `uptime` may be a container's own, put over the kernel's, and the `btime` of
/// `stat` is cut to a second. The kernel counts starts of processes by CLOCK_BOOTTIME, as the
/// reader's time namespace sets it, which CLOCK_BOOTTIME here is, too.
struct SystemClocks: Sendable {
  /// Nanoseconds since 1970: the moment they were read.
  let now: Int64
  /// Nanoseconds since 1970, by the clock's present setting, to the millisecond: two looks at a
  /// clock that was not set in between tell the same.
  let bootTime: Int64

  /// Nanoseconds by which CLOCK_BOOTTIME is ahead of CLOCK_MONOTONIC: how long the machine has slept,
  /// unless a time namespace has set them.
  let sleep: Int64

  /// Nanoseconds from boot to `now`, sleep included.
  var uptime: Int64 { now - bootTime }

  /// Of a few readings takes the one that took the least time, which is the truest.
  init() {
    let readings = (0..<3).map { _ in PairedReading() }
    let truest = readings.min { $0.span < $1.span } ?? PairedReading()
    let (millisecond, half): (Int64, Int64) = (1_000_000, 500_000)
    now = truest.realTime
    let before = monotonicInstant()
    let sinceBoot = nanoseconds(of: CLOCK_BOOTTIME)
    sleep = sinceBoot - (before + (monotonicInstant() - before) / 2)
    bootTime = (truest.realTime - truest.sinceBoot + half) / millisecond * millisecond
  }
}

/// Two clocks at one moment, as nearly as that can be had: one is read before and after the other.
private struct PairedReading {
  let realTime: Int64
  let sinceBoot: Int64
  /// How long it took.
  let span: Int64

  init() {
    let before = nanoseconds(of: CLOCK_BOOTTIME)
    realTime = nanoseconds(of: CLOCK_REALTIME)
    span = nanoseconds(of: CLOCK_BOOTTIME) - before
    sinceBoot = before + span / 2
  }
}

/// Nanoseconds of CLOCK_MONOTONIC: what the lengths of windows are measured by.
func monotonicInstant() -> Int64 { nanoseconds(of: CLOCK_MONOTONIC) }

/// What a clock of the kernel shows. These clocks are always there.
func nanoseconds(of clock: clockid_t) -> Int64 {
  var time = timespec()
  clock_gettime(clock, &time)
  return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}

extension RootFacts {
  /// Nanoseconds from boot to a start that the kernel counts in ticks. In a time namespace whose
  /// boot lies after that start, the kernel's number has wrapped: it means one below 0.
  package func sinceBoot(_ start: Ticks) -> Int64? {
    guard isLive, let tick = UInt64(exactly: 1_000_000_000 / max(1, ticksPerSecond)) else {
      return start.nanoseconds(perSecond: ticksPerSecond)
    }
    let (nanoseconds, overflow) = start.count.multipliedReportingOverflow(by: tick)
    return overflow ? nil : Int64(bitPattern: nanoseconds)
  }
}
