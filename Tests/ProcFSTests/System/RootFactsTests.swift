import Glibc
import TestSupport
import Testing

@testable import ProcFS

/// What a page and a tick are is the root's own affair.
@Suite struct RootFactsTests {
  private static let smaps = """
    -- 7/smaps --
    1000-3000 r-xp 00000000 fe:00 12                     /usr/lib/a
    Size:                  8 kB
    KernelPageSize:     2048 kB
    3000-4000 r-xp 00000000 fe:00 12                     /usr/lib/a
    KernelPageSize:       16 kB
    """

  private func facts(_ text: String, auxv: [(path: String, bytes: [UInt8])] = []) throws
    -> (pageSize: Int?, ticks: Int, lacks: Bool)
  {
    let fixture = try ProcFixture(text, pageSize: nil)
    for file in auxv { try fixture.write(file.path, bytes: file.bytes) }
    let facts = try ProcFS(fixture.root).facts
    let ticks = facts.ticksPerSecond
    #expect(!facts.lacksPageSize, "whoever asks for ticks alone does not miss it")
    return (facts.pageSize, ticks, facts.lacksPageSize)
  }

  @Test func aMountedProcHasOurs() throws {
    let facts = try ProcFS().facts
    #expect(facts.isLive && facts.isThisMachine && facts.kernel == .running)
    #expect(facts.pageSize == sysconf(CInt(_SC_PAGESIZE)))
    #expect(facts.ticksPerSecond == sysconf(CInt(_SC_CLK_TCK)))
    #expect(!facts.lacksPageSize)
  }

  @Test func aCopyTellsThemInAnAuxiliaryVector() throws {
    let found = try facts(
      "-- 2/auxv --\n-- 7/comm --\na\n",
      auxv: [("7/auxv", auxiliaryVector([(33, 5), (17, 250), (6, 65536), (0, 0), (6, 4096)]))])
    #expect(found.pageSize == 65536 && found.ticks == 250 && !found.lacks)
  }

  /// Of a program of 32 bits, of the other byte order, cut off, and not to be believed.
  @Test(arguments: [
    [6, 0, 0, 0, 0, 16, 0, 0, 17, 0, 0, 0, 100, 0, 0, 0],
    auxiliaryVector([(UInt64(6).byteSwapped, UInt64(4096).byteSwapped)]),
    Array(auxiliaryVector([(6, 4096)]).dropLast()),
    auxiliaryVector([(6, 4097), (17, 0)]), auxiliaryVector([(6, 0), (17, .max)]),
  ])
  func aVectorThatMakesNoSenseIsPassedOver(bytes: [UInt8]) throws {
    let alone = try facts("", auxv: [("7/auxv", bytes)])
    #expect(alone.pageSize == nil && alone.ticks == 100 && alone.lacks)
    let besides = try facts(Self.smaps, auxv: [("7/auxv", bytes)])
    #expect(besides.pageSize == 16384 && besides.ticks == 100 && !besides.lacks)
  }

  @Test func withoutThemThePageSizeIsNotKnown() throws {
    let found = try facts("-- 7/comm --\na\n-- 7/auxv denied --\n-- 8/smaps -> smaps --\n")
    #expect(found.pageSize == nil && found.ticks == 100 && found.lacks)
  }

  /// No bound is drawn from pages whose size is not known.
  @Test func noBoundComesOfUnknownPages() throws {
    let fixture = try ProcFixture(
      "-- sys/kernel/osrelease --\n6.18.0\n-- 7/statm --\n3200 3200 0 0 0 0 0\n", pageSize: nil)
    let machine = try ProcFS(fixture.root)
    #expect(MachineFiles(machine, counters: ReadCounters()).residentSlack == nil)
    #expect(machine.facts.hasExactResidentSizes)
  }

  @Test func statusTellsSizesWithoutPages() throws {
    let fixture = try ProcFixture(
      "-- 7/status --\nVmSize:\t  300 kB\nVmRSS:\t  200 kB\n", pageSize: nil)
    let status = try #require(try process(7, in: fixture).status.record)
    #expect(status.memory.size == Bytes(300 * 1024) && status.memory.resident == Bytes(200 * 1024))
  }
}
