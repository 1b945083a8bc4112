package import Execution
import Values

/// Pulls an answer's rows and writes them in one format.
package protocol AnswerWriter {
  /// Writes all rows and gives their number. The last of them may still be in the buffer.
  func write(_ answer: any Answer, to output: OutputBuffer) throws(ResultFailure) -> Int
}

extension Answer {
  /// Goes to the end of an answer that has no rows to show: what keeps it from its end is thrown.
  func end() throws(ResultFailure) -> Int {
    var count = 0
    while try nextRow() != nil { count += 1 }
    return count
  }

  /// The next row; nil at the end.
  func nextRow() throws(ResultFailure) -> [Value]? {
    do throws(Failure) {
      return try next()
    } catch {
      throw .unreadable(error)
    }
  }

  /// Counts a row that is held until all have come.
  func countKeptRow(_ row: [Value]) throws(ResultFailure) {
    do throws(Failure) {
      try countKept(row)
    } catch {
      throw .unreadable(error)
    }
  }
}
