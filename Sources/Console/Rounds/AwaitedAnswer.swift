import Binding
import Execution
import Values

/// The rows of `wait`: of the look that met its condition. Looks without rows show nothing.
final class AwaitedAnswer: Answer {
  private let rounds: any RoundSource
  private let condition: Repetition.WaitCondition
  private let mode: ExecutionMode
  private let cancellation: Cancellation
  /// In nanoseconds; 0 where a look is about a moment.
  private let window: Int64
  /// In nanoseconds; nil: for ever.
  private let limit: Int64?
  /// When the limit is over, by the monotonic clock.
  private let end: Int64?
  private let start = Stopwatch.now
  private var look: any Answer
  /// What the looks before it have read.
  private var earlier = Statistics()
  /// The first row of the look, which showed that it has one.
  private var first: [Value]?
  /// Known once `isMet` has been asked for.
  private var result: Result<Bool, Failure>?

  /// Looks are this far apart at first, and so much later, when nobody notices a second.
  private static let shortInterval: Int64 = 100_000_000
  private static let longInterval: Int64 = 1_000_000_000
  private static let impatience: Int64 = 5_000_000_000

  /// `limit` in nanoseconds from now; nil: for ever. `mode`: what is asked of the rows that come.
  init(
    _ rounds: any RoundSource, until condition: Repetition.WaitCondition, limit: Int64?,
    window: BoundWindow?, mode: ExecutionMode, cancellation: Cancellation
  ) {
    self.rounds = rounds
    self.condition = condition
    self.window = window?.length ?? 0
    self.cancellation = cancellation
    self.limit = limit
    self.mode =
      switch condition {
      case .someRow: mode
      // The ends of the rows wake it.
      case .noRow: .identities
      }
    let start = start
    end = limit.map { limit in
      let (sum, overflows) = start.addingReportingOverflow(limit)
      return overflows ? .max : sum
    }
    look = rounds.next(for: self.mode, cancellation: cancellation)
  }

  var columns: [AnswerColumn] { look.columns }
  var notes: [String] { look.notes }
  var hasUnjudgedRows: Bool { look.hasUnjudgedRows }
  var statistics: Statistics {
    var statistics = look.statistics
    statistics.add(earlier)
    return statistics
  }
  /// What it waits for, as a user would name it.
  var awaited: String? {
    switch condition {
    case .someRow: "a row"
    case .noRow: "the last row to end"
    }
  }
  var time: Int64? { look.time }
  /// The look is never further than the row that was told last.
  var rowKey: RowKey? { look.rowKey }
  var ancestors: [RowKey] { look.ancestors }

  /// The rows that came; none where there are none to tell of.
  func next() throws(Failure) -> [Value]? {
    guard try isMet, condition == .someRow else { return nil }
    if let row = first.take() { return row }
    return try look.next()
  }

  /// Looks again and again until the condition is met, or there is no time left.
  var isMet: Bool {
    get throws(Failure) {
      if let result { return try result.get() }
      do throws(Failure) {
        let isMet = try lookAgain()
        result = .success(isMet)
        return isMet
      } catch {
        result = .failure(error)
        throw error
      }
    }
  }

  /// Waits; whether there are rows to tell of then.
  func hasRows() throws(ResultFailure) -> Bool {
    do throws(Failure) {
      return try isMet && condition == .someRow
    } catch {
      throw .unreadable(error)
    }
  }

  /// What a user is told of a condition that was not met in time.
  var outcome: [String] {
    guard let limit, case .success(false)? = result else { return [] }
    let time = HumanText.duration(limit)
    return switch condition {
    case .someRow: ["no row came within \(time)"]
    case .noRow: ["some row is left after \(time)"]
    }
  }

  /// Whether what was waited for has come; false as long as that is not known.
  var hasCome: Bool { (try? result?.get()) ?? false }

  /// How the program ends by it.
  var status: ExitStatus {
    switch (condition, try? result?.get() ?? false) {
    case (_, nil): .failed
    case (.someRow, true): .done
    case (.someRow, false): hasUnjudgedRows ? .unjudged : .failed
    case (.noRow, true): hasUnjudgedRows ? .unjudged : .done
    case (.noRow, false): hasUnjudgedRows ? .unjudged : .failed
    }
  }

  private func lookAgain() throws(Failure) -> Bool {
    while true {
      let rows = try takeLook()
      if cancellation.isRequested { return false }
      if isMet(by: rows) { return true }
      let now = Stopwatch.now
      guard hasTime(at: now) else { return false }
      rounds.pause(until: nextLook(after: now), orEndOf: rows.keys, unless: cancellation)
      guard !cancellation.isRequested else { return false }
      guard hasTimeForLook(at: Stopwatch.now) else {
        if let end { rounds.pause(until: end, orEndOf: [RowKey](), unless: cancellation) }
        return false
      }
      earlier.add(look.statistics)
      look = rounds.next(for: mode, cancellation: cancellation)
    }
  }

  /// What a look has found.
  private struct Rows {
    var areThere = false
    var keys: [RowKey] = []
  }

  private func takeLook() throws(Failure) -> Rows {
    var rows = Rows()
    switch condition {
    case .someRow:
      first = try look.next()
      rows.areThere = first != nil
    case .noRow:
      while try look.next() != nil {
        rows.areThere = true
        if let key = look.rowKey { rows.keys.append(key) }
      }
    }
    return rows
  }

  private func isMet(by rows: Rows) -> Bool {
    switch condition {
    case .someRow: rows.areThere
    case .noRow: !rows.areThere
    }
  }

  private func nextLook(after now: Int64) -> Int64 {
    let interval = now - start < Self.impatience ? Self.shortInterval : Self.longInterval
    guard let end else { return now + interval }
    // The last look ends with the limit.
    return min(now + interval, max(end - window, now))
  }

  private func hasTime(at now: Int64) -> Bool { end.map { now < $0 } ?? true }

  /// A look at the very end is one, too; one with a window must end there, or very little later.
  private func hasTimeForLook(at now: Int64) -> Bool {
    guard let end, window > 0 else { return true }
    return now - end <= window / 10 - window
  }
}
