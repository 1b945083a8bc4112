import Testing

@testable import ProcFS

@Suite struct MachineFilesTests {
  @Test func processorsAndCounters() throws {
    let statistics = parsed(MachineTexts.stat) { MachineStatistics(parsing: $0) }
    #expect(statistics.processors.map(\.number) == [0, 3])
    let first = try #require(statistics.processors.first)
    #expect(first.user == Ticks(1) && first.nice == Ticks(2) && first.system == Ticks(3))
    #expect(first.idle == Ticks(4) && first.iowait == Ticks(5) && first.irq == Ticks(6))
    #expect(first.softirq == Ticks(7) && first.steal == Ticks(8))
    #expect(first.guest == Ticks(9) && first.guestNice == Ticks(10))
    let last = try #require(statistics.processors.last)
    #expect(last.idle == Ticks(14) && last.iowait == nil && last.guestNice == nil)
    #expect(statistics.contextSwitches == 384_820)
    #expect(statistics.interrupts == 276_034)
    #expect(statistics.softInterrupts == 225_310)
    #expect(statistics.bootTime == 1_795_366_394)
  }

  @Test func frequencies() {
    let text = "processor\t: 0\ncpu MHz\t\t: 2445.432\n\nprocessor\t: 1\ncpu MHz\t\t: x\n"
    let frequencies = parsed(text) { ProcessorInformation(parsing: $0) }
    #expect(frequencies[0]?.megahertz == 2445.432)
    #expect(frequencies[1]?.megahertz == nil)
    #expect(frequencies.coreCount == nil)
  }

  @Test func coresOfTheProcessors() {
    let text = (0..<8).map { number in
      """
      processor\t: \(number)
      physical id\t: \(number / 4)
      siblings\t: 4
      core id\t\t: \(number % 2)
      cpu cores\t: 2\n\n
      """
    }.joined()
    let information = parsed(text) { ProcessorInformation(parsing: $0) }
    #expect(information[5]?.core == 1 && information[5]?.package == 1)
    #expect(information[8] == nil)
    #expect(information.coreCount == 4)
  }

  @Test func tasksThatRunAndWait() {
    let statistics = parsed("procs_running 3\nprocs_blocked 1\n") {
      MachineStatistics(parsing: $0)
    }
    #expect(statistics.running == 3 && statistics.blocked == 1)
  }

  @Test func fileSystemsOfDisks() {
    let text = "nodev\tsysfs\nnodev\ttmpfs\n\text4\nnodev\tzfs\n\n\tfuseblk\nnodev\toverlay"
    let kinds = parsed(text) { DiskFileSystems(parsing: $0) }
    let names = ["sysfs", "tmpfs", "ext4", "zfs", "fuseblk", "overlay", ""]
    #expect(
      names.map { kinds.contains(Array($0.utf8)) } == [
        false, false, true, true, true, false, false,
      ])
  }

  @Test func whatEthtoolDoesNotKnow() {
    #expect(LinkTransmission(speed: 10_000, duplex: 1).speed == 10_000)
    #expect(LinkTransmission(speed: .max, duplex: 0xFF).speed == nil)
    #expect(LinkTransmission(speed: 65_535, duplex: 0xFF).duplex == nil)
    #expect(LinkTransmission(speed: 0, duplex: 0).duplex == .half)
    #expect(LinkTransmission(speed: 0, duplex: 1).duplex == .full)
  }

  @Test func load() throws {
    let load = try #require(parsed("0.44 1.34 20.22 1/95 13091\n") { LoadAverage(parsing: $0) })
    #expect(load == LoadAverage(one: 0.44, five: 1.34, fifteen: 20.22))
    #expect(parsed("0.44 inf 1") { LoadAverage(parsing: $0) } == nil)
  }

  @Test func mountsOfMountinfo() {
    let mounts = parsed(MachineTexts.mountinfo) { Mount.lines(ofMountInformation: $0) }.records
    #expect(
      mounts == [
        Mount("proc", "/proc", "proc", "rw,nosuid,relatime", id: 22, in: 27, on: "0:21"),
        Mount(
          "/dev/vda", "/", "ext4", "rw,relatime,discard,resv_strict", id: 27, in: 1,
          on: "254:0"),
        Mount(
          "me@host:/x", "/mnt/a b\\c", "fuse.sshfs", "ro,sync,noatime,user_id=0", id: 40, in: 27,
          on: "0:30"),
        Mount("", "/empty", "tmpfs", "rw,size=4k", id: 41, in: 27, on: "0:31"),
      ])
  }

  @Test func mountsOfMounts() {
    let text = "proc /proc proc rw,relatime 0 0\n /a\\011b tmpfs ro 0 0\nbroken\n"
    let mounts = parsed(text) { Mount.lines(ofMounts: $0) }
    #expect(mounts.unknownCount == 1)
    #expect(
      mounts.records == [
        Mount("proc", "/proc", "proc", "rw,relatime"), Mount("", "/a\tb", "tmpfs", "ro"),
      ])
  }

  @Test func interfaces() throws {
    let lines = parsed(MachineTexts.netDev) { InterfaceCounters.lines(of: $0) }
    let interfaces = lines.records
    #expect(lines.unknownCount == 0)
    #expect(interfaces.map(\.name) == [Array("lo".utf8), Array("eth0:1".utf8)])
    let loopback = try #require(interfaces.first)
    #expect(loopback.received == .init(bytes: 3293, packets: 31, errors: 1, drops: 2))
    #expect(loopback.sent == .init(bytes: 3294, packets: 32, errors: 7, drops: 8))
    #expect(interfaces.last?.received.bytes == 18_053_108)
  }
}

extension Mount {
  init(
    _ device: String, _ mountpoint: String, _ fileSystem: String, _ options: String,
    id: UInt64? = nil, in parent: UInt64? = nil, on deviceNumber: String? = nil
  ) {
    self.init(
      device: Array(device.utf8), mountpoint: Array(mountpoint.utf8),
      fileSystem: Array(fileSystem.utf8), options: Array(options.utf8), id: id, parent: parent,
      deviceNumber: deviceNumber.map { Array($0.utf8) })
  }
}
