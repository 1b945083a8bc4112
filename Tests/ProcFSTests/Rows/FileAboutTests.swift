import CProc
import CTestSupport
import Glibc
import TestSupport
import Testing

@testable import ProcFS

/// What is told of open files themselves, against what fstat(2) says of them.
@Suite struct FileAboutTests {
  private let machine: ProcFS
  private let counters = ReadCounters()
  private let process: ProcessFiles

  init() throws {
    machine = try ProcFS()
    process = ProcessFiles(pid: getpid(), of: machine, counters: counters)
  }

  private func file(_ number: CInt) throws -> OpenFile {
    try #require(process.openFiles().record?.first { $0.number == number })
  }

  /// Opens something, looks at it, and closes it.
  private func look(at number: CInt, _ body: (OpenFile, stat) throws -> Void) throws {
    try #require(number >= 0)
    defer { close(number) }
    var told = stat()
    #expect(fstat(number, &told) == 0)
    try body(try file(number), told)
  }

  private func expectSame(_ file: OpenFile, _ told: stat) {
    #expect(file.inode.record == UInt64(told.st_ino))
    #expect(file.about.record?.links == UInt64(told.st_nlink))
    let device = DeviceNumber(told.st_dev)
    #expect(file.about.record?.device == device)
    #expect(file.about.record?.device.text == "\(device.major):\(device.minor)")
  }

  @Test(arguments: [0, 1, 4097, 3 << 30])
  func aFileHasItsSizeAndWhatItTakes(length: Int) throws {
    let folder = try ProcFixture("", pageSize: nil)
    let number = open(folder.root + "/x", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    #expect(write(number, "12345", 5) == 5 && ftruncate(number, length) == 0)
    try look(at: number) { file, told in
      expectSame(file, told)
      #expect(file.size.record == Bytes(Int64(length)))
      #expect(file.allocated.record == Bytes(Int64(told.st_blocks) * 512))
      #expect(file.kind.record == .file && file.watches.isAbsent)
    }
  }

  @Test func aDeletedFileIsStillHeld() throws {
    let folder = try ProcFixture("", pageSize: nil)
    let path = folder.root + "/x"
    let number = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    #expect(ftruncate(number, 5000) == 0 && link(path, path + ".other") == 0)
    unlink(path)
    try look(at: dup(number)) { file, told in
      expectSame(file, told)
      #expect(file.about.record?.links == 1 && file.isDeleted.record == true)
    }
    unlink(path + ".other")
    try look(at: number) { file, told in
      expectSame(file, told)
      #expect(file.about.record?.links == 0 && file.isDeleted.record == true)
      #expect(file.size.record == Bytes(5000))
    }
  }

  @Test func oneThatNeverHadANameHasASizeToo() throws {
    let number = ctest_open_memory()
    #expect(ftruncate(number, 12345) == 0)
    try look(at: number) { file, told in
      expectSame(file, told)
      #expect(file.kind.record == .memfd && file.size.record == Bytes(12345))
      #expect(file.about.record?.links == 0)
    }
  }

  @Test func aDirectoryAndALinkHaveSizes() throws {
    let folder = try ProcFixture("", pageSize: nil)
    #expect(symlink("four", folder.root + "/link") == 0)
    try look(at: open(folder.root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) { file, told in
      expectSame(file, told)
      #expect(file.size.record == Bytes(Int64(told.st_size)))
    }
    let link = open(folder.root + "/link", onlyThePath | O_NOFOLLOW | O_CLOEXEC)
    try look(at: link) { file, told in
      expectSame(file, told)
      #expect(file.kind.record == .link && file.size.record == Bytes(4))
    }
  }

  @Test func whatHasNoContentsHasNoSize() throws {
    var pipes: [CInt] = [0, 0]
    #expect(pipe(&pipes) == 0)
    let opened = [
      open("/dev/null", O_RDONLY), socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0),
      open("/proc/self/ns/net", O_RDONLY), ctest_open_event(), ctest_open_poll(), pipes[0],
      pipes[1],
      inotify_init(),
    ]
    for number in opened {
      try look(at: number) { file, told in
        expectSame(file, told)
        #expect(file.size.isAbsent && file.allocated.isAbsent, "\(file.kind)")
      }
    }
  }

  @Test func anInotifyCountsWhatItWatches() throws {
    let folder = try ProcFixture("", pageSize: nil)
    let number = inotify_init()
    for index in 0..<5 {
      let path = folder.root + "/\(index)"
      #expect(mkdir(path, 0o700) == 0)
      #expect(inotify_add_watch(number, path, UInt32(IN_CREATE)) > 0)
      // Once more is not another watch.
      #expect(inotify_add_watch(number, path, UInt32(IN_CREATE)) > 0)
    }
    try look(at: dup(number)) { file, _ in
      #expect(file.state.record?.position == 0 && file.watches.record == 5)
      #expect(file.state.record?.position == 0 && file.watches.record == 5)
    }
    try look(at: number) { file, _ in #expect(file.watches.record == 5) }
    try look(at: inotify_init()) { file, _ in #expect(file.watches.record == 0) }
    try look(at: ctest_open_poll()) { file, _ in #expect(file.watches.isAbsent) }
  }

  /// Some file systems keep no count of names, or of blocks.
  @Test func whatAFileSystemLeavesOutIsUnknown() {
    var about = cproc_about()
    about.mode = UInt32(S_IFREG)
    (about.links, about.size, about.allocated) = (0, 0, 0)
    let untold = FileAbout(about)
    #expect(untold.links == nil && untold.size == nil && untold.allocated == nil)
    (about.has_links, about.has_size, about.has_allocated) = (true, true, true)
    let told = FileAbout(about)
    #expect(told.links == 0 && told.size == Bytes(0) && told.allocated == Bytes(0))
  }

  @Test func itIsAskedOnceAndCounted() throws {
    try look(at: open("/proc/self/stat", O_RDONLY)) { file, _ in
      #expect(!file.holdsAbout)
      _ = (file.size, file.allocated, file.inode, file.about, file.kind)
      #expect(file.holdsAbout)
      #expect(counters.current.opened[ProcFile.fdstat.rawValue] == 1)
    }
  }

  @Test func ofAPipeTheLinkIsEnough() throws {
    var pipes: [CInt] = [0, 0]
    #expect(pipe(&pipes) == 0)
    defer { for number in pipes { close(number) } }
    let inodes = try pipes.map { try file($0).inode.record }
    #expect(inodes[0] != nil && inodes[0] == inodes[1])
    #expect(counters.current.opened[ProcFile.fdstat.rawValue] == 0)
  }

  @Test func whatWasClosedIsGone() throws {
    // Far above those that other tests are given meanwhile.
    let low = open("/dev/null", O_RDONLY | O_CLOEXEC)
    let number = fcntl(low, F_DUPFD_CLOEXEC, 800)
    close(low)
    try #require(number >= 0)
    let file = try file(number)
    #expect(!file.isGone)
    close(number)
    #expect(file.about.isAbsent && file.isGone)
  }

  @Test(.enabled(if: geteuid() == 0, "only root can become nobody"))
  func ofAnotherUsersFilesItIsDenied() throws {
    let child = try spawn(["/bin/sleep", "600"])
    defer {
      kill(child, SIGKILL)
      waitpid(child, nil, 0)
    }
    try waitUntilAsleep(child)
    let machine = machine
    asNobody {
      let counters = ReadCounters()
      let files = ProcessFiles(pid: child, of: machine, counters: counters)
      let file = OpenFile(0, of: files)
      #expect(file.about.deniedFile == .fdstat && file.size.deniedFile == .fdstat)
      #expect(file.inode.deniedFile == .fdstat && file.watches.deniedFile == .fdlink)
      #expect(!file.isGone && counters.current.denied[ProcFile.fdstat.rawValue] == 1)
    }
  }

  @Test func aCopyKeepsWhatItsLinksSay() throws {
    let copy = try ProcFixture(
      """
      -- 7/fd/3 -> /etc/passwd --
      -- 7/fd/4 -> pipe:[55] --
      -- 7/fd/5 -> anon_inode:inotify --
      -- 7/fdinfo/5 --
      pos:\t0
      inotify wd:2 ino:1
      inotify wd:1 ino:2
      """)
    let files = try #require(
      ProcessFiles(pid: 7, of: try ProcFS(copy.root), counters: counters).openFiles().record)
    #expect(files.map(\.inode.record) == [nil, 55, nil])
    #expect(files.map(\.watches.record) == [nil, nil, 2])
    #expect(files.allSatisfy { $0.size.isAbsent && $0.about.isAbsent && !$0.isGone })
  }
}

/// O_PATH, which is not seen from Swift.
private let onlyThePath: CInt = 0o10000000
