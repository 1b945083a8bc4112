import Glibc
import TestSupport
import Testing

@testable import ProcFS

/// The system's clocks of processes, against what the kernel says of the same time in other ways.
@Suite struct ProcessClockTests {
  private func files(_ pid: Int32, of machine: ProcFS) -> ProcessFiles {
    ProcessFiles(pid: pid, of: machine, counters: ReadCounters())
  }

  @Test func theClockOfOurOwnProcessIsOurs() throws {
    let machine = try ProcFS()
    try #require(machine.hasProcessClocks)
    for _ in 0..<20 {
      let before = nanoseconds(of: CLOCK_PROCESS_CPUTIME_ID)
      let time = try #require(files(getpid(), of: machine).processorTime.record)
      let after = nanoseconds(of: CLOCK_PROCESS_CPUTIME_ID)
      #expect((before...after).contains(time.count))
    }
  }

  @Test func everyThreadCounts() throws {
    let machine = try ProcFS()
    let burnt: Int64 = 30_000_000
    let first = try #require(files(getpid(), of: machine).processorTime.record)
    onThread {
      let start = nanoseconds(of: CLOCK_THREAD_CPUTIME_ID)
      while nanoseconds(of: CLOCK_THREAD_CPUTIME_ID) - start < burnt {}
    }
    let second = try #require(files(getpid(), of: machine).processorTime.record)
    #expect(second.count - first.count >= burnt)
  }

  @Test func aZombieHasUsedWhatItsParentIsTold() throws {
    let machine = try ProcFS()
    let child = try spawn(["/bin/sh", "-c", "i=0; while [ $i -lt 30000 ]; do i=$((i+1)); done"])
    while !isZombie(child) { usleep(1000) }
    let zombie = files(child, of: machine)
    let time = zombie.processorTime.record
    var usage = rusage()
    #expect(wait4(child, nil, 0, &usage) == child)
    let told = try #require(time).count
    let used = usage.ru_utime.nanoseconds + usage.ru_stime.nanoseconds
    #expect(told > 0 && abs(told - used) <= max(2_000_000, used / 1000))
    #expect(!zombie.isGone)
  }

  @Test func whoeverIsNoMoreIsGone() throws {
    let child = try spawn(["/bin/sleep", "600"])
    let process = files(child, of: try ProcFS())
    kill(child, SIGKILL)
    waitpid(child, nil, 0)
    guard case .gone = process.processorTime else {
      Issue.record("\(process.processorTime)")
      return
    }
    #expect(process.isGone)
    #expect(process.instant(of: .clock) == nil)
  }

  @Test(.enabled(if: geteuid() == 0, "only root can become nobody"))
  func itTakesNoRights() throws {
    let child = try spawn(["/bin/sleep", "600"])
    defer {
      kill(child, SIGKILL)
      waitpid(child, nil, 0)
    }
    try waitUntilAsleep(child)
    let machine = try ProcFS()
    asNobody {
      let files = ProcessFiles(pid: child, of: machine, counters: ReadCounters())
      #expect(files.processorTime.record.map { $0.count > 0 } == true)
    }
  }

  @Test func aListedProcessIsTheOneWhoseClockAnswers() throws {
    let machine = try ProcFS()
    let listing = try machine.listing()
    var known = 0
    while let listed = try listing.next() {
      let counters = ReadCounters()
      let process = ProcessFiles(
        pid: listed.pid, of: machine, counters: counters, listed: listed)
      if process.processorTime.record != nil { known += 1 }
      #expect(process.isGone || counters.current.opened[ProcFile.stat.rawValue] == 0)
    }
    #expect(known > 0)
  }

  /// The inode is not that of the listing: the directory was forgotten and made anew, or is another's.
  @Test func aDirectoryThatWasMadeAnewIsLookedAtTwice() throws {
    let machine = try ProcFS()
    let stranger = ListedProcess(pid: getpid(), inode: 1, instant: nil)
    let unread = ProcessFiles(
      pid: getpid(), of: machine, counters: ReadCounters(), listed: stranger)
    #expect(unread.processorTime.record != nil)
    #expect(unread.instance != 1)
    let counters = ReadCounters()
    let read = ProcessFiles(pid: getpid(), of: machine, counters: counters, listed: stranger)
    #expect(read.stat.record != nil)
    #expect(read.processorTime.record != nil)
  }

  @Test func aCopiedRootHasNoClocks() throws {
    let fixture = try ProcFixture("-- 1/comm --\na\n-- 1/schedstat --\n1 2 3\n")
    let machine = try ProcFS(fixture.root)
    #expect(!machine.hasProcessClocks && !machine.sharesOurPids)
    #expect(!machine.hasThreadRunTimes)
  }

  @Test(arguments: [
    ("6.1.0", "", true), ("5.10.0", "", false), ("5.10.0", "-- schedstat --\nversion 15\n", true),
  ])
  func runTimesOfThreadsAreTrustedWhereTheKernelKeepsThem(
    kernel: String, text: String, told: Bool
  ) throws {
    let fixture = try ProcFixture(
      "-- sys/kernel/osrelease --\n\(kernel)\n-- 1/schedstat --\n1 2 3\n" + text)
    #expect(try ProcFS(fixture.root).hasThreadRunTimes == told)
  }

  @Test func stampsAscend() throws {
    let own = files(getpid(), of: try ProcFS())
    let start = monotonicInstant()
    #expect(own.instant(of: .stat) == nil)
    _ = own.stat
    _ = own.processorTime
    _ = own.status
    _ = own.io
    _ = own.statm
    let instants = [ProcFile.stat, .clock, .status, .io].map { own.instant(of: $0) ?? 0 }
    #expect(instants == instants.sorted() && start < instants[0])
    #expect(instants[3] <= monotonicInstant())
    #expect(own.instant(of: .statm) == nil)
    let again = own.instant(of: .stat)
    _ = own.stat
    _ = own.liveness()
    #expect(own.instant(of: .stat) == again)
  }
}

/// Threads, whose times are added up by the kernel for their process.
@Suite struct ThreadRunTimeTests {
  @Test func aThreadTellsHowLongItRan() throws {
    let machine = try ProcFS()
    guard machine.hasThreadRunTimes else { return }
    let burnt: Int64 = 50_000_000
    onThread {
      let place = (try? machine.root.readLink("thread-self")) ?? []
      let id = place.split(separator: UInt8(ascii: "/")).last
        .flatMap { Int32(String(decoding: $0, as: UTF8.self)) }
      let start = nanoseconds(of: CLOCK_THREAD_CPUTIME_ID)
      while nanoseconds(of: CLOCK_THREAD_CPUTIME_ID) - start < burnt {}
      // The kernel brings the figure up to date when the thread leaves its processor.
      usleep(1000)
      let process = ProcessFiles(pid: getpid(), of: machine, counters: ReadCounters())
      let thread = process.threads().record?.first { $0.id == id }
      let before = nanoseconds(of: CLOCK_THREAD_CPUTIME_ID)
      let time = thread?.runTime.record?.count ?? 0
      #expect(time >= burnt && time <= nanoseconds(of: CLOCK_THREAD_CPUTIME_ID))
      #expect(time >= before - 20_000_000)
      #expect(thread?.holds(.schedstat) == true && thread?.holds(.stat) == false)
      #expect(thread?.instant(of: .schedstat).map { $0 <= monotonicInstant() } == true)
      #expect(thread.map { $0.inode > 0 } == true)
    }
  }

  @Test func aThreadWithoutTheFileHasNoRunTime() throws {
    let fixture = try ProcFixture(
      "-- 7/task/7/schedstat --\n123456789 5 6\n-- 7/task/8/comm --\nb\n-- 7/stat --\n7 (p) S 1\n")
    let process = ProcessFiles(pid: 7, of: try ProcFS(fixture.root), counters: ReadCounters())
    let threads = try #require(process.threads().record)
    #expect(threads.map(\.id) == [7, 8])
    #expect(threads[0].runTime.record == Nanoseconds(123_456_789))
    #expect(threads[1].runTime.isAbsent)
  }
}

extension timeval {
  fileprivate var nanoseconds: Int64 { Int64(tv_sec) * 1_000_000_000 + Int64(tv_usec) * 1000 }
}
