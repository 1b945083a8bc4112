import TestSupport
import Testing

@testable import ProcFS

/// What silence and refusal mean, on made-up machines.
@Suite struct SettlingTests {
  static func fixture(_ state: String, flags: Int = 0, threads: Int = 1) throws -> ProcFixture {
    try ProcFixture(
      """
      -- 42/stat --
      \(Texts.stat(name: "web", state: state, flags: flags, threads: threads).dropLast())
      -- 42/statm --
      0 0 0 0 0 0 0
      -- 42/environ --
      -- 42/cmdline --
      -- 43/comm --
      other
      """)
  }

  @Test func aKernelThreadAndAZombieHaveNoSuchFacts() throws {
    for fixture in [try Self.fixture("Z"), try Self.fixture("S", flags: 0x200000)] {
      let files = try process(42, in: fixture)
      #expect(files.environment.isAbsent)
      #expect(files.commandLine.record?.bytes == [])
      #expect(files.rollup.isAbsent)
      #expect(files.executable.isAbsent)
      #expect(files.statm.record?.isEmpty == true)
      #expect(!files.isGone)
    }
  }

  @Test func anEmptyEnvironmentOfALivingProcessIsRead() throws {
    let files = try process(42, in: Self.fixture("S"))
    #expect(files.environment.record?.entries.isEmpty == true)
    #expect(files.commandLine.record?.joined == nil)
  }

  @Test func refusalsAreCountedAndToldApart() throws {
    let fixture = try ProcFixture(
      """
      -- 42/stat --
      \(Texts.stat(name: "web").dropLast())
      -- 42/environ denied --
      -- 42/smaps_rollup denied --
      -- 42/exe denied --
      -- 42/cwd denied --
      -- 42/io denied --
      -- 42/fd denied --
      -- 42/ns denied --
      -- 42/wchan --
      0\\
      """)
    let counters = ReadCounters()
    let files = try process(42, in: fixture, counters)
    #expect(files.environment.deniedFile == .environ)
    #expect(files.rollup.deniedFile == .smapsRollup)
    #expect(files.executable.deniedFile == .exe)
    #expect(files.workingDirectory.deniedFile == .cwd)
    #expect(files.io.deniedFile == .io)
    #expect(files.descriptorCount.deniedFile == .fd)
    #expect(files.files.namespace(.net).deniedFile == .ns)
    #expect(counters.current.denied[ProcFile.environ.rawValue] == 1)
    #expect(counters.current.opened[ProcFile.environ.rawValue] == 0)
    #expect(counters.current.opened[ProcFile.stat.rawValue] == 1)
    #expect(!files.isGone)
  }

  @Test func refusedFilesOfAZombieAreAbsentButNotItsIO() throws {
    let fixture = try ProcFixture(
      """
      -- 42/stat --
      \(Texts.stat(name: "web", state: "Z", threads: 1).dropLast())
      -- 42/environ denied --
      -- 42/exe denied --
      -- 42/maps denied --
      -- 42/io denied --
      -- 42/fd denied --
      """)
    let files = try process(42, in: fixture)
    #expect(files.environment.isAbsent)
    #expect(files.executable.isAbsent)
    #expect(files.files.readMemory(.maps, { $0.array }).isAbsent)
    #expect(files.io.deniedFile == .io)
    #expect(files.descriptorCount.deniedFile == .fd)
  }

  /// A stat that was read as a column may be old by then; of all refusals only the first asks anew.
  @Test func aRefusalIsSettledByAFreshStat() throws {
    let living = Texts.stat(name: "web")
    let fixture = try ProcFixture(
      """
      -- 42/stat --
      \(living.dropLast())
      -- 42/environ denied --
      -- 42/exe denied --
      -- 42/cwd denied --
      """)
    let counters = ReadCounters()
    let files = try process(42, in: fixture, counters)
    #expect(files.stat.record?.isZombie == false)
    try fixture.write("42/stat", Texts.stat(name: "web", state: "Z", threads: 1))
    #expect(files.environment.isAbsent)
    #expect(files.executable.isAbsent)
    #expect(files.workingDirectory.isAbsent)
    #expect(counters.current.opened[ProcFile.stat.rawValue] == 2)
  }

  @Test func whatARootDoesNotHoldIsAbsentAndALostProcessIsGone() throws {
    let fixture = try Self.fixture("S")
    let counters = ReadCounters()
    let files = try process(42, in: fixture, counters)
    #expect(files.io.isAbsent)
    #expect(files.status.isAbsent)
    #expect(files.limits.isAbsent)
    #expect(!files.isGone)
    fixture.remove("42")
    #expect(files.name.isGone)
    #expect(files.isGone)
    #expect(files.executable.isGone)

    let other = try process(43, in: fixture)
    #expect(other.stat.isAbsent)
    #expect(other.name.record == "other".utf8.array)
    #expect(!other.isGone)
  }

  @Test func anotherStartTimeIsAnotherProcess() throws {
    let fixture = try Self.fixture("S")
    let files = try process(42, in: fixture)
    #expect(files.stat.record?.startTime == Ticks(98765))
    try fixture.write(
      "42/stat", Texts.stat(name: "new").replacing("98765", with: "98766"))
    #expect(files.environment.isGone)
    #expect(files.isGone)
  }

  @Test func theMemoryOfALeaderlessProcessIsReadAtALivingTask() throws {
    let fixture = try ProcFixture(
      """
      -- 42/stat --
      \(Texts.stat(name: "web", state: "Z", threads: 2).dropLast())
      -- 42/statm --
      0 0 0 0 0 0 0
      -- 42/environ --
      -- 42/cmdline --
      -- 42/status --
      State:\tZ (zombie)
      Uid:\t7\t7\t7\t7
      Threads:\t2
      -- 42/task/42/stat --
      \(Texts.stat(name: "web", state: "Z", threads: 2).dropLast())
      -- 42/task/44/stat --
      \(Texts.stat(name: "web", state: "S", threads: 2).dropLast())
      -- 42/task/44/statm --
      100 50 10 1 0 20 0
      -- 42/task/44/environ --
      A=1\\0
      -- 42/task/44/cmdline --
      web\\0
      -- 42/task/44/smaps_rollup --
      Rss:     200 kB
      Private_Dirty:  100 kB
      -- 42/task/44/status --
      Uid:\t8\t8\t8\t8
      VmHWM:\t  300 kB
      -- 42/task/44/exe -> /usr/bin/web (deleted) --
      -- 42/task/44/ns/net -> net:[4026531840] --
      -- 42/task/44/ns/pid -> pid:[9] --
      -- 42/ns/pid -> pid:[4026531836] --
      """)
    let files = try process(42, in: fixture)
    #expect(files.statm.record?.resident == 50)
    #expect(files.environment.record?.value(of: "A".utf8.array) == "1".utf8.array[...])
    #expect(files.commandLine.record?.arguments.count == 1)
    #expect(files.rollup.record?.unique == Bytes(100 * 1024))
    #expect(files.status.record?.memory.peakResident == Bytes(300 * 1024))
    #expect(files.status.record?.user?.real == 7)
    #expect(files.executable.record == "/usr/bin/web (deleted)".utf8.array)
    #expect(files.executableIsDeleted.record == true)
    #expect(files.files.namespace(.net).record == 4_026_531_840)
    #expect(files.files.namespace(.pid).record == 4_026_531_836)
    #expect(files.files.namespace(.mnt).isAbsent)
  }

  @Test func smapsAreAddedUpWhereThereIsNoRollup() throws {
    let fixture = try ProcFixture(
      """
      -- 42/stat --
      \(Texts.stat(name: "web").dropLast())
      -- 42/smaps --
      \(Texts.rollup)\(Texts.rollup)
      """)
    let counters = ReadCounters()
    let files = try process(42, in: fixture, counters)
    #expect(files.rollup.record?.resident == Bytes(2 * 1356 * 1024))
    #expect(counters.current.opened[ProcFile.smaps.rawValue] == 1)
    #expect(counters.current.opened[ProcFile.smapsRollup.rawValue] == 0)
  }

  @Test func aFileIsOpenedOnce() throws {
    let counters = ReadCounters()
    let files = try process(42, in: Self.fixture("S"), counters)
    for _ in 0..<3 {
      _ = files.stat
      _ = files.statm
    }
    #expect(counters.current.opened[ProcFile.stat.rawValue] == 1)
    #expect(counters.current.opened[ProcFile.statm.rawValue] == 1)
    #expect(files.files.holds(.statm))
    #expect(!files.files.holds(.comm))
  }

  @Test(arguments: [("0\\", nil), ("\\", nil), ("do_select\\", "do_select")])
  func waitChannelsThatAreZeroAreNone(text: String, name: String?) throws {
    let fixture = try ProcFixture(
      """
      -- 42/stat --
      \(Texts.stat(name: "web").dropLast())
      -- 42/wchan --
      \(text)
      -- 42/exe -> /bin/web --
      """)
    #expect(try process(42, in: fixture).waitChannel.record == name?.utf8.array)
    let refused = try ProcFixture(
      """
      -- 42/stat --
      \(Texts.stat(name: "web").dropLast())
      -- 42/wchan --
      \(text)
      -- 42/exe denied --
      """)
    let reading = try process(42, in: refused).waitChannel
    #expect(reading.record == name?.utf8.array)
    #expect(reading.deniedFile == (name == nil ? .wchan : nil))
  }
}

/// A process of a made-up machine, which lasts as long as this does.
@dynamicMemberLookup struct FixtureProcess {
  let fixture: ProcFixture
  let files: ProcessFiles

  subscript<Member>(dynamicMember path: KeyPath<ProcessFiles, Member>) -> Member {
    files[keyPath: path]
  }
}

func process(
  _ pid: Int32, in fixture: ProcFixture, _ counters: ReadCounters = ReadCounters()
) throws -> FixtureProcess {
  FixtureProcess(
    fixture: fixture,
    files: ProcessFiles(pid: pid, of: try ProcFS(fixture.root), counters: counters))
}

extension Reading {
  var isAbsent: Bool { if case .absent = self { true } else { false } }
  var isGone: Bool { if case .gone = self { true } else { false } }
  var deniedFile: ProcFile? { if case .denied(let file) = self { file } else { nil } }
}
