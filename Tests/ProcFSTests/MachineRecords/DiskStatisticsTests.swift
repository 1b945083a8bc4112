import Testing

@testable import ProcFS

@Suite struct DiskStatisticsTests {
  private func disks(_ text: String) -> [DiskStatistics] {
    parsed(text) { DiskStatistics.lines(of: $0) }.records
  }

  @Test(arguments: [MachineTexts.disk24, MachineTexts.disk26])
  func wholeDiskOfOldKernels(text: String) throws {
    let disk = try #require(disks(text).first)
    #expect(disk.name.elementsEqual("hda".utf8))
    #expect(
      disk.reads
        == .init(
          count: 446_216, mergedCount: 784_926, bytes: Bytes(9_550_688 * 512),
          time: Nanoseconds(4_382_310_000_000)))
    #expect(
      disk.writes
        == .init(
          count: 424_847, mergedCount: 312_726, bytes: Bytes(5_922_052 * 512),
          time: Nanoseconds(19_310_380_000_000)))
    #expect(disk.inFlight == 0)
    #expect(disk.busyTime == Nanoseconds(3_376_340_000_000))
    #expect(disk.weightedTime == Nanoseconds(23_705_160_000_000))
    #expect(disk.discards == .init())
    #expect(disk.flushCount == nil && disk.flushTime == nil)
  }

  @Test func partitionBefore2625() throws {
    let partition = try #require(disks(MachineTexts.partition26).first)
    #expect(partition.name.elementsEqual("hda1".utf8))
    #expect(partition.reads == .init(count: 35486, bytes: Bytes(38030 * 512)))
    #expect(partition.writes == .init(count: 38031, bytes: Bytes(38032 * 512)))
    #expect(partition.busyTime == nil && partition.inFlight == nil)
  }

  @Test(arguments: [MachineTexts.disk418, MachineTexts.disk55, MachineTexts.diskToCome])
  func discards(text: String) throws {
    let disk = try #require(disks(text).first)
    #expect(
      disk.discards
        == .init(
          count: 12, mergedCount: 13, bytes: Bytes(14 * 512), time: Nanoseconds(15_000_000)))
    #expect(disk.flushCount == (text == MachineTexts.disk418 ? nil : 16))
    #expect(disk.flushTime == (text == MachineTexts.disk418 ? nil : Nanoseconds(17_000_000)))
  }

  @Test(arguments: [
    "", "\n", "8 0 sdb 1 2 3\n", "8 0 sdb 1 2 x 4 5 6 7 8 9 10 11\n", "8 a sdb 1 2 3 4\n",
    "8 0 sdb 1 2 3 4 5 6 7 8 9 10 99999999999999999999999\n",
  ])
  func brokenLineLosesNoOther(broken: String) {
    let names = disks(MachineTexts.disk418 + broken + MachineTexts.partition26).map(\.name)
    #expect(names == [Array("vda".utf8), Array("hda1".utf8)])
  }

  @Test func figuresPast64BitsDoNotTrap() throws {
    let most = UInt64.max
    let disk = try #require(disks("8 0 sda 1 2 \(most) \(most) 5 6 7 8 9 10 11").first)
    #expect(disk.reads.bytes == Bytes(.max))
    #expect(disk.reads.time == nil)
  }

  @Test(arguments: [
    ("sda1", true), ("sda", false), ("nvme0n1p2", true), ("nvme0n1", false), ("loop1", false),
    ("loop10", false), ("dm-1", false), ("mmcblk0p1", true), ("mmcblk0boot0", false),
    ("cciss/c0d0p1", true), ("sda10", true),
    ("md127p1", true), ("md127", false), ("md1", false), ("dm-10", false), ("cciss!c1d0p2", true),
    ("sdz1", false), ("p1", false), ("1", false), ("", false),
  ])
  func partitionsAreToldByName(name: String, isPartition: Bool) {
    let disks = [
      "sda", "nvme0n1", "loop1", "dm-0", "mmcblk0", "cciss/c0d0", "md12", "md127", "cciss!c1d0",
      name,
    ]
    let partitions = DiskPartitions(names: disks.map { Array($0.utf8) })
    #expect(partitions.contains(Array(name.utf8)) == isPartition)
  }
}
