import TestSupport
import Testing

@testable import ProcFS

/// Which namespace's files tell of a socket, on a made-up machine: there the kernel cannot be
/// asked.
@Suite struct SocketNamespaceTests {
  private static func stat(_ pid: Int32) -> String {
    "-- \(pid)/stat --\n\(pid) (x) S 1 7 7 0 -1 4194304 0 0 0 0 1 2 0 0 20 0 2 0 50 0 0 0 0 0 0 0 0"
      + " 0 0 0 0 0 0 0 0 17 0 0 0 0 0 0\n"
  }

  private static func listener(_ inode: Int, port: String) -> String {
    "   0: 0100007F:\(port) 00000000:0000 0A 0:0 00:0 0     0        0 \(inode) 1 0\n"
  }

  private static func unix(_ inode: Int, _ path: String) -> String {
    "00000000b1c73cba: 00000002 00000000 00000000 0001 01 \(inode) \(path)\n"
  }

  /// 7 holds a listener and a unix socket of 8's namespace, and one that nobody lists; 9 is in that
  /// namespace too.
  private static let machine =
    stat(7) + stat(8) + stat(9) + stat(10)
      + """
      -- 7/ns/net -> net:[100] --
      -- 7/fd/3 -> socket:[11] --
      -- 7/fd/4 -> socket:[21] --
      -- 7/fd/5 -> socket:[22] --
      -- 7/fd/6 -> socket:[99] --
      -- 7/net/tcp --
      \(listener(11, port: "0016"))-- 7/net/unix --
      \(unix(12, "@x\n" + unix(21, "@forged")))-- 8/ns/net -> net:[200] --
      -- 8/fd/3 -> socket:[21] --
      -- 8/net/tcp --
      \(listener(21, port: "0050"))-- 8/net/unix --
      \(unix(22, "/run/s"))-- 9/ns/net -> net:[200] --
      -- 9/net/tcp --
      -- 10/fd/3 -> socket:[11] --

      """

  private let counters = ReadCounters()

  private func sockets(
    _ pid: Int32, in fixture: ProcFixture, _ tables: SocketTables = SocketTables()
  ) throws -> [OpenSocket] {
    try #require(process(pid, in: fixture, counters).files.openSockets(tables).record).sockets
  }

  private func opened(_ file: ProcFile) -> Int { counters.current.opened[file.rawValue] }

  @Test func aSocketOfAnotherNamespaceIsFound() throws {
    let fixture = try ProcFixture(Self.machine)
    let sockets = try sockets(7, in: fixture)
    #expect(sockets[0].socket.record?.local?.port == 22)
    #expect(opened(.ns) == 1 && opened(.net) == 1)
    #expect(sockets[2].socket.record?.path == Array("/run/s".utf8))
    #expect(sockets[2].type.record == .stream)
    // Each namespace's files once, and each process's link once.
    #expect(opened(.ns) == 3 && opened(.net) == 4)
    #expect(sockets[3].socket.isAbsent && sockets[3].family.isAbsent)
    #expect(opened(.ns) == 3 && opened(.net) == 4)
  }

  /// Its own namespace's `net/unix` has a name that claims to be it.
  @Test func aForgedLineIsOvercomeByTheTruthOfItsOwnNamespace() throws {
    let fixture = try ProcFixture(Self.machine)
    let holder = try sockets(8, in: fixture)
    #expect(holder[0].family.record == .inet && holder[0].socket.record?.local?.port == 80)
  }

  @Test func anInternetSocketIsNoneOfTheUnixSocketsOfItsNamespace() throws {
    let fixture = try ProcFixture(
      Self.stat(7) + """
        -- 7/ns/net -> net:[100] --
        -- 7/fd/3 -> socket:[11] --
        -- 7/fd/4 -> socket:[12] --
        -- 7/net/unix --
        \(Self.unix(12, "@x\n" + Self.unix(11, "@forged")))-- 7/net/tcp6 --
           0: 00000000000000000000000001000000:1F90 00000000000000000000000000000000:0000 0A 0:0 00:0 0     0        0 11 1 0

        """)
    let sockets = try sockets(7, in: fixture)
    // Whichever is looked for first.
    #expect(sockets[1].family.record == .unix)
    #expect(sockets[0].family.record == .inet6 && sockets[0].socket.record?.state == .listen)
  }

  @Test func aHolderWithoutANamespaceLooksIntoThoseThatAreKnown() throws {
    let fixture = try ProcFixture(Self.machine)
    #expect(try sockets(10, in: fixture)[0].socket.record?.local?.port == 22)
  }

  /// It may be listed where we may not look.
  @Test func aNamespaceThatMayNotBeReadLeavesASocketUnknown() throws {
    let fixture = try ProcFixture(
      Self.stat(7) + Self.stat(8) + """
        -- 7/ns/net -> net:[100] --
        -- 7/fd/3 -> socket:[11] --
        -- 7/fd/4 -> socket:[12] --
        -- 7/net/tcp --
        \(Self.listener(11, port: "0016"))-- 8/ns/net denied --

        """)
    let sockets = try sockets(7, in: fixture)
    #expect(sockets[0].socket.record != nil)
    #expect(sockets[1].socket.deniedFile == .ns && sockets[1].family.deniedFile == .ns)
    #expect(counters.current.denied[ProcFile.ns.rawValue] == 1)
  }

  @Test func aDescriptorThatMayNotBeReadHidesNoOther() throws {
    let fixture = try ProcFixture(
      Self.stat(7) + """
        -- 7/ns/net -> net:[100] --
        -- 7/fd/3 denied --
        -- 7/fd/4 -> socket:[11] --
        -- 7/fd/5 -> \(String(repeating: "x", count: 4000)) --
        -- 7/fd/6 denied --
        -- 7/net/tcp --
        \(Self.listener(11, port: "0016"))
        """)
    let open = try #require(process(7, in: fixture).files.openSockets(SocketTables()).record)
    #expect(open.sockets.map(\.file?.number) == [4])
    #expect(open.unknown?.path == Array("\(fixture.root)/7/fd/3".utf8))
    fixture.remove("7/fd/4")
    let none = try process(7, in: fixture).files.openSockets(SocketTables())
    #expect(none.deniedFile == .fdlink)
  }

  @Test func aDescriptorThatIsUnknownIsToldAfterTheRowsOfTheOthers() throws {
    let fixture = try ProcFixture(
      Self.stat(7) + """
        -- 7/ns/net -> net:[100] --
        -- 7/fd/3 denied --
        -- 7/fd/4 -> socket:[11] --
        -- 7/net/tcp --
        \(Self.listener(11, port: "0016"))
        """)
    let outcome = try Command.built(
      "procq",
      ["--procfs", fixture.root, "-fcsv", "-e", "select fd, local_port from sockets"]
    ).run()
    #expect(outcome.outputText == "fd,local_port\n4,22\n")
    #expect(outcome.errorText.contains("1 of 1 process could not be judged"))
    #expect(outcome.errorText.contains("7/fd/3"))
  }
}
