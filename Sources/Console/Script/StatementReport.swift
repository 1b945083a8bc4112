import Execution
import Values

/// What there is to tell below the rows of a statement.
struct StatementReport: Sendable {
  /// How many rows came.
  var rows = 0
  /// The engine's notes, each without its `note: `.
  var notes: [String] = []
  /// What was read.
  var statistics = Statistics()
  /// How long the statement took.
  var nanoseconds: Int64 = 0
  /// What was waited for has not come.
  var hasComeToNothing = false
  /// In nanoseconds, of a window that nobody asked for.
  var impliedWindow: Int64?

  /// `1.02s, of which 1s waited; over 1s, since nothing else was said; read stat 1080; denied environ 3;
  /// failed fd 1; 2 vanished; 4 ended`
  var summary: String {
    var parts = [duration]
    if let impliedWindow {
      parts.append("over \(HumanText.duration(impliedWindow)), since nothing else was said")
    }
    if !statistics.reads.isEmpty { parts.append("read " + list(statistics.reads)) }
    if !statistics.denied.isEmpty { parts.append("denied " + list(statistics.denied)) }
    if !statistics.failed.isEmpty { parts.append("failed " + list(statistics.failed)) }
    if statistics.vanished > 0 { parts.append("\(statistics.vanished) vanished") }
    if let ended = statistics.ended, ended > 0 { parts.append("\(ended) ended") }
    return parts.joined(separator: "; ")
  }

  /// What is left beside the wait would be lost in tenths of a second.
  private var duration: String {
    guard let waited = statistics.waited else { return HumanText.duration(nanoseconds) }
    return "\(hundredths(nanoseconds)), of which \(hundredths(waited)) waited"
  }

  private func hundredths(_ nanoseconds: Int64) -> String {
    let unit: Int64 = 10_000_000
    let (rest, quotient) = (nanoseconds % unit, nanoseconds / unit)
    return ExactText.seconds((quotient + (rest < unit / 2 ? 0 : 1)) * unit) + "s"
  }

  private func list(_ counts: [(name: String, count: Int)]) -> String {
    counts.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
  }
}

/// What is told of a statement once its rows have come.
enum StatementSummary: Sendable {
  case none
  /// A line of JSON, as `--stats` asks for.
  case statistics
  /// Words, as `\timing` does.
  case timing

  /// Whether it says nothing of use where nothing is shown.
  var needsRows: Bool {
    switch self {
    case .timing: true
    case .none, .statistics: false
    }
  }

  /// The line; nil for none.
  func line(of report: StatementReport) -> String? {
    switch self {
    case .none: return nil
    case .timing: return report.summary
    case .statistics:
      var bytes: [UInt8] = []
      bytes.appendStatistics(
        report.statistics, rows: report.rows, nanoseconds: report.nanoseconds)
      return String(decoding: bytes.dropLast(), as: UTF8.self)
    }
  }
}
