import Glibc
import TestSupport
import Testing

@testable import ProcFS

/// Against the kernel itself.
@Suite(.serialized) struct LiveTests {
  let machine: ProcFS
  let counters = ReadCounters()

  init() throws {
    machine = try ProcFS()
  }

  private func files(_ pid: Int32) -> ProcessFiles {
    ProcessFiles(pid: pid, of: machine, counters: counters)
  }

  @Test func theListingIsLazyAndAscending() throws {
    #expect(machine.facts.isLive)
    #expect(machine.facts.isThisMachine)
    let all = pids(of: machine)
    #expect(all == all.sorted())
    #expect(all.contains(getpid()))
    #expect(machine.ownPid == getpid())
  }

  @Test func everyFileOfOurOwnProcess() throws {
    let own = files(getpid())
    #expect(own.stat.record?.parent == getppid())
    #expect(own.statm.record.map { $0.resident > 0 } == true)
    #expect(own.status.record?.process == getpid())
    #expect(own.status.record?.user?.effective == geteuid())
    #expect(own.owner.record?.user == geteuid())
    #expect(own.name.record.map { !$0.isEmpty } == true)
    #expect(
      own.commandLine.record?.arguments.first.map { Array($0) }
        == Swift.CommandLine.arguments.first?.utf8.array)
    #expect(
      own.environment.record?.value(of: "PATH".utf8.array).map { Array($0) }
        == environmentVariable("PATH"))
    #expect(own.rollup.record.map { ($0.unique ?? Bytes(0)) > Bytes(0) } == true)
    #expect(own.executable.record == (try? machine.root.readLink("self/exe")))
    #expect(own.descriptorCount.record.map { $0 > 2 } == true)
    #expect(own.namespace(.pid).record.map { $0 > 0 } == true)
    #expect(own.controlGroups.record.map { !$0.lines.isEmpty } != false)
    #expect(own.limits.record?.all.count == Limits.Resource.allCases.count)
    #expect(own.readTasks().record?.contains(getpid()) == true)
    #expect(!own.isGone)
  }

  @Test func aZombieHasAStatAndNothingElse() throws {
    let child = try spawn(["/bin/sh", "-c", "exit 0"])
    defer { waitpid(child, nil, 0) }
    let zombie = files(child)
    while !isZombie(child) { usleep(1000) }
    #expect(zombie.statm.record?.isEmpty == true)
    #expect(zombie.environment.isAbsent)
    #expect(zombie.rollup.isAbsent)
    #expect(zombie.executable.isAbsent)
    #expect(zombie.workingDirectory.isAbsent)
    #expect(zombie.commandLine.record?.bytes == [])
    #expect(zombie.status.record?.memory.peakResident == nil)
    #expect(!zombie.isGone)
  }

  @Test(arguments: [ProcFile.stat, .statm, .comm, .environ, .cmdline, .smapsRollup, .exe])
  func aProcessThatEndsIsGone(first: ProcFile) throws {
    let child = try spawn(["/bin/sleep", "600"])
    let leaving = files(child)
    switch first {
    case .stat: _ = leaving.stat
    case .statm: _ = leaving.statm
    case .comm: _ = leaving.name
    case .environ: _ = leaving.environment
    case .cmdline: _ = leaving.commandLine
    case .smapsRollup: _ = leaving.rollup
    default: _ = leaving.executable
    }
    #expect(!leaving.isGone)
    kill(child, SIGKILL)
    waitpid(child, nil, 0)
    #expect(leaving.io.isGone)
    #expect(leaving.isGone)
    #expect(files(child).name.isGone)
  }

  @Test func filesOfOneProcessAreReadOnceFromItsOwnDirectory() throws {
    let child = try spawn(["/bin/sleep", "600"])
    defer {
      kill(child, SIGKILL)
      waitpid(child, nil, 0)
    }
    let one = files(child)
    #expect(one.statm.record != nil)
    #expect(one.environment.record != nil)
    #expect(one.rollup.record != nil)
    let counts = counters.current.opened
    #expect(counts[ProcFile.statm.rawValue] == 1)
    #expect(counts[ProcFile.environ.rawValue] == 1)
    #expect(counts[ProcFile.stat.rawValue] == 0)
  }

  @Test func manyHeldProcessesHoldFewDescriptors() throws {
    let before = openDescriptors()
    let held = (0..<1000).map { _ in files(getpid()) }
    for one in held {
      #expect(one.name.record != nil)
      #expect(one.statm.record != nil)
      #expect(one.stat.record?.parent == getppid())
    }
    #expect(openDescriptors() - before <= 450)
    withExtendedLifetime(held) {}
  }

  @Test(arguments: ["a) R 1 (b", "two\nlines", "\u{1b}[31mred", "with space"])
  func namesMayHoldAnything(name: String) throws {
    let fixture = try ProcFixture("")
    let program = fixture.root + "/" + name
    try fixture.write(name, bytes: readWhole("/bin/sleep"))
    chmod(program, 0o755)
    let child = try spawn([program, "600"])
    defer {
      kill(child, SIGKILL)
      waitpid(child, nil, 0)
    }
    let named = files(child)
    #expect(named.name.record == name.utf8.array)
    #expect(named.stat.record?.name == name.utf8.array)
    #expect(named.stat.record?.parent == getpid())
    #expect(named.executable.record == program.utf8.array)
  }

  @Test func kernelThreadsHaveNoMemory() throws {
    for pid in pids(of: machine) {
      let one = files(pid)
      guard one.stat.record?.isKernelThread == true else { continue }
      #expect(one.environment.isAbsent)
      #expect(one.rollup.isAbsent)
      #expect(one.executable.isAbsent)
      #expect(one.commandLine.record?.bytes == [])
      #expect(!one.isGone)
      return
    }
  }

  @Test func everyFileOfEveryProcess() throws {
    var seen = 0
    for pid in pids(of: machine) {
      let one = files(pid)
      _ = (one.stat, one.statm, one.status, one.name, one.commandLine, one.environment, one.rollup)
      _ = (one.io, one.controlGroups, one.limits, one.loginUser, one.oomScore, one.waitChannel)
      _ = (one.executable, one.workingDirectory, one.rootDirectory, one.descriptorCount, one.owner)
      for kind in Namespace.allCases { _ = one.namespace(kind) }
      #expect(one.isGone || one.stat.record != nil)
      seen += 1
    }
    #expect(seen > 1)
  }

  private func openDescriptors() -> Int {
    (files(getpid()).descriptorCount.record).map(Int.init) ?? 0
  }
}

/// Starts a program with our environment, and waits until it has it: the kernel goes on here before
/// the new program is set up.
func spawn(_ arguments: [String]) throws -> Int32 {
  let pid = try start(arguments)
  while (try? readWhole("/proc/\(pid)/environ"))?.isEmpty != false, !isZombie(pid) { usleep(1000) }
  return pid
}

/// Starts a program that may become another user's.
func start(_ arguments: [String]) throws -> Int32 {
  var pid: Int32 = 0
  let pointers = arguments.map { strdup($0) } + [nil]
  defer { pointers.forEach { free($0) } }
  let status = posix_spawn(&pid, arguments[0], nil, nil, pointers, environ)
  guard status == 0 else { throw Errno(status) }
  return pid
}

func isZombie(_ pid: Int32) -> Bool { state(of: pid)?.isZombie != false }

/// Waits until a program that was started has come to sleep; one that has ended never does.
func waitUntilAsleep(_ pid: Int32) throws {
  while state(of: pid)?.state != .sleeping {
    try #require(!isZombie(pid), "it has ended")
    usleep(1000)
  }
}

private func state(of pid: Int32) -> Stat? {
  (try? readWhole("/proc/\(pid)/stat")).flatMap { Stat($0.span) }
}

private func environmentVariable(_ name: String) -> [UInt8]? {
  getenv(name).map { String(cString: $0).utf8.array }
}
