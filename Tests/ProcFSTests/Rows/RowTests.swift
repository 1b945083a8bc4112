import Glibc
import Testing

@testable import ProcFS

@Suite struct FileTests {
  private func target(_ link: String) -> FileTarget { parsed(link) { FileTarget(parsing: $0) } }

  @Test(arguments: [
    ("socket:[1049]", FileTarget.Kind.socket, 1049 as UInt64?, false),
    ("pipe:[7]", .pipe, 7, false),
    ("anon_inode:[eventpoll]", .anon, nil, true), ("anon_inode:inotify", .anon, nil, true),
    ("/memfd:a b (deleted)", .memfd, nil, true),
    ("net:[4026531840]", .namespace, 4_026_531_840, true),
    ("/dev/null", .device, nil, true), ("/dev/shm/x", .path, nil, true),
    ("/var/log/x", .path, nil, true), ("socket:[x]", .path, nil, true), ("", .path, nil, true),
    ("/a:[1]", .path, nil, true), ("pipe:[1] (deleted)", .path, nil, true),
  ])
  func links(link: String, kind: FileTarget.Kind, inode: UInt64?, hasPath: Bool) {
    let target = target(link)
    #expect(target.kind == kind)
    #expect(target.inode == inode)
    #expect(target.path == (hasPath ? Array(link.utf8) : nil))
  }

  @Test(arguments: [
    (O_RDONLY, "r"), (O_WRONLY, "w"), (O_RDWR, "r+"), (O_WRONLY | O_APPEND, "a"),
    (O_RDWR | O_APPEND | O_CLOEXEC, "a+"), (O_RDONLY | O_APPEND, "r"), (O_ACCMODE, nil),
  ])
  func modes(flags: CInt, mode: String?) {
    let text = "pos:\t42\nflags:\t0\(String(flags, radix: 8))\nmnt_id:\t9\n"
    let state = parsed(text) { FileState(parsing: $0) }
    #expect(state.position == 42)
    #expect(state.flags == UInt64(flags))
    #expect(state.mode?.rawValue == mode)
  }

  @Test func stateOfOddFiles() {
    let state = parsed("pos:\t-4096\nflags:\t0200000\n") { FileState(parsing: $0) }
    #expect(state.position == -4096)
    #expect(state.isDirectory == (O_DIRECTORY == 0o200000))
    let nameless = parsed("flags:\t0\(String(0o20000000 | O_DIRECTORY | O_RDWR, radix: 8))\n") {
      FileState(parsing: $0)
    }
    #expect(!nameless.isDirectory && nameless.mode == .readWrite)
    #expect(parsed("pos:\tx\nflags:\t9\n") { FileState(parsing: $0) } == FileState())
  }
}

/// What an inotify watches, as kernels have written it since 3.8.
@Suite struct WatchTests {
  @Test(arguments: [
    ("pos:\t0\nflags:\t00\nmnt_id:\t15\nino:\t1038\n", 0),
    ("pos:\t0\nflags:\t00\ninotify wd:3 ino:9e7e sdev:800013 mask:800afce ignored_mask:0\n", 1),
    (
      """
      pos:\t0
      flags:\t02000000
      mnt_id:\t15
      inotify wd:1f ino:a111 sdev:800013 mask:800afff ignored_mask:0 fhandle-bytes:8 fhandle-type:1 f_handle:11a1000020542153
      inotify wd:2 ino:a111 sdev:800013 mask:800afff
      fanotify ino:4f969 sdev:800013 mflags:0 mask:3b ignored_mask:40000000
      inotify wd
      tfd:        5 events:       19 data:        5
      inotify wd:1 ino:6b149
      """, 3
    ), ("inotify wd:inotify wd:", 1), (" inotify wd:1\n", 0), ("", 0),
  ])
  func linesAreCounted(text: String, watches: Int64) {
    #expect(parsed(text) { FileState(parsing: $0, countingWatches: true) }.watches == watches)
    #expect(parsed(text) { FileState(parsing: $0) }.watches == nil)
  }

  /// Who asks for a position does not pay for what an inotify watches.
  @Test func nothingIsLookedForBehindPositionAndFlags() {
    let text = "pos:\t7\nflags:\t02\ninotify wd:1 ino:1\npos:\t9\n"
    #expect(parsed(text) { FileState(parsing: $0) } == FileState(position: 7, flags: 2))
    #expect(
      parsed(text) { FileState(parsing: $0, countingWatches: true) }
        == FileState(position: 9, flags: 2, watches: 1))
  }

  @Test(arguments: [
    ("anon_inode:inotify", true), ("anon_inode:[inotify]", true), ("anon_inode:[eventpoll]", false),
    ("/tmp/anon_inode:inotify", false), ("anon_inode:inotify2", false),
  ])
  func anInotifyIsKnownByItsLink(link: String, expected: Bool) {
    #expect(parsed(link) { FileTarget(parsing: $0) }.isInotify == expected)
  }
}

@Suite struct MapTests {
  private func mapped(_ line: String) -> MemoryMap? { parsed(line) { MemoryMap(line: $0) } }

  @Test func fileWithBlanksAndLineFeed() throws {
    let map = try #require(
      mapped(
        #"5604f9b3c000-5604f9b3f000 r-xp 00002000 fe:00 254626                     /a b\012c\x (deleted)"#
      ))
    #expect(map.start == 0x5604_f9b3_c000 && map.end == 0x5604_f9b3_f000)
    #expect(map.size == 0x3000)
    #expect(map.permissions.text == Array("r-xp".utf8))
    #expect(map.offset == 0x2000)
    #expect(map.device.text == Array("fe:00".utf8))
    #expect(map.inode == 254_626)
    #expect(map.path == Array("/a b\nc\\x (deleted)".utf8))
  }

  @Test func topOfTheAddressSpace() throws {
    let map = try #require(
      mapped("ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]"))
    #expect(map.start == 0xffff_ffff_ff60_0000)
    #expect(map.path == Array("[vsyscall]".utf8))
  }

  @Test(arguments: ["7f00-7f01 rw-p 00000000 00:00 0", "7f00-7f01 rw-p 00000000 00:00 0 "])
  func anonymous(line: String) throws {
    #expect(try #require(mapped(line)).path == nil)
  }

  @Test func aPathKeepsTheBlanksAtItsEnd() throws {
    #expect(try #require(mapped("1-2 rw-p 0 fe:00 7 /a ")).path == Array("/a ".utf8))
  }

  @Test(arguments: [
    "", "Size:   12 kB", "7f00 7f01 rw-p 0 0:0 0", "Private_Dirty:  1 kB", "-", "f-",
  ])
  func noMap(line: String) { #expect(mapped(line) == nil) }

  @Test func figures() {
    var figures = MapFigures()
    let text = """
      Size:                 12 kB
      Rss:                   1 kB
      Pss:                   2 kB
      Pss_Dirty:             3 kB
      Shared_Clean:          4 kB
      Shared_Dirty:          5 kB
      Private_Clean:         6 kB
      Private_Dirty:         7 kB
      Referenced:            8 kB
      Anonymous:             9 kB
      Private_Hugetlb:      10 kB
      Swap:                 11 kB
      SwapPss:              12 kB
      Locked:               13 kB
      THPeligible:    0
      VmFlags: rd wr mr
      """
    for line in text.split(separator: "\n") { parsed(String(line)) { figures.take(line: $0) } }
    let counts = MapFigures.Line.allCases.map { figures[$0].map { $0.count / 1024 } }
    #expect(counts == [1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 13])
    #expect(figures.uss == Bytes(23 * 1024))
    #expect(figures.flags == Array("rd wr mr".utf8))
    #expect(MapFigures().uss == nil)
  }
}
