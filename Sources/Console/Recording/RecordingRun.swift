import Execution
import Glibc
import QueryLanguage
import Recordings
import Values

/// Carries out a statement that records: moment after moment, each at its time, until a signal comes, which
/// must be watched (`signals_watch`).
///
/// This thread listens and keeps the time; what reads and writes does so on another. Between two moments
/// nothing runs, so that a recorder costs nothing then.
final class RecordingRun {
  private let recorder: Recorder
  /// How long a moment may take, in nanoseconds.
  private let timeout: Int64
  private let observer: (any WaitObserver)?
  let audience: any RecordingAudience
  /// When the signal came that ends the recording, by `Stopwatch.now`.
  var end: Int64?
  private var news = WaitNews()
  /// A moment that was left where it reads.
  private var stuck: MomentWork?
  private var moments = 0
  /// How long the last moment took, in nanoseconds.
  private var momentLength: Int64 = 0
  /// Why moments were left out, as far as it has been said.
  private var saidSkips: Set<Skip> = []
  /// What was wrong with the last moment, which is said once.
  private var trouble: String?
  /// What was read, and how many rows came, of all moments.
  private(set) var statistics = Statistics()
  private(set) var rows = 0

  /// How it came to its end.
  enum Ending {
    /// By this signal, and the file is whole.
    case stopped(by: CInt, RecordingSummary)
    /// By this signal, which did not wait until the file is whole: what was recorded is in it all the same.
    case left(by: CInt)
    /// It could not be begun, or not be ended: the line says why.
    case failed(String)
  }

  /// How often a moment that is being read is looked after, in nanoseconds.
  private static let interval: Int64 = 50_000_000
  /// How long a moment may take to come to its end once the recording is to stop, and then where it is told
  /// to, in nanoseconds.
  private static let patience: Int64 = 500_000_000
  private static let grace: Int64 = 60_000_000
  /// How long a moment may take where nobody says it and the interval is shorter, in nanoseconds.
  private static let longestMoment: Int64 = 10_000_000_000

  /// Of a statement that records; nil of another.
  init?(_ statement: PreparedStatement, timeout: Int64?, for audience: any RecordingAudience) {
    guard let recorder = Recorder(statement) else { return nil }
    self.recorder = recorder
    // One process that does not answer must not end a recording that nobody looks at.
    self.timeout = timeout ?? max(recorder.interval, Self.longestMoment)
    self.audience = audience
    observer = statement.observeWaits()
  }

  /// Until a signal comes, or nothing can be recorded at all.
  func run() -> Ending {
    let recorder = recorder
    switch result(of: { () throws(RecordingError) in try recorder.open() }) {
    case .value(_, nil): break
    case .failure(let error, _): return .failed("error: \(error.message)")
    case .value(_, let number?), .left(let number): return .left(by: number)
    }
    var rhythm = Rhythm(from: Stopwatch.now, every: recorder.interval)
    while true {
      if let stop = takeMoment() ?? pause(until: nextBeginning(&rhythm)) { return end(by: stop) }
    }
  }

  /// What ends the recording.
  private enum Stop {
    /// Between two moments.
    case signal(CInt)
    /// While one was being written, which nobody waited for.
    case impatience(CInt)
    /// The file is lost, as this line says.
    case loss(String)
  }

  /// Why moments are left out.
  private enum Skip {
    case moment
    /// The program was stopped, or its turn came late.
    case rest
  }

  private func nextBeginning(_ rhythm: inout Rhythm) -> Int64 {
    let next = rhythm.next(at: Stopwatch.now)
    if next.skipped > 0 { noteSkip(momentLength > recorder.interval ? .moment : .rest) }
    return next.instant
  }

  private func noteSkip(_ skip: Skip) {
    guard saidSkips.insert(skip).inserted else { return }
    switch skip {
    case .moment:
      let interval = HumanText.duration(recorder.interval)
      audience.say("note: a moment took longer than \(interval): some are left out")
    case .rest:
      audience.say("note: the recorder was stopped or had to wait: some moments are left out")
    }
  }

  /// Nil when the instant has come.
  private func pause(until instant: Int64) -> Stop? {
    switch wait(for: -1, atMost: max(instant - Stopwatch.now, 0)) {
    case .end, .silence: nil
    case .signal(let number): .signal(number)
    }
  }

  // MARK: - A moment

  /// Records the moment that is now; nil where it goes on.
  private func takeMoment() -> Stop? {
    let start = Stopwatch.now
    defer { momentLength = Stopwatch.now - start }
    if let stuck, !stuck.hasEnded { return recordFailure(stuck.limit.sentence) }
    stuck = nil
    let work = MomentWork(recorder, timeout: timeout)
    guard let thread = BackgroundWork.start({ work.run() }) else {
      return recordFailure("no thread could be started: \(systemReason(errno))")
    }
    while true {
      switch wait(for: thread.done, atMost: Self.interval) {
      case .end:
        return note(work.outcome)
      case .silence:
        guard look(at: work) else {
          stuck = work
          return recordFailure(work.limit.sentence)
        }
      case .signal(let number): return stop(work, thread.done, by: number)
      }
    }
  }

  private func note(_ outcome: MomentWork.Result?) -> Stop? {
    switch outcome {
    case .recorded(let report, let count)?:
      moments += 1
      rows += count
      statistics.add(report.statistics)
      trouble = nil
      audience.show(moments: moments, rows: count)
    case .failed(let reason)?: tell("error: a moment could not be recorded: \(visible(reason))")
    case .unwritten(let error)?: return note(error)
    case .cancelled?, nil: break
    }
    return nil
  }

  private func note(_ error: RecordingError) -> Stop? {
    if error.isFinal { return .loss("error: \(error.message)") }
    tell("error: \(error.message)")
    return nil
  }

  /// Says what is wrong, unless that has been said and nothing was right since.
  private func tell(_ line: String) {
    guard line != trouble else { return }
    trouble = line
    audience.say(line)
  }

  /// Says what it waits for; false where its time is over and it was left.
  private func look(at work: MomentWork) -> Bool {
    let now = Stopwatch.now
    let waits = observer?.look(at: now) ?? []
    news.lines(of: waits, at: now).forEach { audience.say($0) }
    guard let rest = work.limit.rest, rest < 0 else { return true }
    work.limit.noteWait(waits)
    return rest > -Self.grace || !work.gate.shut()
  }

  private func recordFailure(_ reason: String) -> Stop? {
    tell("error: a moment could not be recorded: \(visible(reason))")
    let recorder = recorder
    let result = result(heeding: .second) { () throws(RecordingError) in
      _ = try recorder.recordFailure(reason)
    }
    switch result {
    case .value(_, let number): return number.map { .signal($0) }
    case .failure(let error, let number):
      return note(error) ?? number.map { .signal($0) }
    case .left(let number): return .impatience(number)
    }
  }

  // MARK: - The end

  /// The moment that is being recorded comes to its end if that is soon; what does not answer is left.
  private func stop(_ work: MomentWork, _ done: CInt, by number: CInt) -> Stop {
    if case .end = wait(for: done, atMost: Self.patience) {
      return note(work.outcome) ?? .signal(number)
    }
    work.limit.cancellation.request()
    // Nothing of it comes to the file any more, or it is there and must not be disturbed.
    if case .end = wait(for: done, atMost: Self.grace) { return .signal(number) }
    if work.gate.shut() { return .signal(number) }
    switch wait(for: done, atMost: nil) {
    case .end, .silence: return .signal(number)
    case .signal(let number): return .impatience(number)
    }
  }

  private func end(by stop: Stop) -> Ending {
    switch stop {
    case .impatience(let number): return .left(by: number)
    case .loss(let line): return .failed(line)
    case .signal(let number):
      let recorder = recorder
      switch result(of: { () throws(RecordingError) in try recorder.finish() }) {
      case .value(let summary, _): return .stopped(by: number, summary)
      case .failure(let error, _):
        return .failed("error: \(error.message)")
      case .left(let number): return .left(by: number)
      }
    }
  }
}
