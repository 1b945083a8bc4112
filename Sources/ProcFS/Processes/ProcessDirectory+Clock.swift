extension ProcessDirectory {
  /// The processor time of this process and no other, and when it was read, in nanoseconds of
  /// CLOCK_MONOTONIC.
  ///
  /// The clock is asked by pid, and the kernel may have given that to another process since this one
  /// was seen. So its directory is looked at after the call: it is the one that was seen before, or the
  /// one that is held open still answers. What used more time than another can have used since the
  /// listing needs no such look.
  mutating func processorTime() throws(Errno) -> (time: Nanoseconds, instant: Int64) {
    for _ in 0..<3 {
      let seen = try instance()
      let time = try ProcessClock(of: pid).read()
      let instant = monotonicInstant()
      if exceedsAll(time, until: instant) { return (time, instant) }
      if try isStill(seen) { return (time, instant) }
    }
    throw .noProcess
  }

  /// Whether no process that began after the listing can have used so much, on however many
  /// processors.
  private func exceedsAll(_ time: Nanoseconds, until instant: Int64) -> Bool {
    guard let listed else { return false }
    let (most, overflow) = (instant - listed)
      .multipliedReportingOverflow(by: machine.mostProcessors)
    return !overflow && time.count > most
  }
}

extension ProcFS {
  /// More processors than a process can run on at a time.
  fileprivate var mostProcessors: Int64 {
    heldMostProcessors.value { Int64(facts.possibleProcessors ?? 8192) }
  }
}
