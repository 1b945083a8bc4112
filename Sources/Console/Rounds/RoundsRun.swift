import CEditLine
import Execution
import Glibc
import QueryLanguage
import Synchronization
import Values

/// Runs the rounds of a statement on a thread of their own, while this one listens to keys and signals.
/// Signals must be watched (`signals_watch`).
struct RoundsRun {
  private let loop: RoundLoop
  private let guardian: Guardian
  private let watchdog: Watchdog
  private let surroundings: Surroundings

  /// What rounds are shown on.
  struct Surroundings {
    /// Nil where rounds follow each other.
    var screen: RoundScreen?
    /// Nil where nobody sits at a terminal.
    var keys: TerminalKeys?
    /// Where results go: it is looked whether somebody still reads them.
    var output: CInt
    /// Stops the program as Ctrl-Z does, and returns when it goes on.
    var suspend: () -> Void = { signals_obey(SIGTSTP) }
    /// Nothing must go out any more, although rounds are still being made.
    var drop: () -> Void = {}
  }

  /// How it came to its end.
  enum Ending {
    /// By `q`, by Ctrl-C, or since nobody reads any more.
    case ended
    /// Nothing more can be shown.
    case failed(ResultFailure)
    /// The rounds could not be stopped, or not begun: the line says why.
    case abandoned(String)
    /// A signal came that ends the program.
    case signal(CInt)
  }

  /// How often it is looked what is waited for, in milliseconds.
  private static let interval: CInt = 100
  /// How long a round that was told to stop is waited for, in nanoseconds.
  private static let grace: Int64 = 60_000_000

  /// Rounds of a statement that may be run, so many nanoseconds apart.
  init(
    of statement: PreparedStatement, every interval: Int64, timeout: Int64?,
    tellsNotes: Bool = true,
    shownBy presenter: any RoundPresenter, on surroundings: Surroundings
  ) {
    guardian = Guardian(presenter)
    watchdog = Watchdog(over: guardian)
    self.surroundings = surroundings
    loop = RoundLoop(
      statement.rounds(), every: interval, window: statement.window, timeout: timeout,
      tellsNotes: tellsNotes,
      shownBy: presenter, watchdog: watchdog, observer: statement.observeWaits())
  }

  /// Until it is to end.
  func run() -> Ending {
    let outcome = Outcome()
    let (screen, keys) = (surroundings.screen, surroundings.keys)
    takeTerminal()
    defer {
      screen?.end()
      keys?.giveBack()
    }
    let loop = loop
    guard let thread = BackgroundWork.start({ outcome.fill(by: loop) }) else {
      return .abandoned("error: no thread could be started: \(systemReason(errno))")
    }
    let ending = listen(thread.done)
    if let ending {
      stop(thread.done)
      return ending
    }
    return outcome.ending
  }

  /// Nil when the rounds have come to an end by themselves.
  private func listen(_ done: CInt) -> Ending? {
    var areSilent = false
    while true {
      takeTerminal()
      let keys = surroundings.keys.flatMap { $0.areTaken && !areSilent ? $0.descriptor : nil }
      let event = signals_wait_either(done, keys ?? -1, Self.interval)
      switch -event {
      case -1, -3: return nil
      case -2:
        switch surroundings.keys?.read() {
        case .end?: return .ended
        case .silence?: areSilent = true
        case .nothing?, nil: continue
        }
      case 0:
        watchdog.look(at: Stopwatch.now)
        if let line = guardian.lastWords { return .abandoned(line) }
        if surroundings.screen == nil, isUnread(surroundings.output) { return .ended }
      case SIGINT: return .ended
      case SIGWINCH: surroundings.screen?.redraw()
      case SIGTSTP: suspend()
      case let number: return .signal(number)
      }
    }
  }

  /// As soon as it is ours: a job that began in the background may come into the foreground.
  private func takeTerminal() {
    surroundings.keys?.take()
    surroundings.screen?.begin()
  }

  private func suspend() {
    let body = {
      surroundings.keys?.giveBack()
      surroundings.suspend()
      surroundings.keys?.take()
    }
    if let screen = surroundings.screen { screen.lent(to: body) } else { body() }
  }

  /// Tells the rounds to stop, and goes on without them if they cannot.
  private func stop(_ done: CInt) {
    loop.cancellation.request()
    let stopwatch = Stopwatch()
    while stopwatch.nanoseconds < Self.grace {
      if signals_wait_either(done, -1, 10) == 1 { return }
    }
    surroundings.drop()
  }

  /// Whether this is a pipe that nobody reads any more: a round that has nothing to write would not
  /// find out.
  private func isUnread(_ descriptor: CInt) -> Bool {
    var request = pollfd(fd: descriptor, events: 0, revents: 0)
    return poll(&request, 1, 0) > 0 && request.revents & Int16(POLLERR) != 0
  }

  /// How the rounds ended, handed from their thread to this one.
  private final class Outcome: Sendable {
    private let failure = Mutex<ResultFailure?>(nil)

    func fill(by loop: RoundLoop) {
      do throws(ResultFailure) {
        try loop.run()
      } catch {
        failure.withLock { $0 = error }
      }
    }

    var ending: Ending {
      switch failure.withLock({ $0 }) {
      case nil, .closedPipe?: .ended
      case let failure?: .failed(failure)
      }
    }
  }
}

/// What the watchdog over rounds does: it tells what they wait for, and ends them where a round's time
/// is over and it cannot be stopped.
private final class Guardian: WatchedProgram, @unchecked Sendable {
  /// Its `say` is called on the thread that listens.
  private let presenter: any RoundPresenter
  private let words = Mutex<String?>(nil)

  init(_ presenter: any RoundPresenter) {
    self.presenter = presenter
  }

  var lastWords: String? { words.withLock { $0 } }

  func tell(_ line: String) { presenter.say(line) }
  func hold() -> Bool { false }

  func end(_ status: ExitStatus, telling line: String) { words.withLock { $0 = line } }
}
