package import Execution
import Values

extension [UInt8] {
  /// What a query read, as `--stats` tells it: one line of JSON.
  package mutating func appendStatistics(
    _ statistics: Statistics, rows: Int, nanoseconds: Int64
  ) {
    append("{\"rows\":")
    appendDecimal(rows)
    append(",\"processes\":")
    appendDecimal(statistics.processes)
    append(",\"reads\":")
    appendCounts(statistics.reads)
    append(",\"denied\":")
    appendCounts(statistics.denied)
    // Seldom there, so that whoever looks for it sees that something is wrong.
    if !statistics.failed.isEmpty {
      append(",\"failed\":")
      appendCounts(statistics.failed)
    }
    append(",\"vanished\":")
    appendDecimal(statistics.vanished)
    // Only where there was a window.
    if let ended = statistics.ended {
      append(",\"ended\":")
      appendDecimal(ended)
    }
    if let waited = statistics.waited { appendSeconds("waited", waited) }
    appendSeconds("seconds", nanoseconds)
    append("}\n")
  }

  /// What is below a microsecond is noise.
  private mutating func appendSeconds(_ name: String, _ nanoseconds: Int64) {
    append(contentsOf: ",\"\(name)\":\(ExactText.seconds(nanoseconds / 1000 * 1000))".utf8)
  }

  private mutating func appendCounts(_ counts: [(name: String, count: Int)]) {
    append("{")
    for (index, entry) in counts.enumerated() {
      if index > 0 { append(",") }
      appendJSON(Array(entry.name.utf8))
      append(":")
      appendDecimal(entry.count)
    }
    append("}")
  }
}
