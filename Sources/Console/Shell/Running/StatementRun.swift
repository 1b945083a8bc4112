import Binding
import CEditLine
import Execution
import Glibc
import Values

/// Runs one statement while the user watches and may press Ctrl-C.
struct StatementRun {
  /// What is run.
  let statement: PreparedStatement
  /// What it answers, where that is known already.
  var answer: (any Answer)?
  /// How the result is shown.
  let settings: ShellSettings
  /// Where the result goes.
  let sink: ResultSink
  /// Nil for a shell without one.
  let terminal: Terminal?

  /// How a run came to its end.
  enum Ending {
    case done(StatementReport)
    case interrupted
    /// A signal came that ends the shell.
    case signal(CInt)
    case failed(String)
  }

  /// How long a statement runs before its progress is shown, and how often it is shown then.
  private static let patience: Int64 = 1_000_000_000
  private static let interval: CInt = 100
  /// How long a statement that was told to stop is waited for.
  private static let grace: CInt = 60

  /// In milliseconds; less where the time is over before that.
  private static func interval(_ limit: TimeLimit) -> CInt {
    guard let rest = limit.rest, rest > 0 else { return interval }
    return CInt(min(rest / 1_000_000 + 1, Int64(interval)))
  }

  /// Runs the statement to its end, until its time is over, or until a signal comes.
  func run() -> Ending {
    let work = ResultWork(
      statement: statement, answer: answer, settings: settings, sink: sink)
    guard let thread = BackgroundWork.start({ work.run() }) else {
      return .failed("no thread could be started: \(systemReason(errno))")
    }
    let watch = Watch(limit: TimeLimit(settings.timeout), observer: statement.observeWaits())
    while true {
      let event = signals_wait(thread.done, Self.interval(watch.limit))
      switch -event {
      case -1:
        return finish(work)
      case 0:
        if sink.readerHasEnded, !endsWithReader(work, thread.done) { return .interrupted }
        guard goesOn(work, watch) else {
          stop(work, thread.done)
          return .failed(watch.limit.sentence)
        }
      case SIGINT where sink.isPaging, SIGQUIT where sink.isPaging:
        continue
      case SIGINT:
        stop(work, thread.done)
        return .interrupted
      case SIGWINCH:
        continue
      case SIGTSTP:
        sink.whileIdle { isPaging in
          // The pager puts the terminal right itself, for Ctrl-Z has come to it too.
          if !isPaging, let terminal { terminal.suspend() } else { signals_obey(SIGTSTP) }
        }
      case let number:
        stop(work, thread.done)
        return .signal(number)
      }
    }
  }

  /// What a statement is looked after by while it runs.
  private struct Watch {
    let limit: TimeLimit
    /// Nil where what the statement waits for cannot be seen.
    let observer: (any WaitObserver)?
    /// Runs since the statement does.
    let stopwatch = Stopwatch()
  }

  /// Shows how far it is, and what it has waited for long; false where its time is over.
  private func goesOn(_ work: ResultWork, _ watch: Watch) -> Bool {
    let waits = watch.observer?.look(at: Stopwatch.now) ?? []
    if watch.limit.isOver, !sink.isPaging {
      watch.limit.noteWait(waits)
      return false
    }
    let duration = watch.stopwatch.nanoseconds
    // To tell of a window that is over in a moment would only flicker.
    let window = statement.window.map { min($0.length, Self.patience) } ?? 0
    if duration > Self.patience + window {
      let wait = waits.first { Stopwatch.now - $0.firstSeen >= WaitNews.patience }
      sink.showProgress(work.progress(nanoseconds: duration, awaited: wait?.path))
    }
    return true
  }

  /// Nobody reads the rest of the result: the work is told to end. False where it cannot, being stuck
  /// in the kernel, and is left.
  private func endsWithReader(_ work: ResultWork, _ done: CInt) -> Bool {
    work.cancellation.request()
    let stopwatch = Stopwatch()
    while stopwatch.nanoseconds < Int64(Self.grace) * 1_000_000 {
      let event = signals_wait(done, 10)
      if event == 1 { return true }
      if event < 0, -event != SIGINT {
        signals_note(-event)
        return true
      }
    }
    sink.drop()
    _ = sink.finish()
    return false
  }

  private func finish(_ work: ResultWork) -> Ending {
    let failure = sink.finish()
    let outcome = work.outcome
    if let failure = failure ?? outcome.failure, failure != .closedPipe {
      return .failed(failure.sentence)
    }
    return .done(outcome.report)
  }

  /// Tells the work to stop, and goes on without it if it cannot.
  private func stop(_ work: ResultWork, _ done: CInt) {
    work.cancellation.request()
    sink.drop()
    let stopwatch = Stopwatch()
    while signals_wait(done, 10) != 1, stopwatch.nanoseconds < Int64(Self.grace) * 1_000_000 {}
  }
}
