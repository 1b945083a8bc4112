import CProc
import Glibc

extension HeldProcess {
  /// Sets the soft limit of a resource, and leaves the hard one as it is (prlimit(2), Linux 2.6.36). The call
  /// goes by pid: it is looked before it and after it whether the process is there.
  package func setSoftLimit(_ resource: Limits.Resource, to limit: Limits.Limit) -> ActOutcome {
    guard isThere else { return .ended }
    let outcome = setSoftLimit(of: resource, to: limit.amount)
    return isThere ? outcome : .ended
  }

  private func setSoftLimit(of resource: Limits.Resource, to amount: UInt64) -> ActOutcome {
    let kind = CInt(resource.number.rawValue)
    var (soft, hard): (UInt64, UInt64) = (0, 0)
    guard cproc_limits(pid, kind, &soft, &hard) == 0 else { return outcome(of: .last) }
    guard amount <= hard else { return .refused(.aboveHardLimit(hard, of: resource)) }
    return cproc_set_limits(pid, kind, amount, hard) == 0 ? .done : outcome(of: .last)
  }

  private func outcome(of error: Errno) -> ActOutcome {
    error.code == ESRCH ? .ended : .refused(Refusal(error, without: .resources))
  }
}

extension Limits.Limit {
  /// As the system has it.
  fileprivate var amount: UInt64 {
    switch self {
    case .unlimited: .max
    case .value(let number): number
    }
  }
}

extension Limits.Resource {
  /// As the system numbers it.
  fileprivate var number: __rlimit_resource {
    switch self {
    case .cpu: RLIMIT_CPU
    case .fsize: RLIMIT_FSIZE
    case .data: RLIMIT_DATA
    case .stack: RLIMIT_STACK
    case .core: RLIMIT_CORE
    case .rss: __RLIMIT_RSS
    case .nproc: __RLIMIT_NPROC
    case .nofile: RLIMIT_NOFILE
    case .memlock: __RLIMIT_MEMLOCK
    case .as: RLIMIT_AS
    case .locks: __RLIMIT_LOCKS
    case .sigpending: __RLIMIT_SIGPENDING
    case .msgqueue: __RLIMIT_MSGQUEUE
    case .nice: __RLIMIT_NICE
    case .rtprio: __RLIMIT_RTPRIO
    case .rttime: __RLIMIT_RTTIME
    }
  }
}
