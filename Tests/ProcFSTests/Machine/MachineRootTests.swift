import TestSupport
import Testing

@testable import ProcFS

/// The machine's files as they are found in a root.
@Suite final class MachineRootTests {
  /// Their directories last as long as they do.
  private var fixtures: [ProcFixture] = []
  private let counters = ReadCounters()

  private func files(_ text: String) throws -> MachineFiles {
    let fixture = try ProcFixture(text)
    fixtures.append(fixture)
    return MachineFiles(try ProcFS(fixture.root), counters: counters)
  }

  private func opened(_ file: ProcFile) -> Int { counters.current.opened[file.rawValue] }

  @Test func eachFileIsReadOnce() throws {
    let files = try files(
      """
      -- stat --
      cpu0 1 2 3 4
      cpu1 1 2 3 4
      ctxt 5
      -- meminfo --
      MemTotal: 100 kB
      MemFree: 50 kB
      SwapTotal: 10 kB
      SwapFree: 5 kB
      -- loadavg --
      0.5 1.5 2.5 1/2 3
      -- cpuinfo --
      processor : 0
      cpu MHz : 1000.5
      """)
    #expect(files.statistics.record?.contextSwitches == 5)
    #expect(files.statistics.record?.processors.count == 2)
    #expect(files.memory.record?.available == Bytes(50 * 1024))
    #expect(files.swap.record?.percent == 50)
    #expect(files.load.record?.fifteen == 2.5)
    #expect(files.processors().record?[0].frequency.record == 1000.5)
    #expect(files.processors().record?[1].frequency.isAbsent == true)
    #expect(opened(.stat) == 1 && opened(.meminfo) == 1 && opened(.cpuinfo) == 1)
    #expect(opened(.sysfs) == 0 && opened(.zoneinfo) == 0)
    #expect(files.swapTraffic.isAbsent && files.disks.isAbsent && files.logins.isAbsent)
  }

  @Test func namesOfAnotherMachine() throws {
    let files = try files(
      """
      -- sys/kernel/hostname --
      box
      -- version --
      Linux version 6.1.0-17-amd64 (debian-kernel@lists.debian.org) (gcc-12) #1 SMP
      """)
    #expect(files.names.hostname.record == Array("box".utf8))
    #expect(files.names.system.record == Array("Linux".utf8))
    #expect(files.names.kernel.record == Array("6.1.0-17-amd64".utf8))
    #expect(files.names.architecture.isAbsent)
  }

  @Test(arguments: ["1/mountinfo", "self/mountinfo"])
  func mountsOfAnotherMachine(path: String) throws {
    let files = try files("-- \(path) --\n22 27 0:21 / /proc rw - proc proc rw\n")
    let mount = try #require(files.mounts().record?.first)
    #expect(mount.mount == Mount("proc", "/proc", "proc", "rw", id: 22, in: 27, on: "0:21"))
    #expect(mount.usage.isAbsent)
    #expect(opened(.mountinfo) == 1 && opened(.statvfs) == 0)
  }

  @Test func whatLiesOnDisksOfAnotherMachine() throws {
    let mounts = """
      -- 1/mountinfo --
      22 27 0:21 / /proc rw - proc proc rw
      27 1 8:1 / / rw - ext4 /dev/root rw
      28 27 0:40 / /pool rw - zfs tank rw
      29 27 8:2 / /odd rw - ext4 none rw

      """
    let all = try #require(
      try files(mounts + "-- filesystems --\nnodev\tproc\nnodev\tzfs\n\text4\n").mounts().record)
    #expect(all.map(\.isReal.record) == [false, true, true, false])
    // The disks of this machine are not the other's.
    #expect(
      all.map { String(decoding: $0.device, as: UTF8.self) } == [
        "proc", "/dev/root", "tank", "none",
      ])
    #expect(try files(mounts).mounts().record?.first?.isReal.isAbsent == true)
  }

  @Test func coresOfAnotherMachine() throws {
    let files = try files(
      """
      -- stat --
      cpu0 1 2 3 4
      cpu1 1 2 3 4
      -- cpuinfo --
      processor\t: 0
      physical id\t: 1
      core id\t\t: 7
      processor\t: 1
      physical id\t: 1
      core id\t\t: 7

      """)
    #expect(files.coreCount.record == 1)
    let processors = try #require(files.processors().record)
    #expect(processors.map(\.core.record) == [7, 7])
    #expect(processors.map(\.package.record) == [1, 1])
    #expect(processors.allSatisfy { $0.leastFrequency.isAbsent && $0.mostFrequency.isAbsent })
    #expect(opened(.sysfs) == 0)
  }

  @Test(arguments: ["1/mounts", "self/mounts", "mounts"])
  func mountsOfAnOldKernel(path: String) throws {
    let files = try files("-- \(path) --\nproc /proc proc rw 0 0\n")
    #expect(files.mounts().record?.map(\.mount) == [Mount("proc", "/proc", "proc", "rw")])
  }

  @Test func interfacesOfAnotherMachine() throws {
    let files = try files("-- net/dev --\n lo: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n")
    let interface = try #require(files.interfaces().record?.first)
    #expect(interface.counters.sent.bytes == 9)
    #expect(interface.link.isAbsent)
    #expect(interface.transmission.isAbsent)
  }

  @Test func whatMayNotBeReadIsDenied() throws {
    let files = try files("-- diskstats denied --\n-- meminfo denied --\n")
    #expect(files.disks.isDenied && files.memory.isDenied && files.swap.isDenied)
    #expect(counters.current.denied[ProcFile.diskstats.rawValue] == 1)
    #expect(counters.current.denied[ProcFile.meminfo.rawValue] == 1)
  }

  @Test func whatProcessesAreJudgedByIsDeniedToo() throws {
    let files = try files(
      """
      -- uptime denied --
      -- stat denied --
      -- meminfo denied --
      -- tty/drivers denied --
      -- sys/kernel/task_delayacct denied --
      -- sys/kernel/hostname denied --
      """)
    #expect(files.uptime.isDenied && files.bootTime.isDenied && files.physicalMemory.isDenied)
    #expect(files.onlineProcessors.isDenied && files.countsDelays.isDenied)
    #expect(files.terminal(166 << 8).isDenied && files.names.hostname.isDenied)
    #expect(files.terminal(136 << 8).record == Array("/dev/pts/0".utf8))
    #expect(counters.current.denied[ProcFile.stat.rawValue] == 1)
  }

  @Test func whatFailsIsNotDenied() throws {
    let files = try files("-- uptime -> uptime --\n-- diskstats/ --\n")
    #expect(files.uptime.failure?.reason.text == "Too many levels of symbolic links")
    #expect(files.uptime.failure?.path == Array("\(files.machine.path)/uptime".utf8))
    #expect(files.disks.failure?.reason.text == "Is a directory")
    #expect(counters.current.failed[ProcFile.uptime.rawValue] == 1)
    #expect(counters.current.denied[ProcFile.uptime.rawValue] == 0)
  }

  @Test func whatProcessesAreJudgedByIsReadOnceAndCounted() throws {
    let files = try files(
      "-- uptime --\n5.5 1\n-- stat --\ncpu0 1\nbtime 7\n-- meminfo --\nMemTotal: 1 kB\n")
    for _ in 0..<3 {
      #expect(files.uptime.record == 5_500_000_000)
      #expect(files.bootTime.record == 7_000_000_000 && files.onlineProcessors.record == [0])
      #expect(files.physicalMemory.record == Bytes(1024) && files.mayHaveHugePages)
      #expect(files.memory.record?.total == Bytes(1024))
      #expect(files.countsDelays.record == true)
    }
    #expect(opened(.uptime) == 1 && opened(.stat) == 1 && opened(.meminfo) == 1)
  }

  @Test func usageIsAsDfHasIt() {
    let usage = MountUsage(blockSize: 4096, blocks: 1000, freeBlocks: 400, availableBlocks: 300)
    #expect(usage.total == Bytes(4_096_000) && usage.used == Bytes(600 * 4096))
    #expect(usage.free == Bytes(300 * 4096) && usage.percent == 66.7)
    let most = MountUsage(
      blockSize: .max, blocks: .max, freeBlocks: .max, availableBlocks: .max)
    #expect(most.used == Bytes(0) && most.total == Bytes(.max))
  }
}

extension Reading {
  fileprivate var isDenied: Bool {
    if case .denied = self { true } else { false }
  }
}
