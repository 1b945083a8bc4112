import Glibc
import TestSupport
import Testing

@testable import ProcFS

/// The kernel's clocks, and what starts mean by them.
@Suite struct SystemClocksTests {
  private func files() throws -> MachineFiles {
    MachineFiles(try ProcFS(), counters: ReadCounters())
  }

  @Test func theyAgreeWithTheKernelsFiles() throws {
    let files = try files()
    let before = nanoseconds(of: CLOCK_BOOTTIME)
    let uptime = try #require(files.uptime.record)
    let after = nanoseconds(of: CLOCK_BOOTTIME)
    #expect((before - 1_000_000...after + 1_000_000).contains(uptime))
    let boot = try #require(files.bootTime.record)
    #expect(files.now == boot + uptime)
    let told = try #require(files.statistics.record?.bootTime)
    #expect(abs(boot / 1_000_000_000 - Int64(told)) <= 1)
  }

  @Test func twoLooksTellTheSameBoot() throws {
    let first = SystemClocks()
    usleep(20_000)
    let second = SystemClocks()
    #expect(second.now >= first.now + 20_000_000)
    #expect(abs(second.bootTime - first.bootTime) <= 1_000_000)
    #expect(first.bootTime % 1_000_000 == 0)
  }

  @Test func aProcessStartsBetweenTwoLooks() throws {
    let machine = try ProcFS()
    let before = SystemClocks().uptime
    let child = try spawn(["/bin/sleep", "600"])
    defer {
      kill(child, SIGKILL)
      waitpid(child, nil, 0)
    }
    let after = SystemClocks().uptime
    let files = ProcessFiles(pid: child, of: machine, counters: ReadCounters())
    let start = try #require(files.stat.record?.startTime.flatMap(machine.facts.sinceBoot))
    // The kernel cuts it to a tick, and we the boot to a millisecond.
    #expect((before - 11_000_000...after + 1_000_000).contains(start))
  }

  /// In a time namespace whose boot lies behind a process's start.
  @Test func aStartBeforeBootIsBelowZero() throws {
    let facts = try ProcFS().facts
    let tick = 1_000_000_000 / UInt64(facts.ticksPerSecond)
    let wrapped = Ticks(UInt64(bitPattern: -1_600_000_000_000) / tick)
    let start = try #require(facts.sinceBoot(wrapped))
    #expect((-1_600_000_000_000 - Int64(tick)...(-1_600_000_000_000)).contains(start))
    #expect(facts.sinceBoot(Ticks(3)) == 3 * Int64(tick))
    #expect(facts.sinceBoot(Ticks(.max)) == nil)
    let copy = try ProcFixture("")
    #expect(try ProcFS(copy.root).facts.sinceBoot(wrapped) == nil)
  }
}
