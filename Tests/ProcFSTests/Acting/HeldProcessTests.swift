import CTestSupport
import Glibc
import TestSupport
import Testing

@testable import ProcFS

/// A process that is held is that one or nothing.
@Suite struct HeldProcessTests {
  private let machine: ProcFS
  private let counters = ReadCounters()

  init() throws { machine = try ProcFS() }

  private func files(_ pid: Int32, listed: ListedProcess? = nil) -> ProcessFiles {
    ProcessFiles(pid: pid, of: machine, counters: counters, listed: listed)
  }

  private func listed(_ pid: Int32) throws -> ListedProcess {
    let inode = try #require(files(pid).instance)
    return ListedProcess(pid: pid, inode: inode, instant: monotonicInstant())
  }

  private func another(with pid: Int32) throws -> PlantedProcess {
    try #require(PlantedProcess.another(with: pid), "its pid was taken")
  }

  @Test func whatIsReadThroughItIsItsOwn() throws {
    let child = try PlantedProcess()
    let held = try machine.hold(child)
    #expect(held.isThere && !held.hasEnded)
    let read = ProcessFiles(held, counters: counters)
    #expect(read.stat.record?.parent == getpid())
    #expect(read.status.record?.process == child.pid)
    #expect(read.owner.record?.user == geteuid())
    #expect(read.instance == files(child.pid).instance)
    #expect(read.processorTime.record != nil && read.ioPriority.record != nil)
    #expect(read.readTasks().record == [child.pid])
    #expect(read.threads().record?.first?.stat.record?.parent == getpid())
    #expect(!read.isGone)
  }

  @Test func whoeverEndsIsGone() throws {
    let child = try PlantedProcess()
    let held = try machine.hold(child)
    let read = ProcessFiles(held, counters: counters)
    #expect(read.stat.record != nil)
    child.becomeZombie()
    #expect(held.isThere && held.hasEnded)
    child.end()
    #expect(!held.isThere && held.hasEnded)
    #expect(read.status.record == nil && read.isGone)
    let late = ProcessFiles(held, counters: counters)
    #expect(late.processorTime.record == nil && late.isGone)
  }

  @Test func aZombieIsNotHeldAndNeitherIsWhoeverIsGone() throws {
    let child = try PlantedProcess()
    let seen = files(child.pid)
    _ = seen.stat
    child.becomeZombie()
    #expect(seen.hold(seenSince: ProcFS.sinceBoot).isEnded)
    child.end()
    #expect(seen.hold(seenSince: ProcFS.sinceBoot).isEnded)
    #expect(files(child.pid).hold(seenSince: ProcFS.sinceBoot).isEnded)
  }

  @Test func withoutItsLeaderAProcessLives() throws {
    let child = try PlantedProcess(threads: 1, leaderEnds: true)
    let held = try machine.hold(child)
    #expect(!held.hasEnded)
    #expect(held.send(SIGKILL) == .done)
    while !held.hasEnded { usleep(1000) }
    #expect(child.awaitEnd() == SIGKILL)
  }

  @Test(.enabled(if: PlantedProcess.canChoosePids, "pids cannot be chosen"))
  func anotherWithThePidIsNeverMet() throws {
    let child = try PlantedProcess()
    let held = try machine.hold(child)
    child.end()
    let other = try another(with: child.pid)
    #expect(!held.isThere && held.hasEnded)
    let read = ProcessFiles(held, counters: counters)
    #expect(read.stat.record == nil && read.name.record == nil && read.isGone)
    let again = ProcessFiles(held, counters: counters)
    #expect(again.processorTime.record == nil && again.isGone)
    #expect(held.send(SIGKILL) == .ended)
    #expect(held.setNiceness(5) == .ended)
    #expect(held.setProcessors([0]) == .ended)
    #expect(held.setSoftLimit(.core, to: .value(0)) == .ended)
    #expect(held.setOOMScoreAdjustment(900) == .ended)
    #expect(!other.isZombie && other.file("oom_score_adj") != "900\n")
    #expect(getpriority(__priority_which_t(PRIO_PROCESS.rawValue), id_t(other.pid)) == 0)
  }

  @Test(.enabled(if: PlantedProcess.canChoosePids, "pids cannot be chosen"))
  func anotherWithThePidIsNotHeldForWhomWasRead() throws {
    let child = try PlantedProcess()
    let seen = files(child.pid)
    _ = seen.status
    let onlyListed = files(child.pid, listed: try listed(child.pid))
    let both = files(child.pid, listed: try listed(child.pid))
    let instant = ProcFS.sinceBoot
    child.end()
    let other = try another(with: child.pid)
    #expect(seen.hold(seenSince: instant).isEnded)
    #expect(onlyListed.hold(seenSince: instant).isEnded)
    // What is read by its pid now is the other's, and it was the first that was listed.
    #expect(both.stat.record != nil)
    #expect(both.hold(seenSince: instant).isEnded)
    #expect(!other.isZombie)
    #expect(files(other.pid).hold(seenSince: instant).process == nil)
    #expect(files(other.pid).hold(seenSince: ProcFS.sinceBoot + 1_000_000_000).process != nil)
  }

  /// The kernel may have forgotten a directory, and make it anew with another inode.
  @Test func itsStartTellsItWhereTheInodeDoesNot() throws {
    let child = try PlantedProcess()
    usleep(20_000)
    let known = try listed(child.pid)
    let forgotten = ListedProcess(pid: child.pid, inode: known.inode + 1, instant: known.instant)
    #expect(files(child.pid, listed: known).hold(seenSince: 0).process != nil)
    #expect(files(child.pid, listed: forgotten).hold(seenSince: ProcFS.sinceBoot).process != nil)
    #expect(files(child.pid, listed: forgotten).hold(seenSince: 0).isEnded)
  }

  /// That its start is the same tick proves nothing: both can begin within one.
  @Test(.enabled(if: PlantedProcess.canChoosePids, "pids cannot be chosen"))
  func anotherThatBeganInTheSameTickIsNotHeld() throws {
    for _ in 0..<20 {
      let child = try PlantedProcess()
      let seen = files(child.pid)
      #expect(seen.stat.record != nil)
      child.end()
      let other = try another(with: child.pid)
      #expect(seen.hold(seenSince: ProcFS.sinceBoot).isEnded)
      #expect(!other.isZombie)
    }
  }

  /// Of one that was not listed it counts when it was looked at first.
  @Test func whoBeganBeforeItWasReadIsHeld() throws {
    let child = try PlantedProcess()
    usleep(30_000)
    let seen = files(child.pid)
    #expect(seen.stat.record != nil)
    #expect(seen.hold(seenSince: 0).process != nil)
  }

  @Test(
    arguments: [
      ("7 (x) S 1 7 7 0 -1 4194304 0", nil), ("7 (x) S 1 7 7 0 -1 2129984 0", .kernelThread),
      ("7 (x) S 1 7", .ofNoKnownKind),
    ] as [(String, Refusal?)])
  func whoMayBeTheKernelsOwnIsNotHeld(stat: String, refusal: Refusal?) {
    #expect(Refusal(toHold: Stat(Array(stat.utf8).span)) == refusal)
    #expect(Refusal(toHold: nil) == .ofNoKnownKind)
  }

  @Test(.enabled(if: HiddenProc.isAllowed, "a /proc that hides takes root's rights"))
  func whoseDirectoryIsClosedIsRefused() throws {
    let child = try PlantedProcess()
    let place = try ProcFixture("", pageSize: nil)
    asNobody(after: { HiddenProc.mounted(at: place) }) {
      guard let machine = $0 else {
        Issue.record("it is not mounted")
        return
      }
      let files = ProcessFiles(pid: child.pid, of: machine, counters: ReadCounters())
      #expect(files.stat.deniedFile == .stat)
      guard case .refused(.needs(.tracing)) = files.hold(seenSince: ProcFS.sinceBoot) else {
        Issue.record("it is held")
        return
      }
    }
  }

  @Test func aCopyIsNeverHeld() throws {
    let copy = try ProcFixture("-- 1/stat --\n\(Texts.stat(name: "a"))-- self -> 1 --\n")
    let machine = try ProcFS(copy.root)
    #expect(try machine.pidNamespace == .another)
    let files = ProcessFiles(pid: 1, of: machine, counters: counters)
    #expect(files.hold(seenSince: ProcFS.sinceBoot).isEnded)
  }
}

/// Whether the pids of a root are ours.
@Suite struct PidNamespaceTests {
  @Test func ourOwnProcIs() throws {
    #expect(try ProcFS().pidNamespace == .ours)
  }

  /// Whoever is short of descriptors once is not for ever.
  @Test func whatCouldNotBeReadIsReadAgain() throws {
    let machine = try ProcFS()
    var (failure, later): (Errno?, PidNamespace?) = (nil, nil)
    onThread {
      #expect(ctest_own_descriptors() == 0)
      var taken: [CInt] = []
      while case let number = dup(0), number >= 0 { taken.append(number) }
      do throws(Errno) { _ = try machine.pidNamespace } catch { failure = error }
      for number in taken { close(number) }
      later = try? machine.pidNamespace
    }
    #expect(failure == Errno(EMFILE) && later == .ours)
  }

  @Test func aFailureIsNotKept() throws {
    let held = Once<Int>()
    #expect(throws: Errno(EIO)) { try held.value(trying: { .failure(Errno(EIO)) }) }
    #expect(held.made == nil)
    #expect(try held.value(trying: { .success(7) }) == 7)
    #expect(try held.value(trying: { .failure(Errno(EIO)) }) == 7)
  }

  @Test(
    arguments: [
      ("Name:\ta\nNSpid:\t7\nNSpgid:\t8\n", [7]), ("NSpid:\t4711\t12\t1\n", [4711, 12, 1]),
      ("Name:\tNSpid:\t1\nPid:\t7\n", nil), ("", nil), ("NSpid:\n", []),
    ] as [(String, [UInt64]?)])
  func theLineTellsThePidsFromOutsideIn(text: String, pids: [UInt64]?) {
    let bytes = Array(text.utf8)
    #expect(bytes.span.namespacePids == pids)
  }
}

extension HeldProcess.Outcome {
  var process: HeldProcess? { if case .held(let process) = self { process } else { nil } }
  var isEnded: Bool { if case .ended = self { true } else { false } }
}

/// A /proc that hides what is in directories of processes, for one thread.
enum HiddenProc {
  static let isAllowed: Bool = {
    guard geteuid() == 0, let place = try? ProcFixture("", pageSize: nil) else { return false }
    var isMounted = false
    onThread { isMounted = mounted(at: place) != nil }
    return isMounted
  }()

  static func mounted(at place: ProcFixture) -> ProcFS? {
    ctest_mount_hiding_proc(place.root) == 0 ? try? ProcFS(place.root) : nil
  }
}
