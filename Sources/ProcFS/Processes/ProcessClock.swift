import Glibc

/// The system's clock of the processor time of one process: of all its threads, those that ended among
/// them, to the nanosecond and up to the moment of the call. It takes no file and no rights, and answers
/// for a zombie until it is waited for.
struct ProcessClock {
  private let id: clockid_t

  /// `pid` is as the system counts ours. The kernel's number of the clock (CPUCLOCK_SCHED of a thread
  /// group, since Linux 2.6.12) is made of it.
  init(of pid: Int32) {
    id = ~pid << 3 | 2
  }

  /// Fails where there is no such process, which the system calls EINVAL or ESRCH.
  func read() throws(Errno) -> ClockReading {
    var time = timespec()
    guard clock_gettime(id, &time) == 0 else { throw .last }
    let seconds = Int64(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
    let sum = seconds.partialValue.addingReportingOverflow(Int64(time.tv_nsec))
    return ClockReading(
      time: Nanoseconds(seconds.overflow || sum.overflow ? .max : sum.partialValue),
      instant: monotonicInstant())
  }
}

/// What the clock of a process showed, and when.
package struct ClockReading: Sendable {
  /// The processor time of the process.
  package let time: Nanoseconds
  /// In nanoseconds of CLOCK_MONOTONIC.
  package let instant: Int64
}

extension ProcFS {
  /// Whether a pid of this root is the same process's to the system, so that a call may be made by it:
  /// not in a /proc of another pid namespace, nor in a copied root.
  package var sharesOurPids: Bool { ownPid == getpid() }

  /// Whether the system has clocks of this root's processes. Asked once, of our own.
  package var hasProcessClocks: Bool {
    heldClocks.value { sharesOurPids && (try? ProcessClock(of: getpid()).read()) != nil }
  }

  /// Whether each thread's `schedstat` tells how long it ran (CONFIG_SCHED_INFO). Before Linux 5.14 a
  /// kernel that kept no such counts wrote zeros in it, but for one that has the machine's `schedstat`.
  package var hasThreadRunTimes: Bool {
    heldRunTimes.value {
      guard exists("self/schedstat") || exists("1/schedstat") else { return false }
      return facts.kernel.map { $0 >= KernelVersion(5, 14) } ?? false || exists("schedstat")
    }
  }

  private func exists(_ path: RelativePath) -> Bool { (try? root.status(of: path)) != nil }
}
