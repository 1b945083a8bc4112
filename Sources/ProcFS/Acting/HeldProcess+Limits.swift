import CProc
import Glibc

extension HeldProcess {
  /// Sets the soft limit of a resource, and leaves the hard one as it is (prlimit(2), Linux 2.6.36). The call
  /// goes by pid: it is looked before it and after it whether the process is there.
  package func setSoftLimit(_ resource: Limits.Resource, to limit: Limits.Limit) -> ActOutcome {
    guard isThere else { return .ended }
    do throws(Errno) {
      let setting = SoftLimit(resource: resource, amount: limit.amount)
      let outcome = try setting.set(over: try limits(of: resource)) { (limits) throws(Errno) in
        try exchange(limits, of: resource)
      }
      return isThere ? outcome : .ended
    } catch {
      return isThere ? .refused(Refusal(error, without: .resources)) : .ended
    }
  }

  private func limits(of resource: Limits.Resource) throws(Errno) -> SoftLimit.Pair {
    var limits = SoftLimit.Pair(soft: 0, hard: 0)
    let status = cproc_limits(
      pid, CInt(resource.number.rawValue), &limits.soft, &limits.hard)
    guard status == 0 else { throw .last }
    return limits
  }

  /// Those that these have replaced.
  private func exchange(
    _ limits: SoftLimit.Pair, of resource: Limits.Resource
  ) throws(Errno) -> SoftLimit.Pair {
    guard isThere else { throw .noProcess }
    var limits = limits
    let status = cproc_exchange_limits(
      pid, CInt(resource.number.rawValue), &limits.soft, &limits.hard)
    guard status == 0 else { throw .last }
    return limits
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
