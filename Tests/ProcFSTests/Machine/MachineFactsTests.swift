import TestSupport
import Testing

@testable import ProcFS

/// What the rows of processes are judged by.
@Suite struct MachineFactsTests {
  private static let madeUp = """
    -- uptime --
    3600.25 7000.00
    -- stat --
    cpu  1 2 3
    cpu0 1 2 3
    cpu2 1 2 3
    intr 99
    btime 1700000000
    -- meminfo --
    MemTotal:       16384 kB
    Hugetlb:            0 kB
    -- sys/kernel/osrelease --
    6.1.0-amd64
    -- sys/kernel/task_delayacct --
    0
    -- tty/drivers --
    /dev/tty             /dev/tty        5       0 system:/dev/tty
    acm                  /dev/ttyACM   166 0-255 serial
    -- 10/comm --
    b
    -- 9/comm --
    a
    -- self -> 9 --
    -- 0x1/comm --
    c
    """

  @Test func factsOfAMadeUpMachine() throws {
    let fixture = try ProcFixture(Self.madeUp)
    let machine = try ProcFS(fixture.root)
    let files = MachineFiles(machine, counters: ReadCounters())
    #expect(files.uptime.record == 3_600_250_000_000)
    #expect(files.bootTime.record == 1_700_000_000_000_000_000)
    #expect(files.physicalMemory.record == Bytes(16384 * 1024))
    #expect(files.onlineProcessors.record == [0, 2])
    #expect(files.countsDelays.record == false)
    #expect(!files.mayHaveHugePages)
    #expect(machine.facts.kernel == KernelVersion(6, 1))
    #expect(!machine.facts.isLive)
    #expect(machine.ownPid == nil)
    #expect(pids(of: machine) == [9, 10])
  }

  typealias Terminal = (major: UInt32, minor: UInt32, name: String?)

  static let terminals: [Terminal] = [
    (136, 3, "/dev/pts/3"), (136, 300, "/dev/pts/300"), (137, 1, "/dev/pts/257"),
    (4, 1, "/dev/tty1"), (4, 65, "/dev/ttyS1"), (166, 2, "/dev/ttyACM2"), (5, 0, "/dev/tty"),
    (250, 2, nil),
  ]

  @Test(arguments: terminals)
  func terminalsHaveNames(_ terminal: Terminal) throws {
    let fixture = try ProcFixture(Self.madeUp)
    let files = MachineFiles(try ProcFS(fixture.root), counters: ReadCounters())
    let (major, minor) = (terminal.major, terminal.minor)
    let device = (minor & 0xFF) | major << 8 | (minor & 0xFFF00) << 12
    let name = files.terminal(device).record.map { String(decoding: $0, as: UTF8.self) }
    #expect(name == terminal.name)
  }

  @Test func anEmptyMachineTellsNothing() throws {
    let fixture = try ProcFixture("")
    let files = MachineFiles(try ProcFS(fixture.root), counters: ReadCounters())
    #expect(files.uptime.isAbsent)
    #expect(files.bootTime.isAbsent)
    #expect(files.physicalMemory.isAbsent)
    #expect(files.onlineProcessors.isAbsent)
    #expect(files.countsDelays.record == true)
    #expect(files.mayHaveHugePages)
    #expect(!files.hidesProcesses)
    #expect(pids(of: files.machine).isEmpty)
  }

  @Test func aRootThatIsNoneIsAnError() {
    #expect(throws: Errno(2)) { try ProcFS("/no-such-root") }
    #expect(throws: Errno(20)) { try ProcFS("/etc/passwd") }
  }

  @Test(arguments: ["6.16.0", "6.18.44-amd64", "7.0"])
  func newKernelsCountExactly(release: String) throws {
    let fixture = try ProcFixture("-- sys/kernel/osrelease --\n\(release)")
    let machine = try ProcFS(fixture.root)
    #expect(machine.facts.hasExactResidentSizes)
    #expect(MachineFiles(machine, counters: ReadCounters()).residentSlack == Bytes(0))
  }

  @Test(arguments: ["6.2.0", "6.15.9"])
  func newerKernelsCountInBatches(release: String) throws {
    let fixture = try ProcFixture(
      "-- sys/kernel/osrelease --\n\(release)\n-- stat --\ncpu 1\ncpu0 1\ncpu1 1\n")
    let machine = try ProcFS(fixture.root)
    #expect(!machine.facts.hasExactResidentSizes)
    let slack = MachineFiles(machine, counters: ReadCounters()).residentSlack
    #expect(slack == Bytes(3 * 32 * 2 * 4096))
  }

  @Test(arguments: ["6.1.0", "5.10", "4.19.0", "2.6.32", "x", ""])
  func olderKernelsBoundNothing(release: String) throws {
    let fixture = try ProcFixture("-- sys/kernel/osrelease --\n\(release)")
    #expect(MachineFiles(try ProcFS(fixture.root), counters: ReadCounters()).residentSlack == nil)
  }

  @Test func usersHaveNames() throws {
    let names = UserNames(of: try ProcFS())
    #expect(names.user(0) == "root".utf8.array)
    #expect(names.group(0) == "root".utf8.array)
    #expect(names.user(3_999_999_999) == "3999999999".utf8.array)
  }
}

func pids(of machine: ProcFS) -> [Int32] {
  guard let listing = try? machine.listing() else { return [] }
  var pids: [Int32] = []
  while let pid = ((try? listing.next()) ?? nil)?.pid { pids.append(pid) }
  return pids
}
