import Binding
package import Execution
import QueryLanguage
import Schema
import Synchronization
import Values

/// How long one statement may take. It begins with its being made.
package final class TimeLimit: Sendable {
  /// Stops the statement once its time is over.
  package let cancellation: Cancellation
  private let nanoseconds: Int64?
  private let start = Stopwatch.now
  /// What the statement was waiting for when its time was over, if it was found waiting.
  private let awaited = Mutex<String?>(nil)

  /// So many nanoseconds; nil: as long as it takes. `whole` stops it, too: the statement is one round
  /// of many.
  package init(_ nanoseconds: Int64?, within whole: Cancellation? = nil) {
    self.nanoseconds = nanoseconds
    let end = nanoseconds.map { Self.sum(Stopwatch.now, $0) }
    cancellation =
      switch (end, whole) {
      case (nil, nil): Cancellation()
      case (let end?, nil): Cancellation(orWhen: { Stopwatch.now >= end })
      case (nil, let whole?): Cancellation(orWhen: { whole.isRequested })
      case (let end?, let whole?):
        Cancellation(orWhen: { whole.isRequested || Stopwatch.now >= end })
      }
  }

  /// How much time is left, 0 or less where none is; nil where there is no limit.
  package var rest: Int64? { nanoseconds.map { Self.sum(start, $0) - Stopwatch.now } }

  /// Whether the time is over.
  package var isOver: Bool { rest.map { $0 <= 0 } ?? false }

  /// Takes note of what the statement is waiting for, as its time is over.
  package func noteWait(_ waits: [Wait]) {
    guard let path = waits.first?.path else { return }
    awaited.withLock { $0 = visible(path.bytes) }
  }

  /// Takes note of what the statement says itself that it waits for.
  func noteWait(for awaited: String) {
    self.awaited.withLock { $0 = $0 ?? awaited }
  }

  /// `the statement did not end within 2s; it was waiting for /proc/4711/smaps_rollup`
  package var sentence: String {
    let limit = nanoseconds.map(HumanText.duration) ?? "its time"
    let wait = awaited.withLock { $0 }.map { "; it was waiting for \($0)" } ?? ""
    return "the statement did not end within \(limit)\(wait)"
  }

  private static func sum(_ start: Int64, _ nanoseconds: Int64) -> Int64 {
    let (sum, overflows) = start.addingReportingOverflow(nanoseconds)
    return overflows ? .max : sum
  }
}

/// An answer that fails where its time is over before its rows are.
final class LimitedAnswer: AnswerOfAnother {
  let answer: any Answer
  private let limit: TimeLimit

  init(_ answer: any Answer, limit: TimeLimit) {
    self.answer = answer
    self.limit = limit
  }

  func next() throws(Failure) -> [Value]? {
    let row = try answer.next()
    guard row == nil, limit.cancellation.isRequested else { return row }
    if let awaited = answer.awaited { limit.noteWait(for: awaited) }
    // It is no file's, so that what it says of the access is not looked at.
    throw Failure(limit.sentence, at: Text(bytes: []), of: AccessID(0))
  }
}
