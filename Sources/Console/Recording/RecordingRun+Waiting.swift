import CEditLine
import Execution
import Glibc
import Recordings

/// How a recorder waits, and hears signals meanwhile.
extension RecordingRun {
  /// How long after the signal that ends the recording another one means that somebody will not wait, in
  /// nanoseconds: who sends one to a job often sends it twice, to the program and to its group.
  private static let patienceOfUser: Int64 = 1_000_000_000

  /// What a wait has come to.
  enum Event {
    case end
    /// The time is over.
    case silence
    case signal(CInt)
  }

  /// Until the descriptor of work can be read, the time is over, or a signal comes that ends something;
  /// one that is there already in any case. `nanoseconds`: nil has no end.
  func wait(for done: CInt, atMost nanoseconds: Int64?) -> Event {
    let stopwatch = Stopwatch()
    while true {
      let rest = nanoseconds.map { max($0 - stopwatch.nanoseconds, 0) }
      let milliseconds = rest.map { CInt(clamping: ($0 + 999_999) / 1_000_000) } ?? -1
      switch -signals_wait(done, milliseconds) {
      case -1: return .end
      case 0: if rest == 0 { return .silence }
      case SIGWINCH: continue
      case SIGTSTP: audience.suspend()
      case let number: if isHeeded() { return .signal(number) }
      }
    }
  }

  /// Whether a signal that has come is the first, or one of somebody who will not wait.
  private func isHeeded() -> Bool {
    let now = Stopwatch.now
    guard let end else {
      end = now
      return true
    }
    return now - end >= Self.patienceOfUser
  }

  /// What work on the file came to; with it a signal that came meanwhile.
  enum WorkResult<Value> {
    case value(Value, CInt?)
    case failure(RecordingError, CInt?)
    /// It was not waited for any more, because of this signal.
    case left(CInt)
  }

  /// Which signal makes that work is not waited for any more.
  enum Heeding {
    case first
    case second
  }

  /// Does work on the file on a thread of its own, for a disk may not answer.
  func result<Value: Sendable>(
    heeding: Heeding = .first, of body: @escaping () throws(RecordingError) -> Value
  ) -> WorkResult<Value> {
    let handover = Handover<Result<Value, RecordingError>>()
    let work = { handover.value = Result { () throws(RecordingError) in try body() } }
    guard let thread = BackgroundWork.start(work) else {
      work()
      return Self.result(handover.value, nil)
    }
    var signal: CInt?
    while case .signal(let number) = wait(for: thread.done, atMost: nil) {
      guard heeding == .second, signal == nil else { return .left(number) }
      signal = number
    }
    return Self.result(handover.value, signal)
  }

  private static func result<Value>(
    _ result: Result<Value, RecordingError>?, _ signal: CInt?
  ) -> WorkResult<Value> {
    switch result {
    case .success(let value)?: .value(value, signal)
    case .failure(let error)?: .failure(error, signal)
    case nil: .failure(RecordingError("it was left"), signal)
    }
  }
}
