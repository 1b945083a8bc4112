import Glibc
import TestSupport
import Testing

@testable import ProcFS

/// What is said of the machine's files beside their records.
@Suite struct MachineRemarkTests {
  @Test func linesOfNoKnownShapeAreCountedAndLoseNoOther() throws {
    let fixture = try ProcFixture(
      """
      -- diskstats --
       8 0 sda 1 2 3 4 5 6 7 8 9 10 11
      broken

       8 1 sda1 1 2 3
      -- net/dev --
      Inter-|   Receive                            |  Transmit
       face |bytes    packets errs drop fifo frame |bytes
        lo: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16
      eth0: 1 2
      -- 1/mountinfo --
      22 27 0:21 / /proc rw - proc proc rw
      """)
    let files = MachineFiles(try ProcFS(fixture.root), counters: ReadCounters())
    #expect(files.remarks.isEmpty)
    #expect(files.disks.record?.map(\.name) == [Array("sda".utf8)])
    #expect(files.interfaces().record?.count == 1)
    #expect(files.mounts().record?.count == 1)
    #expect(files.disks.record?.count == 1)
    #expect(
      files.remarks == [
        .unknownLines(path: Array("diskstats".utf8), count: 2),
        .unknownLines(path: Array("net/dev".utf8), count: 1),
      ])
  }

  @Test func aCopyThatLacksAFileHidesNothing() throws {
    let fixture = try ProcFixture("-- stat --\n")
    let files = MachineFiles(try ProcFS(fixture.root), counters: ReadCounters())
    #expect(!files.hidesMachine && files.uptime.isAbsent && files.information.isAbsent)
    #expect(files.processors().isAbsent && files.processorCount.isAbsent)
    #expect(files.remarks.isEmpty)
    #expect(try !MachineFiles(ProcFS(), counters: ReadCounters()).hidesMachine)
  }

  @Test(arguments: ["1/comm", "stat", "uptime", "sys/kernel/osrelease", "net/dev"])
  func aRootIsKnownByOneFile(path: String) throws {
    let fixture = try ProcFixture("-- \(path) --\nx\n", pageSize: nil)
    #expect(try ProcFS(fixture.root).holdsAnything)
  }

  @Test(arguments: ["", "-- sys/ --\n", "-- readme --\n7\n", "-- 0x1/comm --\nc\n"])
  func anyOtherFolderIsNone(text: String) throws {
    let fixture = try ProcFixture(text, pageSize: nil)
    #expect(try !ProcFS(fixture.root).holdsAnything)
    #expect(try ProcFS().holdsAnything)
  }

  @Test(arguments: ["self", "sys", "self/net"])
  func aFolderInProcIsNone(path: String) throws {
    let folder = try ProcFS("/proc/\(path)")
    #expect(!folder.holdsAnything)
    #expect(!MachineFiles(folder, counters: ReadCounters()).hidesMachine)
  }

  @Test func anAnswerWithoutABlockSizeIsARefusal() throws {
    var about = statvfs()
    #expect(throws: Errno.notPermitted) { try MountUsage(about) }
    about.f_bsize = 4096
    about.f_frsize = 4096
    #expect(try MountUsage(about).total == Bytes(0))
    #expect(throws: Errno(2)) { try MountUsage(at: Array("/no/such/mount".utf8)) }
  }
}
