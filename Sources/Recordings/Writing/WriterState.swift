import Execution

/// What a recording's writer remembers of the file, from one moment to the next. It can be had from the file
/// again, as when a recording is gone on with or when a moment could not be written.
final class WriterState {
  /// The last moment, failed or not.
  var last: Last?
  /// The last moment that has rows.
  var lastWithRows: Int64 = 0
  /// The row of `boot`, and what it says.
  var boot: (id: Int64, bootID: String)?
  /// The row of `machine`, and what it says; the uptime in it says nothing.
  var machine: (id: Int64, facts: MachineFacts)?
  /// The processes that have not been seen to end.
  var processes: [RowOrigin: TrackedProcess] = [:]
  let texts: TextDictionary
  let labels: LabelDictionary

  /// A moment as far as the next one follows from it.
  struct Last {
    let id: Int64
    let time: Int64
    let uptime: Int64
    let instant: Int64
  }

  init(texts: TextDictionary, labels: LabelDictionary) {
    self.texts = texts
    self.labels = labels
  }

  /// The id of the moment that is written next.
  var nextMoment: Int64 { (last?.id ?? 0) + 1 }

  /// Where a moment lies on the axis of boots and uptimes: the first where the clock says.
  func instant(time: Int64, uptime: Int64, isSameBoot: Bool) -> Int64 {
    guard let last else { return time }
    let step = isSameBoot ? uptime &- last.uptime : time &- last.time
    let (instant, overflows) = last.instant.addingReportingOverflow(max(1, step))
    return overflows ? .max : instant
  }
}
