/// A column of a result: its heading and what its cells hold.
package struct AnswerColumn: Hashable, Sendable {
  package let name: String
  package let type: ValueType

  package init(_ name: String, _ type: ValueType) {
    self.name = name
    self.type = type
  }
}

/// Rows of a result, pulled one at a time. Nothing is read before the first is asked for.
package protocol Answer: AnyObject {
  var columns: [AnswerColumn] { get }
  /// The next row, as many cells as there are columns; nil at the end.
  func next() -> [Value]?
  /// What could not be told, each without its `note: `. Whole once `next` has returned nil.
  var notes: [String] { get }
  /// What has been read so far.
  var statistics: Statistics { get }
}
