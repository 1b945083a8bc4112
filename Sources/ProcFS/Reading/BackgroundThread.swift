import CProc
import Glibc

/// A thread beside all others that nobody waits for.
package enum BackgroundThread {
  private static let stackSize = 256 << 10

  /// Starts it; false where the system has no thread for us. It gets all signals but these, so that
  /// it can be told to stop where all else waits, and has descriptors of its own, so that those of
  /// the others cost them no more than before.
  package static func start(
    deafTo signals: [CInt], _ body: @escaping @Sendable () -> Void
  ) -> Bool {
    let work = Unmanaged.passRetained(Work(body: body))
    var closed = sigset_t()
    sigemptyset(&closed)
    for signal in signals { sigaddset(&closed, signal) }
    DescriptorBudget.makeRoom()
    let isStarted = cproc_start_thread(
      stackSize, &closed,
      { work in
        cproc_copy_descriptors()
        if let work { Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body() }
        return nil
      }, work.toOpaque())
    if !isStarted { work.release() }
    return isStarted
  }

  private final class Work: Sendable {
    let body: @Sendable () -> Void

    init(body: @escaping @Sendable () -> Void) {
      self.body = body
    }
  }
}

/// The thread that made it, as another one sees it.
package struct HeldThread: @unchecked Sendable {
  private let place: UnsafeRawPointer

  /// Of this thread; nil where there is no memory for it.
  package init?() {
    guard let place = cproc_wait_place() else { return nil }
    self.place = place
  }

  /// If it waits for a file in the kernel, keeps it from going on, for ever; false where it does
  /// not wait.
  package func hold() -> Bool { cproc_wait_hold(place) }
}
