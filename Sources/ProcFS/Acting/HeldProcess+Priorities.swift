import CProc
import Glibc

extension HeldProcess {
  /// Sets the niceness of every thread, from -20 to 19.
  package func setNiceness(_ value: Int32, unless isCancelled: () -> Bool) -> ActOutcome {
    setEveryThread(Niceness(value), unless: isCancelled)
  }

  /// Sets how the transfers of every thread are served.
  package func setIOPriority(
    _ priority: IOPriority, unless isCancelled: () -> Bool
  ) -> ActOutcome {
    setEveryThread(
      IOPrioritySetting(priority: priority, kernel: machine.facts.kernel), unless: isCancelled)
  }
}

/// By setpriority(2). EPERM is said of other users' threads, EACCES of a value below the present one.
private struct Niceness: ThreadSetting {
  let value: Int32
  private let ofThread = __priority_which_t(PRIO_PROCESS.rawValue)

  init(_ value: Int32) { self.value = value }

  func isSet(of thread: Int32) -> Bool {
    errno = 0
    return getpriority(ofThread, id_t(thread)) == value && errno == 0
  }

  func set(of thread: Int32) -> ActOutcome {
    if setpriority(ofThread, id_t(thread), value) == 0 { return .done }
    let error = Errno.last
    return error.code == ESRCH ? .ended : .refused(Refusal(error, without: .priorities))
  }
}

/// By ioprio_set(2).
private struct IOPrioritySetting: ThreadSetting {
  let priority: IOPriority
  let kernel: KernelVersion?

  func isSet(of thread: Int32) -> Bool {
    (try? IOPriority(of: thread))?.isSame(as: priority) ?? false
  }

  func set(of thread: Int32) -> ActOutcome {
    if cproc_set_io_priority(thread, priority.packed) == 0 { return .done }
    let error = Errno.last
    return error.code == ESRCH ? .ended : .refused(Refusal(error, without: right))
  }

  /// Before Linux 5.14 it was CAP_SYS_ADMIN that the class realtime took, and then CAP_SYS_NICE for
  /// threads of others.
  private var right: Right {
    let isOld = kernel.map { $0 < KernelVersion(5, 14) } ?? false
    return isOld && priority.isRealTime && !Right.administration.isHeld
      ? .administration : .priorities
  }
}
