import TestSupport
import Testing

@testable import ProcFS

@Suite struct MachineMomentTests {
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
    let moment = MachineMoment(machine)
    #expect(moment.uptime == 3_600_250_000_000)
    #expect(moment.bootTime == 1_700_000_000_000_000_000)
    #expect(moment.physicalMemory == Bytes(16384 * 1024))
    #expect(moment.processors == [0, 2])
    #expect(!moment.countsDelays)
    #expect(!moment.mayHaveHugePages)
    #expect(machine.kernel == KernelVersion(6, 1))
    #expect(!machine.isLive)
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
    let moment = MachineMoment(try ProcFS(fixture.root))
    let (major, minor) = (terminal.major, terminal.minor)
    let device = (minor & 0xFF) | major << 8 | (minor & 0xFFF00) << 12
    let name = moment.terminal(device).map { String(decoding: $0, as: UTF8.self) }
    #expect(name == terminal.name)
  }

  @Test func anEmptyMachineTellsNothing() throws {
    let fixture = try ProcFixture("")
    let moment = MachineMoment(try ProcFS(fixture.root))
    #expect(moment.uptime == nil)
    #expect(moment.bootTime == nil)
    #expect(moment.physicalMemory == nil)
    #expect(moment.processors == nil)
    #expect(moment.countsDelays)
    #expect(moment.mayHaveHugePages)
    #expect(!moment.hidesProcesses)
    #expect(pids(of: moment.machine).isEmpty)
  }

  @Test func aRootThatIsNoneIsAnError() {
    #expect(throws: Errno(2)) { try ProcFS("/no-such-root") }
    #expect(throws: Errno(20)) { try ProcFS("/etc/passwd") }
  }

  @Test(arguments: ["6.16.0", "6.18.44-amd64", "7.0"])
  func newKernelsCountExactly(release: String) throws {
    let fixture = try ProcFixture("-- sys/kernel/osrelease --\n\(release)")
    let machine = try ProcFS(fixture.root)
    #expect(machine.hasExactResidentSizes)
    #expect(MachineMoment(machine).residentSlack == Bytes(0))
  }

  @Test(arguments: ["6.2.0", "6.15.9"])
  func newerKernelsCountInBatches(release: String) throws {
    let fixture = try ProcFixture(
      "-- sys/kernel/osrelease --\n\(release)\n-- stat --\ncpu 1\ncpu0 1\ncpu1 1\n")
    let machine = try ProcFS(fixture.root)
    #expect(!machine.hasExactResidentSizes)
    let slack = MachineMoment(machine).residentSlack
    #expect(slack == Bytes(3 * 32 * 2 * Int64(machine.pageSize)))
  }

  @Test(arguments: ["6.1.0", "5.10", "4.19.0", "2.6.32", "x", ""])
  func olderKernelsBoundNothing(release: String) throws {
    let fixture = try ProcFixture("-- sys/kernel/osrelease --\n\(release)")
    #expect(MachineMoment(try ProcFS(fixture.root)).residentSlack == nil)
  }

  @Test func usersHaveNames() {
    let names = UserNames()
    #expect(names.user(0) == "root".utf8.array)
    #expect(names.group(0) == "root".utf8.array)
    #expect(names.user(3_999_999_999) == "3999999999".utf8.array)
  }
}

func pids(of machine: ProcFS) -> [Int32] {
  guard let listing = try? machine.listing() else { return [] }
  var pids: [Int32] = []
  while let pid = listing.next() { pids.append(pid) }
  return pids
}
