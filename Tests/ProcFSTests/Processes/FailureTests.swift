import Glibc
import TestSupport
import Testing

@testable import ProcFS

/// What is neither there nor refused is a failure, with its reason and its path.
@Suite struct FailureTests {
  private static let name = String(repeating: "n", count: 300)

  private static func fixture() throws -> ProcFixture {
    let fixture = try ProcFixture(
      """
      -- 42/stat --
      \(Texts.stat(name: "web").dropLast())
      -- 42/environ -> environ --
      -- 42/smaps_rollup -> \(name) --
      -- 42/io/ --
      -- 42/limits denied --
      -- 42/task -> task --
      -- 42/fd/3 -> /dev/null --
      -- 42/fdinfo/3 -> 3 --
      -- 42/maps -> maps --
      -- uptime -> uptime --
      -- stat denied --
      """)
    try bindSocket(fixture.root + "/42/status")
    return fixture
  }

  /// A socket in the place of a file.
  private static func bindSocket(_ path: String) throws {
    let number = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    defer { close(number) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(number, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(result == 0)
  }

  @Test func eachReasonIsTold() throws {
    let fixture = try Self.fixture()
    let counters = ReadCounters()
    let files = try process(42, in: fixture, counters)
    #expect(files.environment.failure?.reason.code == ELOOP)
    #expect(files.rollup.failure?.reason.code == ENAMETOOLONG)
    #expect(files.status.failure?.reason == .notPlainFile)
    #expect(files.io.failure?.reason.code == EISDIR)
    #expect(files.files.readTasks().failure?.reason.code == ELOOP)
    #expect(files.files.maps().failure?.reason.code == ELOOP)
    #expect(files.limits.deniedFile == .limits)
    #expect(!files.isGone)
    let counts = counters.current
    for file in [ProcFile.environ, .smapsRollup, .status, .io, .task, .maps] {
      #expect(counts.failed[file.rawValue] == 1, "\(file)")
      #expect(counts.denied[file.rawValue] == 0, "\(file)")
    }
    #expect(counts.denied[ProcFile.limits.rawValue] == 1)
    #expect(counts.failed[ProcFile.limits.rawValue] == 0)
  }

  @Test func aFailureSaysWhereItWas() throws {
    let fixture = try Self.fixture()
    let files = try process(42, in: fixture)
    let failure = try #require(files.environment.failure)
    #expect(failure.file == .environ)
    #expect(failure.path == Array("\(fixture.root)/42/environ".utf8))
    #expect(
      failure.description == "\(fixture.root)/42/environ: Too many levels of symbolic links")
    let open = try #require(files.files.openFiles().record?.first)
    #expect(open.state.failure?.path == Array("\(fixture.root)/42/fdinfo/3".utf8))
    #expect(open.kind.record == .device)
  }

  /// Without a stat it cannot be told whether a missing file is no fact or no process.
  @Test func anAbsenceThatCannotBeSettledIsAFailure() throws {
    let fixture = try ProcFixture("-- 42/stat -> stat --\n-- 42/fd denied --\n")
    let files = try process(42, in: fixture)
    #expect(files.environment.failure?.file == .stat)
    #expect(files.stat.failure?.reason.code == ELOOP)
    #expect(files.descriptorCount.deniedFile == .fd)
    #expect(!files.isGone)
  }

  @Test func aSocketTableThatFailsLeavesItsSocketsUnknown() throws {
    let fixture = try ProcFixture(
      """
      -- 42/stat --
      \(Texts.stat(name: "web").dropLast())
      -- 42/fd/3 -> socket:[14] --
      -- 42/net/tcp -> tcp --
      """)
    let files = try process(42, in: fixture).files
    let socket = try #require(files.openSockets(SocketTables()).record?.sockets.first)
    #expect(socket.socket.failure?.reason.code == ELOOP)
  }

  /// The kernel prints no path that is longer than a page.
  @Test func aTargetThatIsTooLongHidesNothingElse() throws {
    let place = try deepDirectory()
    defer { place.remove() }
    let open = openat(place.descriptor, "file", O_RDWR | O_CREAT, 0o600)
    let socket = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer {
      close(open)
      close(socket)
    }
    let counters = ReadCounters()
    let files = ProcessFiles(pid: getpid(), of: try ProcFS(), counters: counters)
    let all = try #require(files.openFiles().record)
    let file = try #require(all.first { $0.number == open })
    #expect(file.path.failure?.reason.code == ENAMETOOLONG)
    #expect(file.kind.record == .file)
    #expect(file.isDeleted.record == false)
    let directory = try #require(all.first { $0.number == place.descriptor })
    #expect(directory.kind.record == .directory)
    let sockets = try #require(files.openSockets(SocketTables()).record).sockets
    #expect(sockets.contains { $0.file?.number == socket })
  }

  /// Its maps have the path all the same.
  @Test func aProgramWhosePathIsTooLongIsTold() throws {
    let place = try deepDirectory()
    defer { place.remove() }
    let written = openat(place.descriptor, "file", O_WRONLY | O_CREAT | O_CLOEXEC, 0o755)
    let bytes = try readWhole("/bin/sleep")
    #expect(write(written, bytes, bytes.count) == bytes.count)
    close(written)
    let program = openat(place.descriptor, "file", O_RDONLY)
    defer { close(program) }
    let child = try spawn(["/proc/self/fd/\(program)", "600"])
    defer {
      kill(child, SIGKILL)
      waitpid(child, nil, 0)
    }
    let files = ProcessFiles(pid: child, of: try ProcFS(), counters: ReadCounters())
    let path = try #require(files.executable.record)
    #expect(path.count > 4096 && path.suffix(5).elementsEqual("/file".utf8))
    #expect(files.workingDirectory.record != nil)
  }
}

/// A directory whose path is longer than a page.
private struct DeepDirectory {
  let descriptor: CInt
  let top: String
  let names: [String]

  func remove() {
    close(descriptor)
    for depth in names.indices.reversed() {
      // Each is removed from its parent, which is reached step by step.
      var parent = Glibc.open(top, O_RDONLY | O_DIRECTORY)
      for name in names[..<depth] {
        let next = openat(parent, name, O_RDONLY | O_DIRECTORY)
        close(parent)
        parent = next
      }
      if depth == names.count - 1 {
        let last = openat(parent, names[depth], O_RDONLY | O_DIRECTORY)
        unlinkat(last, "file", 0)
        close(last)
      }
      unlinkat(parent, names[depth], AT_REMOVEDIR)
      close(parent)
    }
    rmdir(top)
  }
}

private func deepDirectory() throws -> DeepDirectory {
  var template = Array("/tmp/procq-deep.XXXXXX".utf8CString)
  try #require(mkdtemp(&template) != nil)
  let top = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  let names = Array(repeating: String(repeating: "d", count: 250), count: 18)
  var place = open(top, O_RDONLY | O_DIRECTORY)
  for name in names {
    try #require(mkdirat(place, name, 0o755) == 0)
    let next = openat(place, name, O_RDONLY | O_DIRECTORY)
    close(place)
    place = next
  }
  return DeepDirectory(descriptor: place, top: top, names: names)
}
