import TestSupport
import Testing

@testable import ProcFS

/// What the files of either version tell.
@Suite struct ControlGroupFactTests {
  /// A group with all files, one with no limit, and the root.
  private func version2() throws -> MadeUpControlGroups {
    try MadeUpControlGroups(Self.textOfVersion2, mounts: ["/ u cgroup2 nsdelegate"])
  }

  @Test func ofVersion2() throws {
    let groups = try version2()
    let group = try groups.group("/a")
    #expect(group.memory.record == Bytes(104_857_600))
    #expect(group.memoryPeak.record == Bytes(209_715_200))
    #expect(group.memoryLimit.record == Bytes(1_073_741_824))
    #expect(group.memoryHigh.isAbsent)
    #expect(group.swap.record == Bytes(4096) && group.swapLimit.record == Bytes(0))
    #expect(group.outOfMemoryKills.record == 1)
    #expect(group.tasks.record == 17 && group.taskLimit.isAbsent)
    #expect(group.processorTime.record == Nanoseconds(2_000_001_000))
    #expect(group.throttledTime.record == Nanoseconds(500_000))
    #expect(group.processorLimit.record == 0.5)
    #expect(group.processCount.record == 4)
    #expect(group.pressure(.processor).record?.some == 1.5)
    #expect(group.pressure(.memory).isAbsent)
    #expect(group.pressure(.io).record?.some == 0)
  }

  @Test func eachFileIsReadOnce() throws {
    let groups = try version2()
    let group = try groups.group("/a")
    for _ in 0..<2 {
      _ = (group.processorTime, group.throttledTime, group.tasks, group.pressure(.io))
    }
    let opened = groups.counters.current.opened
    #expect(opened[ProcFile.groupProcessor.rawValue] == 1)
    #expect(opened[ProcFile.groupThrottling.rawValue] == 0)
    #expect(opened[ProcFile.groupTasks.rawValue] == 1 && opened[ProcFile.pressure.rawValue] == 1)
    #expect(group.instant(of: .groupTasks) != nil && group.instant(of: .groupSwap) == nil)
    #expect(group.instant(of: .groupProcessor) == group.instant(of: .groupThrottling))
    #expect(group.instant(of: .groupProcessor) != nil)
  }

  @Test func theRootOfVersion2HasLittle() throws {
    let groups = try version2()
    let root = try groups.group("/")
    #expect(root.processorTime.record == Nanoseconds(12_345_678_000))
    #expect(root.memory.isAbsent && root.throttledTime.isAbsent && root.processCount.isAbsent)
    #expect(!root.isGone)
    #expect(try groups.group("/b").processorLimit.isAbsent)
  }

  /// A group with all files, and groups without limits as kernels write that.
  private func version1() throws -> MadeUpControlGroups {
    try MadeUpControlGroups(
      Self.textOfVersion1,
      mounts: ["/ memory cgroup memory", "/ cpu cgroup cpu,cpuacct", "/ pids cgroup pids"])
  }

  @Test func ofVersion1() throws {
    let groups = try version1()
    let group = try groups.group("/a")
    #expect(group.memory.record == Bytes(1 << 20) && group.memoryPeak.record == Bytes(2 << 20))
    #expect(group.memoryLimit.record == Bytes(4 << 20) && group.memoryHigh.isAbsent)
    #expect(group.swap.record == Bytes(1 << 19) && group.swapLimit.record == Bytes(4 << 20))
    #expect(group.outOfMemoryKills.record == 3 && group.processCount.record == 3)
    #expect(group.tasks.record == 4 && group.taskLimit.record == 100)
    #expect(group.processorTime.record == Nanoseconds(123_456_789))
    #expect(group.throttledTime.record == Nanoseconds(77) && group.processorLimit.record == 1.5)
    #expect(group.pressure(.processor).isAbsent)
  }

  /// Version 1 has a file for each, and what is read later must not move the other's instant.
  @Test func ofVersion1EachTimeHasItsOwnInstant() throws {
    let groups = try version1()
    let group = try groups.group("/a")
    _ = group.processorTime
    let first = try #require(group.instant(of: .groupProcessor))
    #expect(group.instant(of: .groupThrottling) == nil)
    _ = group.throttledTime
    let second = try #require(group.instant(of: .groupThrottling))
    #expect(group.instant(of: .groupProcessor) == first && second >= first)
  }

  @Test func noLimitOfVersion1IsAbsent() throws {
    let groups = try version1()
    let free = try groups.group("/b")
    #expect(free.memoryLimit.isAbsent && free.swapLimit.isAbsent && free.taskLimit.isAbsent)
    #expect(free.swap.record == Bytes(0) && free.processorLimit.isAbsent)
    #expect(free.outOfMemoryKills.isAbsent && free.processorTime.isAbsent)
    #expect(try groups.group("/c").memoryLimit.isAbsent)
    #expect(try groups.group("/d").memoryLimit.isAbsent)
  }

  @Test func onHybridHostsEachControllerIsWhereItIs() throws {
    let groups = try MadeUpControlGroups(
      """
      -- memory/a/memory.usage_in_bytes --
      7
      -- u/a/cpu.stat --
      usage_usec 5
      -- u/a/pids.current --
      2
      -- u/a/memory.pressure --
      some avg10=2.25 avg60=0 avg300=0 total=0
      -- u/b/memory.current --
      9

      """, mounts: ["/ memory cgroup memory", "/ u cgroup2 nsdelegate"])
    let group = try groups.group("/a")
    #expect(group.memory.record == Bytes(7) && group.processorTime.record == Nanoseconds(5000))
    #expect(group.tasks.record == 2 && group.pressure(.memory).record?.some == 2.25)
    #expect(try groups.group("/b").memory.record == Bytes(9))
  }

  @Test(arguments: [
    "", "\n", "x", "-", "-5", "99999999999999999999999", "\u{0}", "max", "max max", "1 0", " ",
    "oom_kill", "usage_usec x", "usage_usec 18446744073709551615\nthrottled_usec 1", "some",
    "0\n0\n0",
  ])
  func whateverStandsThereIsNoTrap(text: String) throws {
    let names = [
      "memory.current", "memory.max", "memory.peak", "memory.high", "memory.swap.current",
      "memory.swap.max", "memory.events", "pids.current", "pids.max", "cpu.stat", "cpu.max",
      "cgroup.procs", "cpu.pressure", "memory.pressure", "io.pressure",
    ]
    let groups = try MadeUpControlGroups("-- u/a/ --\n", mounts: ["/ u cgroup2 nsdelegate"])
    for name in names { try groups.fixture.write("u/a/\(name)", text) }
    let group = try groups.group("/a")
    #expect(group.outOfMemoryKills.isAbsent && group.throttledTime.record?.count ?? 1000 == 1000)
    #expect(group.processorLimit.isAbsent && group.pressure(.io).isAbsent)
    #expect(group.processCount.record.map { $0 <= 3 } == true)
    #expect(group.memory.record.map { $0.count >= 0 } ?? true)
    #expect(group.swapLimit.record.map { $0.count >= 0 } ?? true)
    #expect(group.taskLimit.failure == nil && group.memoryPeak.failure == nil)
  }

  /// What a process may use whose `cgroup` is this.
  private func limit(_ text: String, _ groups: MadeUpControlGroups) throws -> Int64? {
    groups.hierarchies.memoryLimit(
      of: try #require(parsed(text, ControlGroups.init)), counters: groups.counters
    ).record?.count
  }

  @Test func theLeastLimitOfThoseAboveCounts() throws {
    let groups = try MadeUpControlGroups(
      """
      -- u/memory.max --
      3000
      -- u/a/memory.max --
      2000
      -- u/a/b/memory.max --
      max
      -- u/a/c/memory.max --
      1000

      """, mounts: ["/ u cgroup2 nsdelegate"])
    #expect(try limit("0::/", groups) == 3000)
    #expect(try limit("0::/a", groups) == 2000)
    #expect(try limit("0::/a/b", groups) == 2000)
    #expect(try limit("0::/a/c", groups) == 1000)
    #expect(try limit("0::/../x", groups) == nil)
    let outside = try MadeUpControlGroups(
      "-- u/memory.max --\n700\n", mounts: ["/.. u cgroup2 nsdelegate"])
    #expect(try limit("0::/", outside) == 700)
  }

  @Test func version1TellsTheLeastLimitItself() throws {
    let groups = try MadeUpControlGroups(
      """
      -- memory/memory.limit_in_bytes --
      9223372036854771712
      -- memory/memory.stat --
      hierarchical_memory_limit 512
      -- memory/a/memory.limit_in_bytes --
      2048
      -- memory/a/memory.stat --
      cache 1
      hierarchical_memory_limit 256

      """, mounts: ["/docker/1 memory cgroup memory", "/docker/1 cpu cgroup cpu"])
    #expect(try limit("2:memory:/docker/1\n0::/", groups) == 512)
    #expect(try limit("2:memory:/docker/1/a", groups) == 256)
    #expect(try limit("1:cpu:/docker/1", groups) == nil)
  }
}

extension ControlGroupFactTests {
  private static let textOfVersion2 = """
    -- u/cpu.stat --
    usage_usec 12345678
    user_usec 10000000
    system_usec 2345678
    -- u/a/memory.current --
    104857600
    -- u/a/memory.peak --
    209715200
    -- u/a/memory.max --
    1073741824
    -- u/a/memory.high --
    max
    -- u/a/memory.swap.current --
    4096
    -- u/a/memory.swap.max --
    0
    -- u/a/memory.events --
    low 0
    high 3
    max 7
    oom 2
    oom_kill 1
    oom_group_kill 0
    -- u/a/pids.current --
    17
    -- u/a/pids.max --
    max
    -- u/a/cpu.stat --
    usage_usec 2000001
    user_usec 1
    system_usec 2
    nr_periods 10
    nr_throttled 4
    throttled_usec 500
    nr_bursts 0
    -- u/a/cpu.max --
    50000 100000
    -- u/a/cgroup.procs --
    100
    101
    0
    0
    -- u/a/cpu.pressure --
    some avg10=1.50 avg60=0.00 avg300=0.00 total=1
    -- u/a/io.pressure --
    some avg10=0.00 avg60=0.00 avg300=0.00 total=0
    full avg10=0.00 avg60=0.00 avg300=0.00 total=0
    -- u/b/cpu.max --
    max 100000


    """

  private static let textOfVersion1 = """
    -- memory/a/memory.usage_in_bytes --
    1048576
    -- memory/a/memory.max_usage_in_bytes --
    2097152
    -- memory/a/memory.limit_in_bytes --
    4194304
    -- memory/a/memory.soft_limit_in_bytes --
    1024
    -- memory/a/memory.memsw.usage_in_bytes --
    1572864
    -- memory/a/memory.memsw.limit_in_bytes --
    8388608
    -- memory/a/memory.oom_control --
    oom_kill_disable 0
    under_oom 0
    oom_kill 3
    -- memory/a/cgroup.procs --
    5
    6
    5
    -- cpu/a/cpuacct.usage --
    123456789
    -- cpu/a/cpu.cfs_quota_us --
    150000
    -- cpu/a/cpu.cfs_period_us --
    100000
    -- cpu/a/cpu.stat --
    nr_periods 2
    nr_throttled 1
    throttled_time 77
    -- cpu/a/cgroup.procs --
    6
    7
    -- pids/a/pids.current --
    4
    -- pids/a/pids.max --
    100
    -- memory/b/memory.limit_in_bytes --
    9223372036854771712
    -- memory/b/memory.memsw.limit_in_bytes --
    9223372036854771712
    -- memory/b/memory.usage_in_bytes --
    10
    -- memory/b/memory.memsw.usage_in_bytes --
    8
    -- memory/b/memory.oom_control --
    oom_kill_disable 0
    under_oom 0
    -- cpu/b/cpu.cfs_quota_us --
    -1
    -- cpu/b/cpu.cfs_period_us --
    100000
    -- pids/b/pids.max --
    max
    -- memory/c/memory.limit_in_bytes --
    18446744073709551615
    -- memory/d/memory.limit_in_bytes --
    9223372036854710272


    """
}
