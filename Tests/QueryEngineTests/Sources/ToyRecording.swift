import EngineSupport
import Execution
import Schema
import Values

/// A toy that keeps several moments: gauges along rivers, as they were read from time to time.
final class ToyRecording: Source {
  struct Gauge: Sendable {
    var river: String
    var number: Int64
    /// In centimetres.
    var level: Int64
    /// How much water has passed since it was set up.
    var passed: Int64

    init(_ river: String, _ number: Int64, level: Int64, passed: Int64) {
      self.river = river
      self.number = number
      self.level = level
      self.passed = passed
    }
  }

  struct Look: Sendable {
    /// In nanoseconds since 1970.
    var time: Int64
    var gauges: [Gauge]
  }

  /// In the order of their times.
  let looks: [Look]

  init(_ looks: [Look]) {
    self.looks = looks
  }

  var schema: Schema { ToyRecording.schema }
  let hasPast = true

  func moments(from: Int64, to: Int64) -> [Int64] {
    looks.map(\.time).filter { (from...to).contains($0) }
  }

  func snapshot(at moment: Moment) throws(Failure) -> any Snapshot {
    let look =
      switch moment {
      case .latest: looks.last
      case .at(let time, unit: _), .instant(let time): looks.last { $0.time <= time }
      case .beforeEnd(let nanoseconds):
        looks.last { look in looks.last.map { look.time <= $0.time - nanoseconds } ?? false }
      }
    guard let look else {
      throw Failure("nothing was recorded by then", at: "/rivers", of: ToyRecording.book.id)
    }
    return RecordingSnapshot(of: self, look)
  }

  fileprivate static let book = Access(AccessID(1), "book", cost: .known)

  private static let schema = Schema(tables: [gauges.schema], accesses: [.known, book])

  fileprivate static let gauges = ToyTable<GaugeRow>(
    "gauges", of: "gauge", "The gauges along all rivers.",
    columns: [
      Column("river", .text, from: book, "Where it stands.") { .text(Text($0.gauge.river)) },
      Column("number", .integer, from: book, "Which of the river's it is.") {
        .integer($0.gauge.number)
      },
      Column("level", .integer, from: book, "How high the water is.") {
        .integer($0.gauge.level)
      },
      Column(
        ColumnSchema(
          "passed", group: "all", type: .size, kind: .counter, "How much water has passed.",
          sources: [ColumnSource(book, ReaderID(0))])
      ) { .size($0.gauge.passed) },
      Column("age", .duration, from: book, "How long ago it was set up.") {
        .duration($0.snapshot.time)
      },
    ],
    summaryColumns: ["river", "number", "level"], key: ["river", "number"],
    rows: .scanned(lookUp: "number"))
}

private final class RecordingSnapshot: Snapshot {
  private let recording: ToyRecording
  private let look: ToyRecording.Look

  init(of recording: ToyRecording, _ look: ToyRecording.Look) {
    self.recording = recording
    self.look = look
  }

  var time: Int64 { look.time }
  /// Of the machine that it was recorded on.
  var facts: SystemFacts { SystemFacts(pageSize: 65536, ticksPerSecond: 250) }
  var statistics: Statistics { Statistics() }

  func rows(of scan: ScanRequest) -> RowStream {
    RowStream(
      look.gauges.lazy.filter { scan.keys?.contains($0.number) ?? true }.map { [self] in
        GaugeRow($0, in: self)
      })
  }
}

private final class GaugeRow: Row {
  let gauge: ToyRecording.Gauge
  let snapshot: RecordingSnapshot
  let isGone = false

  init(_ gauge: ToyRecording.Gauge, in snapshot: RecordingSnapshot) {
    self.gauge = gauge
    self.snapshot = snapshot
  }

  func holds(_ access: AccessID) -> Bool { true }
  func value(_ reader: ReaderID) -> Value { ToyRecording.gauges.value(reader, of: self) }
}
