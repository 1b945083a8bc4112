import Glibc
import TestSupport
import Testing

@testable import ProcFS

/// What is done to a process that is held, and why it is not.
@Suite struct ActingTests {
  private let machine: ProcFS

  init() throws { machine = try ProcFS() }

  /// Of each thread, by ascending id.
  private func niceness(_ process: PlantedProcess) -> [Int32] {
    process.tasks.map { getpriority(__priority_which_t(PRIO_PROCESS.rawValue), id_t($0)) }
  }

  // MARK: Signals

  @Test func aSignalReachesWhoeverIsHeld() throws {
    let child = try PlantedProcess()
    #expect(try machine.hold(child).send(SIGUSR1) == .done)
    #expect(child.awaitEnd() == SIGUSR1)
  }

  @Test func whoeverIgnoresItLives() throws {
    let child = try PlantedProcess(ignoring: SIGTERM)
    let held = try machine.hold(child)
    #expect(held.send(SIGTERM) == .done)
    usleep(20_000)
    #expect(!held.hasEnded)
    #expect(held.send(SIGKILL) == .done)
    #expect(child.awaitEnd() == SIGKILL)
    #expect(held.send(SIGKILL) == .ended)
  }

  @Test func whatIsNoSignalIsRefusedInTheSystemsWords() throws {
    let child = try PlantedProcess()
    #expect(try machine.hold(child).send(1000) == .refused(.failed(Errno(EINVAL))))
  }

  // MARK: What each thread has

  @Test func everyThreadIsSet() throws {
    let child = try PlantedProcess(threads: 5)
    let held = try machine.hold(child)
    #expect(held.setNiceness(7) == .done)
    #expect(niceness(child) == Array(repeating: 7, count: 6))
    let idle = try #require(IOPriority(settable: "idle"))
    #expect(held.setIOPriority(idle) == .done)
    let priorities = child.tasks.map { try? IOPriority(of: $0) }
    #expect(priorities == Array(repeating: idle, count: 6))
  }

  @Test func threadsOfAProcessWithoutItsLeaderAreSet() throws {
    let child = try PlantedProcess(threads: 2, leaderEnds: true)
    #expect(try machine.hold(child).setNiceness(3) == .done)
    #expect(niceness(child).filter { $0 == 3 }.count >= 2)
  }

  /// Those that are started meanwhile have it from who starts them.
  @Test func whoeverStartsThreadsWithoutAnEndIsSet() throws {
    let child = try PlantedProcess.restless()
    #expect(try machine.hold(child).setNiceness(9) == .done)
    #expect(niceness(child).first == 9)
  }

  @Test(arguments: IOPriority.settableWords) func everyWordCanBeSet(word: String) throws {
    let child = try PlantedProcess()
    let priority = try #require(IOPriority(settable: word))
    let outcome = try machine.hold(child).setIOPriority(priority)
    if outcome == .refused(.needs(.priorities)) && priority.isRealTime { return }
    #expect(outcome == .done)
    let files = ProcessFiles(pid: child.pid, of: machine, counters: ReadCounters())
    #expect(files.ioPriority.record?.text == word || word == "none/0")
  }

  @Test func whatIsNoWordIsNoPriority() {
    for word in ["none/4", "idle/0", "realtime", "8/1", ""] {
      #expect(IOPriority(settable: word) == nil)
    }
    #expect(IOPriority.settableWords.count == 18)
  }

  // MARK: Processors

  private func allowed(_ process: PlantedProcess) -> [UInt32]? {
    let files = ProcessFiles(pid: process.pid, of: machine, counters: ReadCounters())
    return files.status.record?.allowedProcessors?.all
  }

  @Test func everyThreadRunsWhereItIsTold() throws {
    let child = try PlantedProcess(threads: 2)
    let first = try #require(allowed(child)?.first)
    #expect(try machine.hold(child).setProcessors([first]) == .done)
    #expect(allowed(child) == [first])
    for task in child.tasks {
      #expect(child.file("task/\(task)/status").contains("Cpus_allowed_list:\t\(first)\n"))
    }
  }

  @Test func processorsThatAreNotThereAreTold() throws {
    let child = try PlantedProcess()
    let held = try machine.hold(child)
    let first = try #require(allowed(child)?.first)
    #expect(held.setProcessors([first, 9000]) == .refused(.keptTo([first])))
    #expect(held.setProcessors([9000, 9001]) == .refused(.withoutProcessors))
    #expect(allowed(child) == [first])
  }

  @Test(arguments: [[], [0], [0, 1, 63, 64, 65, 1023, 65535], [70000]] as [[UInt32]])
  func aMaskHasABitForEach(processors: [UInt32]) {
    #expect(ProcessorMask(processors).members == processors.filter { $0 < 65536 })
  }

  // MARK: Limits

  private func limits(_ process: PlantedProcess, _ resource: Limits.Resource) throws
    -> (soft: Limits.Limit, hard: Limits.Limit)
  {
    let files = ProcessFiles(pid: process.pid, of: machine, counters: ReadCounters())
    let all = try #require(files.limits.record?.all)
    let found = try #require(all.first { $0.resource == resource })
    return (found.soft, found.hard)
  }

  @Test(arguments: Limits.Resource.allCases)
  func aSoftLimitIsSetAndTheHardOneStays(resource: Limits.Resource) throws {
    let child = try PlantedProcess()
    let before = try limits(child, resource)
    #expect(try machine.hold(child).setSoftLimit(resource, to: .value(0)) == .done)
    let after = try limits(child, resource)
    #expect(after.soft == .value(0) && after.hard == before.hard)
    #expect(try machine.hold(child).setSoftLimit(resource, to: before.hard) == .done)
    #expect(try limits(child, resource).soft == before.hard)
  }

  /// The hard limit of what we start; nil of none.
  private static let openFiles: UInt64? = {
    var limits = rlimit()
    getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limits)
    return limits.rlim_max == .max ? nil : UInt64(limits.rlim_max)
  }()

  @Test(.enabled(if: openFiles != nil, "there is no hard limit"))
  func aSoftLimitStaysBelowTheHardOne() throws {
    let child = try PlantedProcess()
    let held = try machine.hold(child)
    let hard = try #require(Self.openFiles)
    #expect(
      held.setSoftLimit(.nofile, to: .value(hard + 1))
        == .refused(.aboveHardLimit(hard, of: .nofile)))
    #expect(
      held.setSoftLimit(.nofile, to: .unlimited) == .refused(.aboveHardLimit(hard, of: .nofile)))
    #expect(try machine.hold(child).setSoftLimit(.nofile, to: .value(hard)) == .done)
  }

  // MARK: The score of who is killed when memory runs out

  @Test func theAdjustmentIsWritten() throws {
    let child = try PlantedProcess()
    #expect(try machine.hold(child).setOOMScoreAdjustment(650) == .done)
    #expect(child.file("oom_score_adj") == "650\n")
    #expect(try machine.hold(child).setOOMScoreAdjustment(5000) == .refused(.failed(Errno(EINVAL))))
  }

  // MARK: Refusals

  @Test(.enabled(if: geteuid() == 0, "only root can become nobody"))
  func whoeverLacksACapabilityIsToldWhich() throws {
    let child = try PlantedProcess()
    let held = try machine.hold(child)
    asNobody {
      #expect(held.send(SIGTERM) == .refused(.needs(.killing)))
      #expect(held.setNiceness(5) == .refused(.needs(.priorities)))
      #expect(
        IOPriority(settable: "idle").map(held.setIOPriority) == .refused(.needs(.priorities)))
      #expect(held.setProcessors([0]) == .refused(.needs(.priorities)))
      #expect(held.setSoftLimit(.core, to: .value(0)) == .refused(.needs(.resources)))
      #expect(held.setOOMScoreAdjustment(500) == .refused(.needs(.overridingModes)))
    }
    #expect(!held.hasEnded && niceness(child) == [0] && child.file("oom_score_adj") != "500\n")
  }

  @Test(.enabled(if: geteuid() == 0, "only root can become nobody"))
  func nobodyMayDoLessThanItsOwnNow() throws {
    let child = try PlantedProcess.of(user: 65534)
    let held = try machine.hold(child)
    asNobody {
      #expect(held.setNiceness(5) == .done)
      #expect(held.setNiceness(4) == .refused(.needs(.priorities)))
      #expect(
        IOPriority(settable: "realtime/4").map(held.setIOPriority)
          == .refused(.needs(.priorities)))
    }
    #expect(niceness(child) == [5])
  }

  @Test func whoeverHasTheCapabilityIsToldTheSystemsWords() {
    let held: [Right] = [.killing, .priorities, .administration].filter(\.isHeld)
    for right in held {
      #expect(Refusal(Errno(EPERM), without: right) == .failed(Errno(EPERM)))
    }
    #expect(Refusal(Errno(EINVAL), without: .killing) == .failed(Errno(EINVAL)))
    #expect(Right.killing.name == "CAP_KILL" && Right.priorities.name == "CAP_SYS_NICE")
    #expect(Right.resources.name == "CAP_SYS_RESOURCE" && Right.tracing.name == "CAP_SYS_PTRACE")
    #expect(Right.overridingModes.name == "CAP_DAC_OVERRIDE")
    #expect(Right.administration.name == "CAP_SYS_ADMIN")
  }

  // MARK: Who is protected

  @Test func whatAllElseHangsOnIsProtected() throws {
    let counters = ReadCounters()
    let protected = ProtectedProcesses(of: machine, counters: counters)
    func reason(_ pid: Int32) -> ProtectedProcesses.Reason? {
      protected.reason(for: ProcessFiles(pid: pid, of: machine, counters: counters))
    }
    #expect(reason(1) == .first)
    #expect(reason(getpid()) == .ourselves)
    if getppid() > 1 { #expect(reason(getppid()) == .ancestor) }
    let child = try PlantedProcess()
    #expect(reason(child.pid) == nil)
    let other = try ProcFixture(
      """
      -- 4194301/stat --
      4194301 (x) S 1 7
      -- 4194302/stat --

      -- 4194303/stat denied --

      """)
    let copy = try ProcFS(other.root)
    func kind(_ pid: Int32) -> ProtectedProcesses.Reason? {
      protected.reason(for: ProcessFiles(pid: pid, of: copy, counters: counters))
    }
    #expect(kind(4_194_301) == .ofNoKnownKind && kind(4_194_302) == .ofNoKnownKind)
    // That is told by who cannot hold it.
    #expect(kind(4_194_303) == nil)
    for pid in pids(of: machine) {
      let files = ProcessFiles(pid: pid, of: machine, counters: counters)
      guard files.stat.record?.isKernelThread == true else { continue }
      #expect(protected.reason(for: files) == .kernelThread)
      break
    }
  }
}
