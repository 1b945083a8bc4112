import Glibc

/// A closure on a thread of its own, so that the caller need not wait for its end: a thread may be
/// stuck in the kernel for long.
///
/// The thread inherits the mask of blocked signals, so signals are delivered to the thread that
/// waits for them.
struct BackgroundWork: ~Copyable {
  /// A descriptor that becomes readable when the work is done.
  let done: CInt

  private init(done: CInt) {
    self.done = done
  }

  /// Starts the work; nil if no thread can be created. Until it is done, it may share with the
  /// caller only what is locked.
  static func start(_ body: @escaping () -> Void) -> BackgroundWork? {
    guard let pipe = makePipe() else { return nil }
    let task = Unmanaged.passRetained(Task(body: body, signal: pipe.input))
    guard startThread(task) else {
      task.takeRetainedValue().close()
      close(pipe.output)
      return nil
    }
    return BackgroundWork(done: pipe.output)
  }

  deinit { close(done) }

  /// As much as the main thread has: expressions nest.
  private static let stackSize = 8 << 20

  private static func startThread(_ task: Unmanaged<Task>) -> Bool {
    withUnsafeTemporaryAllocation(of: pthread_attr_t.self, capacity: 1) { attributes in
      pthread_attr_init(&attributes[0])
      defer { pthread_attr_destroy(&attributes[0]) }
      pthread_attr_setdetachstate(&attributes[0], CInt(PTHREAD_CREATE_DETACHED))
      pthread_attr_setstacksize(&attributes[0], stackSize)
      var thread = pthread_t()
      return pthread_create(&thread, &attributes[0], { Task.run($0) }, task.toOpaque()) == 0
    }
  }

  private final class Task {
    private let body: () -> Void
    private let signal: CInt

    init(body: @escaping () -> Void, signal: CInt) {
      self.body = body
      self.signal = signal
    }

    func close() { _ = Glibc.close(signal) }

    /// To close this end is not enough: a thread with a descriptor table of its own has a copy.
    func tell() {
      var byte: UInt8 = 1
      _ = write(signal, &byte, 1)
    }

    static func run(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
      guard let context else { return nil }
      let task = Unmanaged<Task>.fromOpaque(context).takeRetainedValue()
      task.body()
      task.tell()
      task.close()
      return nil
    }
  }
}

/// Both ends of a new pipe, which programs that are started do not inherit.
func makePipe() -> (output: CInt, input: CInt)? {
  var ends: [CInt] = [-1, -1]
  guard pipe(&ends) == 0 else { return nil }
  for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  return (ends[0], ends[1])
}
