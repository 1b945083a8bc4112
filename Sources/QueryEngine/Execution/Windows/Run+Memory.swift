import Schema
import Values

// What a statement of readings keeps until its end.
extension Run {
  /// Counts cells that are kept of a reading. It is thrown where all of them together take too much: a
  /// window may be long, and its readings without an end.
  func keep(_ cells: [Value]) throws(Failure) {
    keptBytes += cells.reduce(Self.bytesOfRow) { $0 + $1.bytes }
    guard keptBytes > Self.mostBytes else { return }
    throw Failure(
      "the readings take more than \(HumanText.size(Int64(Self.mostBytes))); a 'where' or a longer "
        + "'every' keeps fewer", at: Text(bytes: []), of: AccessID(0))
  }

  /// How much of them may be kept.
  private static let mostBytes = 256 << 20
  /// What a row takes besides its cells.
  private static let bytesOfRow = 64
}

extension Value {
  /// Roughly what a cell takes.
  fileprivate var bytes: Int {
    switch self {
    case .text(let text): 16 + text.bytes.count
    case .list(let values): 16 + values.reduce(0) { $0 + $1.bytes }
    case .map(let map): 16 + map.entries.reduce(0) { $0 + 16 + $1.key.bytes.count + $1.value.bytes }
    case _: 16
    }
  }
}
