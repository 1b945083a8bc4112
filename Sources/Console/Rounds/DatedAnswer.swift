import Binding
import Execution
import Glibc
import Schema
import Values

/// An answer with the moment that it tells of in a column before the others, for programs that read
/// one round after another.
final class DatedAnswer: AnswerOfAnother {
  /// Of the column.
  static let heading = "time"

  let columns: [AnswerColumn]
  let answer: any Answer

  init(_ answer: any Answer) {
    self.answer = answer
    columns = [AnswerColumn(Self.heading, .time)] + answer.columns
  }

  func next() throws(Failure) -> [Value]? {
    guard let row = try answer.next() else { return nil }
    let time = answer.time ?? now
    return [.time(time)] + row
  }

  /// Of an answer that tells of no moment, and so is known at any: when its first row came.
  private lazy var now = wallClock
}

/// Nanoseconds since 1970.
var wallClock: Int64 {
  var time = timespec()
  clock_gettime(CLOCK_REALTIME, &time)
  return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}
