import CEditLine
import Execution
import Glibc
import Synchronization
import Values

/// Work on a thread of its own, while this one listens to signals, which must be watched
/// (`signals_watch`): whatever the work waits for, a signal ends it.
struct WatchedWork {
  /// How long work that was told to stop may take to end, in nanoseconds.
  let grace: Int64
  /// Called now and then as long as it goes on; false where it is to stop.
  var look: () -> Bool = { true }
  /// Stops the program as Ctrl-Z does, and returns when it goes on.
  var suspend: () -> Void = { signals_obey(SIGTSTP) }
  /// Tells the work to stop.
  var stop: () -> Void = {}

  /// How it came to its end.
  enum Ending: Hashable {
    case done
    /// It could not begin: the system's error number.
    case notBegun(CInt)
    /// It was told to stop, by a signal or, where that is nil, by who looked. Where it `isLeft` it still
    /// goes on.
    case stopped(by: CInt?, isLeft: Bool)
  }

  /// How often it is looked, in milliseconds.
  private static let interval: CInt = 50

  /// Until the work has ended, or is left.
  func run(_ body: @escaping () -> Void) -> Ending {
    guard let thread = BackgroundWork.start(body) else { return .notBegun(errno) }
    while true {
      switch -signals_wait(thread.done, Self.interval) {
      case -1: return pendingSignal().map { .stopped(by: $0, isLeft: false) } ?? .done
      case 0: if !look() { return stop(thread.done, by: nil) }
      case SIGWINCH: continue
      case SIGTSTP: suspend()
      case let number: return stop(thread.done, by: number)
      }
    }
  }

  /// A signal that came as the work ended is not lost: whatever would follow is not to be done.
  private func pendingSignal() -> CInt? {
    while true {
      switch -signals_wait(-1, 0) {
      case 0: return nil
      case SIGWINCH: continue
      case SIGTSTP: suspend()
      case let number: return number
      }
    }
  }

  private func stop(_ done: CInt, by number: CInt?) -> Ending {
    stop()
    let stopwatch = Stopwatch()
    while stopwatch.nanoseconds < grace {
      if signals_wait(done, 10) == 1 { return .stopped(by: number, isLeft: false) }
    }
    return .stopped(by: number, isLeft: true)
  }
}

/// What work has come to, handed from its thread to another.
final class Handover<Value: Sendable>: Sendable {
  private let contents = Mutex<Value?>(nil)

  /// Nil until it is there.
  var value: Value? {
    get { contents.withLock { $0 } }
    set { contents.withLock { $0 = newValue } }
  }
}
