import Binding
import Execution
import QueryLanguage
import Synchronization
import Values

/// Makes one result on a background thread. The thread that waits may ask for its progress, and for
/// its outcome once it is done.
final class ResultWork {
  /// Stops the work from another thread.
  let cancellation = Cancellation()
  /// Handed from one thread to the other under a lock; empty until the work is done.
  private let finished = Mutex(Outcome())
  private let statement: PreparedStatement
  /// What the statement answers, where that is known already.
  private let known: (any Answer)?
  private let settings: ShellSettings
  private let sink: ResultSink
  private let rows = RowCounter()

  init(
    statement: PreparedStatement, answer: (any Answer)? = nil, settings: ShellSettings,
    sink: ResultSink
  ) {
    self.statement = statement
    known = answer
    self.settings = settings
    self.sink = sink
  }

  /// How the work ended.
  struct Outcome: Sendable {
    /// What is told below the result.
    var report = StatementReport()
    /// Why the result could not be written.
    var failure: ResultFailure?
  }

  /// How the work has ended.
  var outcome: Outcome { finished.withLock { $0 } }

  /// Makes and writes the result, on the thread of the caller.
  func run() {
    let stopwatch = Stopwatch()
    let mode = settings.format.mode
    let awaited = statement.awaitedAnswer(for: mode, cancellation: cancellation)
    let answer = CountedAnswer(
      known ?? awaited ?? statement.run(for: mode, cancellation: cancellation), counter: rows)
    var report = StatementReport()
    var failure: ResultFailure?
    do throws(ResultFailure) {
      report.rows = try awaited?.hasRows() ?? true ? write(answer) : answer.end()
    } catch {
      failure = error
    }
    report.nanoseconds = stopwatch.nanoseconds - sink.nanosecondsOfReaders
    report.notes = answer.notes + (failure == nil ? awaited?.outcome ?? [] : [])
    report.statistics = answer.statistics
    report.hasComeToNothing = awaited.map { !$0.hasCome } ?? false
    report.impliedWindow = statement.window.flatMap { $0.isImplied ? $0.length : nil }
    let outcome = Outcome(report: report, failure: failure)
    finished.withLock { $0 = outcome }
  }

  /// `3 s, 120 rows; Ctrl-C stops it`, where a file is waited for
  /// `3 s; waiting for /proc/4711/smaps_rollup; Ctrl-C stops it`, and as long as a window lasts
  /// `3 s of 10s; Ctrl-C stops it`
  func progress(nanoseconds: Int64, awaited path: Text?) -> String {
    let rows = rows.count
    let count = rows == 0 ? "" : ", " + counted(rows, "row")
    let wait = path.map { "; waiting for \(visible($0.bytes))" } ?? ""
    let whole =
      statement.duration.flatMap { $0 > nanoseconds ? $0 : nil }
      .map { " of \(HumanText.duration($0))" } ?? ""
    return "\(nanoseconds / 1_000_000_000) s\(whole)\(count)\(wait); Ctrl-C stops it"
  }

  private func write(_ answer: any Answer) throws(ResultFailure) -> Int {
    let output = OutputBuffer(sink)
    output.beginResult(isTable: !settings.format.isForMachines, belowTable: settings.followsTable)
    let rows = try settings.form.write(answer, to: output)
    try output.flush()
    return rows
  }
}

/// How many rows there have been, for any thread to see.
private final class RowCounter: Sendable {
  private let counter = Atomic(0)

  var count: Int { counter.load(ordering: .relaxed) }

  func add() { counter.add(1, ordering: .relaxed) }
}

/// An answer that counts its rows.
private final class CountedAnswer: AnswerOfAnother {
  let answer: any Answer
  private let counter: RowCounter

  init(_ answer: any Answer, counter: RowCounter) {
    self.answer = answer
    self.counter = counter
  }

  func next() throws(Failure) -> [Value]? {
    let row = try answer.next()
    if row != nil { counter.add() }
    return row
  }
}
