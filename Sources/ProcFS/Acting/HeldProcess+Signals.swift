import CProc
import Glibc

extension HeldProcess {
  /// Sends it a signal through the descriptor that it is held by (pidfd_send_signal, Linux 5.1).
  package func send(_ signal: Int32) -> ActOutcome {
    guard cproc_send_signal(directory.number, signal) != 0 else { return .done }
    let error = Errno.last
    if error.code == ESRCH { return .ended }
    if error.code == ENOSYS, let kernel = machine.facts.kernel, kernel < Self.firstToSignal {
      return .refused(.needsKernel(Self.firstToSignal))
    }
    return .refused(Refusal(error, without: .killing))
  }

  private static let firstToSignal = KernelVersion(5, 1)
}
