import CEditLine
import Execution
import Glibc
import Values

/// Carries an action out: finds the rows, gets leave, and acts, each on a thread of its own while this one
/// listens to signals. Signals must be watched (`signals_watch`).
struct ActionRun {
  /// What is carried out.
  let execution: ActionExecution
  /// Whose cancellation the action was given.
  let limit: TimeLimit
  /// Nil where what is waited for cannot be seen.
  let observer: (any WaitObserver)?
  /// Who watches it.
  let audience: any ActionAudience

  /// What came of it.
  struct Outcome {
    /// How it came to its end.
    let ending: Ending
    /// The rows as they stand; nil where there is nothing to tell of them.
    var rows: [ActionRow]?
    /// Notes that were told before leave was asked for.
    var toldNotes: [String] = []
    /// How long it was waited until somebody answered, in nanoseconds: nothing of it is the action's.
    var nanosecondsAsked: Int64 = 0
  }

  enum Ending: Hashable {
    /// What was to be done was tried.
    case done
    /// Nothing was to be done.
    case shown
    /// Nothing was done: why.
    case withheld(String)
    /// Somebody did not want it.
    case declined
    /// A signal came, perhaps while leave was asked for.
    case signal(CInt, isAsking: Bool)
    /// Its time was over.
    case late
    /// What an error says.
    case failed(String)
  }

  /// How long a thread that was told to stop is waited for, in nanoseconds.
  private static let grace: Int64 = 60_000_000

  /// Until all is done that may be.
  func run(by budget: inout LeaveBudget) -> Outcome {
    if let ending = ending(of: { () throws(Failure) in try execution.find() }) {
      return Outcome(ending: ending)
    }
    if let ending = describe(showingPreview: budget.isAsked) { return Outcome(ending: ending) }
    let rows = execution.rows
    let count = rows.planned
    guard count > 0 else { return Outcome(ending: budget.isDry ? .shown : .done, rows: rows) }
    switch budget.decide(about: count, execution.counted) {
    case .show: return Outcome(ending: .shown, rows: rows)
    case .withhold(let reason): return Outcome(ending: .withheld(reason), rows: rows)
    case .act: return act()
    case .ask:
      let notes = execution.notes
      audience.show(ActionAnswer(execution, rows, showsPreview: true))
      let stopwatch = Stopwatch()
      let refusal = answer(for: count)
      let nanoseconds = stopwatch.nanoseconds
      var outcome = refusal.map { Outcome(ending: $0) } ?? act()
      outcome.toldNotes = notes
      outcome.nanosecondsAsked = nanoseconds
      return outcome
    }
  }

  /// Reads what the rows are called. What does not come soon is done without: a process that does not answer
  /// may be the one that is to be ended. Nil where it goes on.
  private func describe(showingPreview showsPreview: Bool) -> Ending? {
    let stopwatch = Stopwatch()
    let work = WatchedWork(
      grace: 0, look: { stopwatch.nanoseconds < Self.patience }, suspend: audience.suspend)
    let ending = work.run { try? execution.describe(showingPreview: showsPreview) }
    switch ending {
    case .done, .notBegun, .stopped(by: nil, _): return limit.isOver ? .late : nil
    case .stopped(by: let number?, _): return .signal(number, isAsking: false)
    }
  }

  /// How long is waited for what rows are called, in nanoseconds.
  private static let patience: Int64 = 1_000_000_000

  /// Nil where leave was given.
  private func answer(for count: Int) -> Ending? {
    let question = LeaveQuestion(text: execution.question(ofSoMany: count), count: count)
    switch audience.ask(question, within: limit) {
    case .yes: return nil
    case .no: return .declined
    case .signal(let number): return .signal(number, isAsking: true)
    case .late:
      limit.noteWait(for: "an answer")
      return .late
    }
  }

  /// Once it has begun, there are rows to tell of however it ends.
  private func act() -> Outcome {
    let ending = ending(of: { () throws(Failure) in try execution.act() })
    execution.end()
    let rows = execution.rows
    if ending == .late { noteWait(for: rows) }
    return Outcome(ending: ending ?? .done, rows: rows)
  }

  /// What has not ended is what is waited for, unless a file is.
  private func noteWait(for rows: [ActionRow]) {
    let count = rows.count { $0.result == .alive }
    if count > 0 { limit.noteWait(for: "\(execution.counted(count)) to end") }
  }

  /// Nil where the work has come to its end by itself.
  private func ending(of body: @escaping () throws(Failure) -> Void) -> Ending? {
    let failure = Handover<Failure>()
    let work = WatchedWork(
      grace: Self.grace, look: look, suspend: audience.suspend,
      stop: { limit.cancellation.request() })
    let ending = work.run {
      do throws(Failure) { try body() } catch { failure.value = error }
    }
    switch ending {
    case .notBegun(let number):
      return .failed("no thread could be started: \(systemReason(number))")
    case .stopped(by: let number?, _): return .signal(number, isAsking: false)
    case .stopped(by: nil, _): return .late
    case .done:
      if limit.isOver { return .late }
      return failure.value.map { .failed(ResultFailure.unreadable($0).sentence) }
    }
  }

  /// False where its time is over.
  private func look() -> Bool {
    let waits = observer?.look(at: Stopwatch.now) ?? []
    if limit.isOver {
      limit.noteWait(waits)
      return false
    }
    audience.look(at: waits)
    return true
  }
}
