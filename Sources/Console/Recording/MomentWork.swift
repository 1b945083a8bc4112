import Execution
import Recordings
import Synchronization

/// The recording of one moment, on a thread of its own, which may be left where it reads: then it does
/// not come to the file any more.
final class MomentWork {
  /// How long it may take, and what stops it.
  let limit: TimeLimit
  /// Between what is read and the file.
  let gate = MomentGate()
  private let recorder: Recorder
  private let result = Handover<Result>()
  private let isDone = Atomic(false)

  /// What it has come to.
  enum Result: Sendable {
    case recorded(MomentReport, rows: Int)
    /// The moment could not be had, which has been recorded.
    case failed(String)
    /// It could not be written.
    case unwritten(RecordingError)
    case cancelled
  }

  /// Begins when it is run; `timeout` in nanoseconds.
  init(_ recorder: Recorder, timeout: Int64?) {
    self.recorder = recorder
    limit = TimeLimit(timeout)
  }

  /// Whether it will not touch anything any more, though it was left.
  var hasEnded: Bool { isDone.load(ordering: .acquiring) }

  /// Nil as long as it goes on.
  var outcome: Result? { result.value }

  /// Until the moment is written, or known not to be had.
  func run() {
    result.value = record()
    isDone.store(true, ordering: .releasing)
  }

  private func record() -> Result {
    do throws(RecordingError) {
      switch try recorder.recordMoment(through: gate, unless: limit.cancellation) {
      case .recorded(let report, let rows): return .recorded(report, rows: rows)
      case .failed(let reason): return .failed(reason)
      case .cancelled: return try isLate() ? .failed(limit.sentence) : .cancelled
      }
    } catch {
      return .unwritten(error)
    }
  }

  /// Whether it has ended because its time was over, which is recorded.
  private func isLate() throws(RecordingError) -> Bool {
    guard limit.isOver else { return false }
    return try recorder.recordFailure(limit.sentence, through: gate)
  }
}
