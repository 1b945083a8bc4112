import Execution
import Synchronization
import Testing
import Values

@testable import Console

@Suite struct WatchdogTests {
  /// Waits for what it is told to.
  private final class ToyObserver: WaitObserver {
    let waits = Mutex<[Wait]>([])

    func look(at now: Int64) -> [Wait] { waits.withLock { $0 } }

    func wait(for paths: String..., since moment: Int64) {
      waits.withLock {
        $0 = paths.map { Wait(for: Text(bytes: Array($0.utf8)), firstSeen: moment) }
      }
    }
  }

  private final class ToyProgram: WatchedProgram {
    let said = Mutex<[String]>([])
    private let canBeHeld: Bool
    private let holds = Atomic(0)

    init(canBeHeld: Bool = true) {
      self.canBeHeld = canBeHeld
    }

    func tell(_ line: String) { said.withLock { $0.append(line) } }

    func hold() -> Bool {
      holds.add(1, ordering: .relaxed)
      return canBeHeld
    }

    func end(_ status: Console.ExitStatus, telling line: String) { tell("\(status): \(line)") }

    var lines: [String] { said.withLock { $0 } }
    var wasHeld: Bool { holds.load(ordering: .relaxed) > 0 }
  }

  private let second: Int64 = 1_000_000_000

  @Test func whatIsWaitedForIsSaidOnce() {
    let program = ToyProgram()
    let watchdog = Watchdog(over: program)
    let observer = ToyObserver()
    watchdog.begin(observer, TimeLimit(nil))
    observer.wait(for: "/proc/7/cmdline", since: 10 * second)
    watchdog.look(at: 11 * second)
    #expect(program.lines.isEmpty)
    for now in 12..<20 { watchdog.look(at: Int64(now) * second) }
    #expect(program.lines == ["waiting for /proc/7/cmdline"])
    observer.wait(for: "/proc/7/cmdline", "/mnt/\u{1b}dead", since: 10 * second)
    watchdog.look(at: 20 * second)
    #expect(program.lines.dropFirst() == ["waiting for /mnt/\\x1bdead"])
    #expect(!program.wasHeld)
  }

  @Test func notEveryWaitIsSaid() {
    let program = ToyProgram()
    let watchdog = Watchdog(over: program)
    let observer = ToyObserver()
    watchdog.begin(observer, TimeLimit(nil))
    for pid in 1...50 {
      observer.wait(for: "/proc/\(pid)/environ", since: 0)
      watchdog.look(at: 5 * second)
    }
    #expect((1...10).contains(program.lines.count))
  }

  @Test func betweenStatementsNothingIsSaid() {
    let program = ToyProgram()
    let watchdog = Watchdog(over: program)
    let observer = ToyObserver()
    observer.wait(for: "/proc/7/cmdline", since: 0)
    watchdog.look(at: 5 * second)
    watchdog.begin(observer, TimeLimit(1))
    watchdog.end()
    watchdog.look(at: 5 * second)
    #expect(program.lines.isEmpty)
  }

  @Test func aStatementThatWaitsIsEndedWithItsRows() {
    let program = ToyProgram()
    let watchdog = Watchdog(over: program)
    let observer = ToyObserver()
    observer.wait(for: "/proc/7/smaps_rollup", "/proc/8/maps", since: 0)
    let limit = TimeLimit(1_000_000)
    watchdog.begin(observer, limit)
    while !program.wasHeld { watchdog.look(at: second) }
    #expect(program.wasHeld && limit.cancellation.isRequested)
    #expect(
      program.lines == [
        "failed: error: the statement did not end within 1ms; "
          + "it was waiting for /proc/7/smaps_rollup"
      ])
  }

  @Test func aStatementThatIsBusyIsEndedToo() {
    let program = ToyProgram(canBeHeld: false)
    let watchdog = Watchdog(over: program)
    watchdog.begin(nil, TimeLimit(1_000_000))
    while program.lines.isEmpty { watchdog.look(at: 0) }
    #expect(program.lines == ["failed: error: the statement did not end within 1ms"])
  }

  /// One that sees that its time is over says so itself.
  @Test func aStatementThatEndsByItselfIsLeftAlone() {
    let program = ToyProgram(canBeHeld: false)
    let watchdog = Watchdog(over: program)
    let limit = TimeLimit(1)
    watchdog.begin(nil, limit)
    let work = BackgroundWork.start {
      while !limit.cancellation.isRequested {}
      watchdog.end()
    }
    watchdog.look(at: 0)
    #expect(work != nil && program.lines.isEmpty)
  }

  @Test func aLimitThatIsLongIsNotOver() {
    let limit = TimeLimit(.max)
    #expect(!limit.isOver && !limit.cancellation.isRequested)
    #expect(TimeLimit(nil).rest == nil && !TimeLimit(nil).isOver)
  }
}
