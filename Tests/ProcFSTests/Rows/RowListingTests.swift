import Glibc
import TestSupport
import Testing

@testable import ProcFS

/// The rows of processes of a made-up machine.
@Suite struct RowListingTests {
  private static let machine = """
    -- 7/stat --
    7 (web) S 1 7 7 0 -1 4194304 0 0 0 0 1 2 0 0 20 0 2 0 50 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0
    -- 7/fd/0 -> /dev/null --
    -- 7/fd/10 -> socket:[11] --
    -- 7/fd/2 -> /var/log/x (deleted) --
    -- 7/fd/3 -> /srv --
    -- 7/fd/4 -> pipe:[5] --
    -- 7/fd/5 -> anon_inode:[eventpoll] --
    -- 7/fd/6 -> /memfd:m (deleted) --
    -- 7/fd/11 -> socket:[12] --
    -- 7/fd/12 -> socket:[13] --
    -- 7/fdinfo/2 --
    pos:	10
    flags:	02001
    -- 7/fdinfo/3 --
    pos:	0
    flags:	0200000
    -- 7/net/tcp --
       0: 0100007F:07E8 00000000:0000 0A 0:0 00:0 0     0        0 11 1 0
    -- 7/net/unix --
    00000000b1c73cba: 00000002 00000000 00010000 0001 01   12 @x
    -- 7/ns/net -> net:[100] --
    -- 7/maps --
    1000-3000 r-xp 00000000 fe:00 12                     /usr/lib/a (deleted)
    3000-4000 rw-p 00000000 00:00 0
    -- 7/smaps --
    1000-3000 r-xp 00000000 fe:00 12                     /usr/lib/a (deleted)
    Rss:                   8 kB
    Private_Clean:         4 kB
    Private_Dirty:         0 kB
    VmFlags: rd ex
    -- 7/task/7/stat --
    7 (web) S 1 7 7 0 -1 4194304 0 0 0 0 1 2 0 0 20 0 2 0 50 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0
    -- 7/task/9/stat --
    9 (web: 1) R 1 7 7 0 -1 4194304 0 0 0 0 3 4 0 0 25 5 2 0 60 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0
    -- 7/task/9/status --
    voluntary_ctxt_switches:	12
    nonvoluntary_ctxt_switches:	34
    -- 7/task/9/comm --
    web: 1
    -- 8/stat --
    8 (kworker) I 2 0 0 0 -1 2129984 0 0 0 0 0 0 0 0 20 0 1 0 50 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0
    -- 8/maps --
    -- 8/fd/ --
    -- 8/net/tcp denied --
    -- 9/stat --
    9 (sh) S 1 9 9 0 -1 4194304 0 0 0 0 1 2 0 0 20 0 1 0 50 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0
    -- 9/maps denied --
    -- 9/fd denied --
    -- 10/stat --
    10 (sh) S 1 9 9 0 -1 4194304 0 0 0 0 1 2 0 0 20 0 1 0 50 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0
    -- 10/fd/3 -> socket:[14] --
    -- 10/net/tcp denied --
    """

  private let fixture: ProcFixture
  private let machine: ProcFS
  private let counters = ReadCounters()

  init() throws {
    fixture = try ProcFixture(Self.machine)
    machine = try ProcFS(fixture.root)
  }

  private func process(_ pid: Int32) -> ProcessFiles {
    ProcessFiles(pid: pid, of: machine, counters: counters)
  }

  private func opened(_ file: ProcFile) -> Int { counters.current.opened[file.rawValue] }

  @Test func files() throws {
    let files = try #require(process(7).openFiles().record)
    #expect(files.map(\.number) == [0, 2, 3, 4, 5, 6, 10, 11, 12])
    #expect(opened(.fd) == 1 && opened(.fdlink) == 0)
    #expect(
      files.map(\.kind.record) == [
        .device, .file, .directory, .pipe, .anon, .memfd, .socket, .socket, .socket,
      ])
    #expect(
      files.map { $0.path.record.map { String(decoding: $0, as: UTF8.self) } } == [
        "/dev/null", "/var/log/x", "/srv", nil, "anon_inode:[eventpoll]", "/memfd:m", nil, nil, nil,
      ])
    #expect(files.filter { $0.isDeleted.record == true }.map(\.number) == [2, 6])
    #expect(opened(.fdlink) == 9)
    #expect(files[1].state.record == FileState(position: 10, flags: 0o2001))
    #expect(files.allSatisfy { !$0.isGone || $0.number == 0 })
  }

  @Test func sockets() throws {
    let tables = SocketTables()
    let sockets = try #require(process(7).openSockets(tables).record).sockets
    #expect(sockets.map(\.inode) == [11, 12, 13])
    #expect(opened(.net) == 0)
    #expect(sockets[0].socket.record?.state == .listen)
    #expect(opened(.net) == 1)
    #expect(sockets[1].socket.record?.path == Array("@x".utf8))
    #expect(opened(.net) == 2)
    #expect(sockets[2].socket.isAbsent)
    let again = try #require(process(7).openSockets(tables).record).sockets
    #expect(again[0].socket.record?.local?.port == 2024)
    #expect(opened(.net) == 2)
  }

  @Test func aTableThatMayNotBeReadLeavesItsSocketsUnknown() throws {
    let sockets = try #require(process(10).openSockets(SocketTables()).record).sockets
    #expect(sockets.map(\.inode) == [14])
    guard case .denied(.net) = sockets[0].socket else {
      Issue.record("not denied")
      return
    }
  }

  @Test func maps() throws {
    let maps = try #require(process(7).maps().record)
    let first = try #require(try maps.next())
    let second = try #require(try maps.next())
    #expect(try maps.next() == nil)
    #expect(try maps.next() == nil)
    #expect(first.isDeleted && first.path == Array("/usr/lib/a".utf8))
    #expect(second.path == nil && !second.isDeleted)
    #expect(opened(.smaps) == 0)
    let figures = try #require(first.figures.record)
    #expect(figures[.rss] == Bytes(8192) && figures.uss == Bytes(4096) && figures[.pss] == nil)
    #expect(figures.flags == Array("rd ex".utf8))
    #expect(second.figures.isAbsent)
    #expect(opened(.smaps) == 1 && opened(.maps) == 1)
  }

  @Test func threads() throws {
    let threads = try #require(process(7).threads().record)
    #expect(threads.map(\.id) == [7, 9])
    #expect(threads[1].stat.record?.userTime == Ticks(3))
    #expect(threads[1].name.record == Array("web: 1".utf8))
    #expect(threads[1].status.record?.voluntarySwitches == 12)
    #expect(opened(.stat) == 1 && opened(.status) == 1 && opened(.comm) == 1)
    #expect(threads[1].holds(.stat) && !threads[0].holds(.stat))
  }

  @Test func nothingDeniedAndGone() throws {
    #expect(process(8).maps().isAbsent)
    guard case .denied(.maps) = process(9).maps() else {
      Issue.record("maps are not denied")
      return
    }
    guard case .denied(.fd) = process(9).openFiles() else {
      Issue.record("fd is not denied")
      return
    }
    guard case .gone = process(11).maps() else {
      Issue.record("it is not gone")
      return
    }
    let files = try #require(process(7).openFiles().record)
    fixture.remove("7/fd/4")
    #expect(files[3].path.isAbsent && files[3].isGone && !files[4].isGone)
  }
}
