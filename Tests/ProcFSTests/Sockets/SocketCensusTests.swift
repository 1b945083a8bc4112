import Glibc
import TestSupport
import Testing

@testable import ProcFS

/// Which sockets of a made-up machine no process holds, and how that is found out.
@Suite struct SocketCensusTests {
  private static func stat(_ pid: Int32) -> String {
    "-- \(pid)/stat --\n\(pid) (x) S 1 7 7 0 -1 4194304 0 0 0 0 1 2 0 0 20 0 2 0 50 0 0 0 0 0 0 0 0"
      + " 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0\n"
  }

  private static func line(_ inode: Int, port: String, _ state: String = "0A") -> String {
    "   0: 0100007F:\(port) 00000000:0000 \(state) 0:0 00:0 0     0        0 \(inode) 1 0\n"
  }

  private static let heading = "Num       RefCount Protocol Flags    Type St Inode Path\n"

  private static func unix(_ inode: Int, _ path: String) -> String {
    "00000000b1c73cba: 00000002 00000000 00000000 0001 01 \(inode) \(path)\n"
  }

  /// 7 and 8 are in two namespaces; 8 holds a socket of 7's.
  private static func machine(descriptorsOf8: String = "-- 8/fd/3 -> socket:[12] --\n") -> String {
    stat(7) + stat(8) + """
      -- 7/ns/net -> net:[100] --
      -- 7/fd/3 -> socket:[11] --
      -- 7/net/tcp --
      \(line(11, port: "0016"))\(line(12, port: "0017"))\(line(13, port: "0018"))\(line(0, port: "0019", "06"))\(line(0, port: "0019", "06"))-- 7/net/unix --
      \(heading)\(unix(0, "/run/a"))\(unix(14, "/run/a"))\(unix(15, ""))-- 8/ns/net -> net:[200] --
      \(descriptorsOf8)-- 8/net/tcp --
      \(line(21, port: "0050"))-- 8/net/netlink --
      sk Eth Pid Groups Rmem Wmem Dump Locks Drops Inode
      0 0 0 0 0 0 0 2 0 22
      0 0 8 0 0 0 0 2 0 23

      """
  }

  private let counters = ReadCounters()

  private func census(_ fixture: ProcFixture, _ tables: SocketTables) throws -> SocketCensus {
    SocketCensus(of: try ProcFS(fixture.root), tables, counters)
  }

  private func unheld(_ fixture: ProcFixture, hidesProcesses: Bool = false) throws -> UnheldSockets
  {
    try census(fixture, SocketTables()).unheld(hidesProcesses: hidesProcesses)
  }

  private func ports(_ unheld: UnheldSockets) -> [UInt16?] {
    unheld.sockets.map { $0.socket.socket.record?.local?.port }
  }

  private func opened(_ file: ProcFile) -> Int { counters.current.opened[file.rawValue] }

  @Test func whatIsNoDescriptorIsToldOnce() throws {
    let unheld = try unheld(try ProcFixture(Self.machine()))
    #expect(unheld.sockets.map(\.socket.inode) == [13, 21, 22, 23, 0, 0, 0])
    #expect(unheld.sockets.allSatisfy { $0.holder.isAbsent && $0.socket.file == nil })
    #expect(ports(unheld).prefix(2) == [24, 80])
    let nameless = unheld.sockets.suffix(3).map(\.socket)
    #expect(nameless.map { $0.socket.record?.state?.word } == ["TIME_WAIT", "TIME_WAIT", nil])
    // The two are told apart all the same.
    #expect(nameless.map(\.ordinal) == [0, 1, 0])
    #expect(nameless[0].socket.record?.ends == nameless[1].socket.record?.ends)
    #expect(nameless[2].socket.record?.path == Array("/run/a".utf8))
    #expect(!unheld.sockets.contains { $0.socket.isGone })
    // Of the unix sockets two may be parts of the name before them.
    #expect(unheld.doubtfulCount == 2 && unheld.unknown.isAbsent)
  }

  /// Who may hold it and could not be listed leaves that unknown; not so where the kernel's word is
  /// that nobody can.
  @Test func aHolderThatMayNotBeReadIsUnknown() throws {
    let unheld = try unheld(try ProcFixture(Self.machine(descriptorsOf8: "-- 8/fd denied --\n")))
    #expect(unheld.sockets.map(\.socket.inode) == [12, 13, 21, 22, 23, 0, 0, 0])
    let unknown = unheld.sockets.filter { $0.holder.deniedFile == .fd }
    #expect(unknown.map(\.socket.inode) == [12, 13, 21, 23])
    #expect(unheld.sockets.count { $0.holder.isAbsent } == 4)
  }

  @Test func aDescriptorThatMayNotBeReadIsOne() throws {
    let machine = Self.machine(descriptorsOf8: "-- 8/fd/3 denied --\n-- 8/fd/4 -> socket:[12] --\n")
    let unheld = try unheld(try ProcFixture(machine))
    #expect(unheld.sockets.map(\.socket.inode) == [13, 21, 22, 23, 0, 0, 0])
    #expect(unheld.sockets.first?.holder.failure?.reason.isDenial == true)
  }

  @Test func processesThatCannotBeSeenMayHoldThem() throws {
    let unheld = try unheld(try ProcFixture(Self.machine()), hidesProcesses: true)
    #expect(unheld.sockets.filter { !$0.holder.isAbsent }.map(\.socket.inode) == [13, 21, 23])
  }

  /// What has been listed is not listed again, where the tables were read before.
  @Test func descriptorsAreListedOnce() throws {
    let fixture = try ProcFixture(Self.machine())
    let tables = SocketTables()
    let census = try census(fixture, tables)
    census.begin()
    let net = opened(.net)
    for pid: Int32 in [7, 8] {
      let files = try process(pid, in: fixture, counters).files
      census.take(files.openSockets(tables), of: pid)
    }
    let (listings, links) = (opened(.fd), opened(.fdlink))
    #expect(listings == 2 && links == 2)
    #expect(census.unheld(hidesProcesses: false).sockets.count == 7)
    #expect(census.unheld(hidesProcesses: false).sockets.count == 7)
    #expect(opened(.fd) == listings && opened(.fdlink) == links && opened(.net) == net)
  }

  /// A socket that was made between the two is its holder's.
  @Test func aSocketThatIsMadeMeanwhileIsNotToldAsNobodys() throws {
    let fixture = try ProcFixture(Self.machine(descriptorsOf8: "-- 8/fd/5 -> /x --\n"))
    let tables = SocketTables()
    let census = try census(fixture, tables)
    census.expect()
    let files = try process(8, in: fixture, counters).files
    census.take(files.openSockets(tables), of: 8)
    #expect(symlink("socket:[12]", "\(fixture.root)/8/fd/3") == 0)
    let unheld = census.unheld(hidesProcesses: false)
    #expect(unheld.sockets.map(\.socket.inode) == [13, 21, 22, 23, 0, 0, 0])
  }

  /// It stays that of whom a row has told, though the process is not there when all are listed again.
  @Test func aSocketThatARowHasToldOfIsNotToldTwice() throws {
    let fixture = try ProcFixture(Self.machine())
    let tables = SocketTables()
    let census = try census(fixture, tables)
    census.expect()
    let files = try process(8, in: fixture, counters).files
    census.take(files.openSockets(tables), of: 8)
    #expect(unlink("\(fixture.root)/8/fd/3") == 0)
    let unheld = census.unheld(hidesProcesses: false)
    #expect(unheld.sockets.map(\.socket.inode) == [13, 21, 22, 23, 0, 0, 0])
  }

  /// A row that is dropped, since its process has ended, tells nobody of the socket: another process
  /// may have it by now. What has two holders is told with the other one.
  @Test func aSocketWhoseHolderEndsMeanwhileIsToldAllTheSame() throws {
    let fixture = try ProcFixture(
      Self.machine(
        descriptorsOf8: """
          -- 8/fd/3 -> socket:[12] --
          -- 8/fd/4 -> socket:[11] --

          """))
    let tables = SocketTables()
    let census = try census(fixture, tables)
    census.begin()
    let (own, other) = (
      try process(7, in: fixture, counters).files, try process(8, in: fixture, counters).files
    )
    census.take(own.openSockets(tables), of: 7)
    let listed = other.openSockets(tables)
    census.take(listed, of: 8)
    other.isGone = true
    for socket in try #require(listed.record).sockets { census.drop(socket) }
    let unheld = census.unheld(hidesProcesses: false)
    #expect(unheld.sockets.map(\.socket.inode) == [12, 13, 21, 22, 23, 0, 0, 0])
  }

  @Test func whoEndsHoldsNothing() throws {
    let fixture = try ProcFixture(Self.machine())
    let tables = SocketTables()
    let census = try census(fixture, tables)
    census.begin()
    let files = try process(8, in: fixture, counters).files
    let listed = files.openSockets(tables)
    census.take(listed, of: 8)
    for socket in try #require(listed.record).sockets {
      census.drop(socket)
      // Each row is asked more than once.
      census.drop(socket)
    }
    let unheld = census.unheld(hidesProcesses: false)
    #expect(unheld.sockets.map(\.socket.inode) == [12, 13, 21, 22, 23, 0, 0, 0])
    #expect(unheld.sockets[0].holder.failure?.reason == .handedOn)
    #expect(unheld.sockets.dropFirst().allSatisfy { $0.holder.isAbsent })
  }

  /// No row tells of a process that came when the others had been listed.
  @Test func whatAProcessHasThatCameMeanwhileIsToldWithoutIt() throws {
    let fixture = try ProcFixture(Self.machine())
    let tables = SocketTables()
    let census = try census(fixture, tables)
    census.begin()
    #expect(mkdir("\(fixture.root)/9", 0o755) == 0 && mkdir("\(fixture.root)/9/fd", 0o755) == 0)
    #expect(symlink("socket:[13]", "\(fixture.root)/9/fd/3") == 0)
    #expect(symlink("socket:[11]", "\(fixture.root)/9/fd/4") == 0)
    let unheld = census.unheld(hidesProcesses: false)
    #expect(unheld.sockets.map(\.socket.inode) == [13, 21, 22, 23, 0, 0, 0])
    #expect(unheld.sockets[0].holder.failure?.reason == .handedOn)
    #expect(unheld.sockets.dropFirst().allSatisfy { $0.holder.isAbsent })
  }

  /// The same in another namespace is another.
  @Test func whatHasNoInodeIsKnownByItsNamespace() throws {
    let line = Self.line(0, port: "0019", "06")
    let unheld = try unheld(
      try ProcFixture(
        Self.stat(7) + Self.stat(8) + """
          -- 7/ns/net -> net:[100] --
          -- 7/net/tcp --
          \(line)\(line)-- 8/ns/net -> net:[200] --
          -- 8/net/tcp --
          \(line)
          """))
    #expect(unheld.sockets.map(\.socket.ordinal) == [0, 1, 0])
    let marks = unheld.sockets.map(\.socket.namelessMark)
    #expect(Set(marks).count == 3 && !marks.contains(nil))
  }

  /// A namespace or a file that may not be read may list more.
  @Test func whatMayNotBeReadIsTold() throws {
    let fixture = try ProcFixture(
      Self.stat(7) + Self.stat(8) + """
        -- 7/ns/net -> net:[100] --
        -- 7/net/tcp denied --
        -- 7/net/udp --
        \(Self.line(31, port: "0035"))-- 8/ns/net -> net:[100] --

        """)
    let unheld = try unheld(fixture)
    #expect(unheld.unknown.deniedFile == .net && ports(unheld) == [53])
    let other = try self.unheld(
      try ProcFixture(Self.stat(7) + "-- 7/ns/net denied --\n" + Self.stat(8)))
    #expect(other.unknown.deniedFile == .ns && other.sockets.isEmpty)
  }
}
