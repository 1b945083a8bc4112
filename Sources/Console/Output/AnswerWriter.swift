package import QueryEngine

/// Pulls an answer's rows and writes them in one format.
package protocol AnswerWriter {
  /// How many rows there were. What was written may still wait in the buffer.
  func write(_ answer: any Answer, to output: OutputBuffer) throws(WriteFailure) -> Int
}
