import Binding
import Execution
import QueryLanguage
import Values

/// Makes the rounds of a statement, each at its time, and has them shown, until it is told to stop.
final class RoundLoop {
  /// Tells it to stop, from any thread.
  let cancellation = Cancellation()
  private let rounds: any RoundSource
  private let presenter: any RoundPresenter
  /// From one round to the next, in nanoseconds.
  private let interval: Int64
  private let pace: Pace
  /// How long a round may take, in nanoseconds; nil: as long as it does.
  private let timeout: Int64?
  private let tellsNotes: Bool
  private let window: BoundWindow?
  /// Looks after each round; it is told when one begins and ends.
  private let watchdog: Watchdog?
  private let observer: (any WaitObserver)?
  private var rhythm: Rhythm?
  private var hasSaidSkip = false

  /// How rounds follow one another.
  private enum Pace {
    /// Each at its time, whatever they take.
    case steady
    /// Each has readings of its own that fill the whole interval: the next begins at once.
    case following
  }

  /// Rounds of this statement, so many nanoseconds apart.
  init(
    _ rounds: any RoundSource, every interval: Int64, window: BoundWindow?, timeout: Int64?,
    tellsNotes: Bool = true, shownBy presenter: any RoundPresenter, watchdog: Watchdog? = nil,
    observer: (any WaitObserver)? = nil
  ) {
    self.rounds = rounds
    self.window = window
    self.timeout = timeout
    self.tellsNotes = tellsNotes
    self.presenter = presenter
    self.watchdog = watchdog
    self.observer = observer
    self.interval = interval
    pace = window.map { $0.step != nil && $0.length >= interval } ?? false ? .following : .steady
  }

  /// Returns when it was told to stop; it is thrown why nothing more can be shown.
  func run() throws(ResultFailure) {
    while !cancellation.isRequested {
      let start = Stopwatch.now
      let statistics = try round()
      guard !cancellation.isRequested else { return }
      pause(after: start, statistics)
    }
  }

  /// A round that fails is told of, and the next may not.
  private func round() throws(ResultFailure) -> Statistics {
    let stopwatch = Stopwatch()
    let limit = TimeLimit(timeout, within: cancellation)
    let answer = LimitedAnswer(
      rounds.next(for: presenter.mode, cancellation: limit.cancellation), limit: limit)
    var report = RoundReport()
    watchdog?.begin(observer, limit)
    defer { watchdog?.end() }
    do throws(ResultFailure) {
      report.statement.rows = try presenter.show(answer)
    } catch {
      guard case .unreadable = error else { throw error }
      report.failure = error.sentence
    }
    report.statement.nanoseconds = stopwatch.nanoseconds
    report.statement.notes = tellsNotes ? answer.notes.map { visible($0) } : []
    report.statement.statistics = answer.statistics
    report.statement.impliedWindow = window.flatMap { $0.isImplied ? $0.length : nil }
    if !cancellation.isRequested { try presenter.end(report) }
    return report.statement.statistics
  }

  private func pause(after start: Int64, _ statistics: Statistics) {
    let instant: Int64
    switch pace {
    case .steady: instant = nextBeginning(after: start, statistics)
    // It is over already, unless the round has failed.
    case .following:
      var rhythm = Rhythm(from: start, every: interval)
      instant = rhythm.next(at: start).instant
    }
    rounds.pause(until: instant, orEndOf: [RowKey](), unless: cancellation)
  }

  private func nextBeginning(after start: Int64, _ statistics: Statistics) -> Int64 {
    // Where windows meet, the first round alone waits for one, and the others count from its end.
    let waited = windowsMeet ? statistics.waited ?? 0 : 0
    var rhythm = rhythm ?? Rhythm(from: start + waited, every: interval)
    let next = rhythm.next(at: Stopwatch.now)
    self.rhythm = rhythm
    if next.skipped > 0, !hasSaidSkip, tellsNotes {
      hasSaidSkip = true
      presenter.say(
        "note: a round takes longer than \(HumanText.duration(interval)): some are left out")
    }
    return next.instant
  }

  private var windowsMeet: Bool { window?.meetsNext(after: interval) ?? false }
}
