import CTestSupport
import Glibc
import TestSupport
import Testing

@testable import ProcFS

/// What is set of each thread, where it goes wrong on the way.
@Suite struct ThreadSettingTests {
  private let machine: ProcFS

  init() throws { machine = try ProcFS() }

  /// Does what it is told for each thread.
  private final class Setting: ThreadSetting {
    private(set) var threads: [Int32] = []
    private let outcome: (Int32) -> ActOutcome

    init(_ outcome: @escaping (Int32) -> ActOutcome) { self.outcome = outcome }

    func isSet(of thread: Int32) -> Bool { false }

    func set(of thread: Int32) -> ActOutcome {
      threads.append(thread)
      return outcome(thread)
    }
  }

  @Test(arguments: 0..<5) func whoIsToStopLeavesTheRest(passes: Int) throws {
    let child = try PlantedProcess(threads: 5)
    var asked = 0
    let outcome = try machine.hold(child).setNiceness(7) {
      asked += 1
      return asked > passes
    }
    let set = child.tasks.filter {
      getpriority(__priority_which_t(PRIO_PROCESS.rawValue), id_t($0)) == 7
    }
    #expect(outcome == .unfinished && set.count == passes + 1 && asked == passes + 1)
  }

  @Test func eachWayOfSettingStops() throws {
    let child = try PlantedProcess(threads: 2)
    let held = try machine.hold(child)
    let idle = try #require(IOPriority(settable: "idle"))
    #expect(held.setIOPriority(idle) { true } == .unfinished)
    #expect(held.setProcessors([0, 1, 2, 3]) { true } != .done)
  }

  @Test func whatHasOneThreadIsNeverHalfSet() throws {
    let child = try PlantedProcess()
    #expect(try machine.hold(child).setNiceness(7) { true } == .done)
  }

  @Test func whoIsRefusedAndStopsIsRefused() throws {
    let child = try PlantedProcess(threads: 3)
    let setting = Setting { _ in .refused(.startsThreads) }
    #expect(try machine.hold(child).setEveryThread(setting) { true } == .refused(.startsThreads))
    #expect(setting.threads.count == 1)
  }

  @Test func whatTheSystemDoesNotKnowAndIsThereIsNotDone() throws {
    let child = try PlantedProcess(threads: 1)
    let setting = Setting { _ in .ended }
    let outcome = try machine.hold(child).setEveryThread(setting) { false }
    #expect(outcome == .refused(.failed(.noProcess)) && setting.threads == child.tasks)
  }

  /// The leader that has ended is listed, and need not be known.
  @Test func whatHasEndedBeforeIsNoFailure() throws {
    let child = try PlantedProcess(threads: 2, leaderEnds: true)
    let setting = Setting { $0 == child.pid ? .ended : .done }
    #expect(try machine.hold(child).setEveryThread(setting) { false } == .done)
    #expect(setting.threads.contains(child.pid))
  }

  /// That a thread cannot be looked at is not that it has ended.
  @Test(.enabled(if: HiddenProc.isAllowed, "a /proc that hides takes root's rights"))
  func whatCannotBeLookedAtIsNotDone() throws {
    let child = try PlantedProcess()
    let place = try ProcFixture("", pageSize: nil)
    var outcome: ActOutcome?
    onThread {
      guard let machine = HiddenProc.mounted(at: place) else { return }
      let files = ProcessFiles(pid: child.pid, of: machine, counters: ReadCounters())
      _ = files.status
      let held = files.hold(seenSince: ProcFS.sinceBoot).process
      let setting = Setting { _ in
        becomeNobody()
        return .done
      }
      outcome = held?.setEveryThread(setting) { false }
    }
    #expect(outcome == .refused(.failed(Errno(EPERM))))
  }

  // MARK: Processors

  @Test func whatCannotBeReadBackIsNotDone() {
    let setting = ProcessorSetting(processors: [0, 1])
    #expect(setting.outcome { [0, 1] } == .done)
    #expect(setting.outcome { [1] } == .refused(.keptTo([1])))
    #expect(setting.outcome { () throws(Errno) in throw Errno(ESRCH) } == .ended)
    #expect(
      setting.outcome { () throws(Errno) in throw Errno(ENOMEM) }
        == .refused(.failed(Errno(ENOMEM))))
  }
}

extension HeldProcess {
  func setNiceness(_ value: Int32) -> ActOutcome { setNiceness(value) { false } }
  func setIOPriority(_ priority: IOPriority) -> ActOutcome { setIOPriority(priority) { false } }
  func setProcessors(_ processors: [UInt32]) -> ActOutcome { setProcessors(processors) { false } }
}
