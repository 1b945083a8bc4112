/// What a statement has read, for `--stats` and `explain analyze`.
package struct Statistics: Sendable {
  /// Rows of the schema's principal table that were looked at.
  package var processes = 0
  /// Files opened, by access name, in the schema's order; none that is zero.
  package var reads: [(name: String, count: Int)] = []
  /// Refusals, likewise.
  package var denied: [(name: String, count: Int)] = []
  /// Failures that are no refusals, likewise.
  package var failed: [(name: String, count: Int)] = []
  /// Rows dropped because their process ended.
  package var vanished = 0
  /// Nanoseconds that were waited for a window to end; nil where none was.
  package var waited: Int64?
  /// Rows of the principal table that were read at the beginning of the window and have ended since;
  /// nil without a window.
  package var ended: Int?

  package init() {}
}

extension Statistics {
  /// Adds what was read besides. As many processes as either has were looked at.
  package mutating func add(_ other: Statistics) {
    processes = max(processes, other.processes)
    vanished += other.vanished
    reads = Self.sum(reads, other.reads)
    denied = Self.sum(denied, other.denied)
    failed = Self.sum(failed, other.failed)
    waited = waited.map { $0 + (other.waited ?? 0) } ?? other.waited
  }

  /// Counts by name, in the order of the longer list.
  private static func sum(
    _ left: [(name: String, count: Int)], _ right: [(name: String, count: Int)]
  ) -> [(name: String, count: Int)] {
    var (sum, others) = left.count < right.count ? (right, left) : (left, right)
    for index in sum.indices {
      guard let other = others.firstIndex(where: { $0.name == sum[index].name }) else { continue }
      sum[index].count += others.remove(at: other).count
    }
    return sum + others
  }
}
