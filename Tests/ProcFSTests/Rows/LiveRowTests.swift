import Foundation
import Testing

@testable import ProcFS

/// The rows of this very process, against what it did to get them.
@Suite struct LiveRowTests {
  private let machine: ProcFS
  private let process: ProcessFiles

  init() throws {
    machine = try ProcFS()
    process = ProcessFiles(pid: getpid(), of: machine, counters: ReadCounters())
  }

  private func file(_ number: CInt) throws -> OpenFile {
    try #require(process.openFiles().record?.first { $0.number == number })
  }

  private func path(_ file: OpenFile) -> String? {
    file.path.record.map { String(decoding: $0, as: UTF8.self) }
  }

  /// A fresh directory, removed when `body` is done.
  private func inTemporaryDirectory(_ body: (String) throws -> Void) throws {
    var template = Array("/tmp/procq-rows-XXXXXX".utf8CString)
    let directory = String(cString: try #require(mkdtemp(&template)))
    defer { try? FileManager.default.removeItem(atPath: directory) }
    try body(directory)
  }

  @Test func whatIsDeletedIsToldFromWhatIsOnlyCalledSo() throws {
    try inTemporaryDirectory { directory in
      let names = ["gone", "truly (deleted)", "linked", "both (deleted)"]
      let numbers = names.map { open("\(directory)/\($0)", O_RDWR | O_CREAT | O_CLOEXEC, 0o600) }
      defer { for number in numbers { close(number) } }
      #expect(link("\(directory)/linked", "\(directory)/other") == 0)
      for name in ["gone", "linked", "both (deleted)"] {
        #expect(unlink("\(directory)/\(name)") == 0)
      }
      let files = try numbers.map(file)
      #expect(files.map(\.isDeleted.record) == [true, false, true, true])
      #expect(files.map(path) == names.map { "\(directory)/\($0)" })
      #expect(files.allSatisfy { $0.kind.record == .file })
    }
  }

  @Test func kinds() throws {
    let opened: [(FileKind, CInt)] = [
      (.directory, open("/", O_RDONLY)), (.device, open("/dev/null", O_RDONLY)),
      (.socket, socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)),
      (.namespace, open("/proc/self/ns/net", O_RDONLY)),
      (.device, open("/dev/tty", O_RDONLY)), (.file, open("/proc/self/stat", O_RDONLY)),
    ].filter { $0.1 >= 0 }
    var pipes: [CInt] = [0, 0]
    #expect(pipe(&pipes) == 0)
    defer { for number in opened.map(\.1) + pipes { close(number) } }
    for (kind, number) in opened + pipes.map({ (.pipe, $0) }) {
      #expect(try file(number).kind.record == kind)
      #expect(try file(number).isDeleted.record == false)
    }
  }

  @Test func positionAndMode() throws {
    try inTemporaryDirectory { directory in
      let number = open("\(directory)/x", O_RDWR | O_CREAT | O_APPEND, 0o600)
      defer { close(number) }
      #expect(write(number, "12345", 5) == 5)
      let state = try #require(file(number).state.record)
      #expect(state.position == 5)
      #expect(state.mode == .readAppend)
      #expect(state.flags.map { CInt(truncatingIfNeeded: $0) & O_ACCMODE } == O_RDWR)
    }
  }

  private func bound(_ family: CInt, _ address: [UInt8]) throws -> CInt {
    let number = socket(family, CInt(SOCK_STREAM.rawValue), 0)
    let result = address.withUnsafeBytes { bytes in
      bytes.withMemoryRebound(to: sockaddr.self) {
        bind(number, $0.baseAddress, socklen_t(address.count))
      }
    }
    #expect(result == 0 && listen(number, 1) == 0)
    return number
  }

  @Test func sockets() throws {
    var internet = sockaddr_in()
    internet.sin_family = sa_family_t(AF_INET)
    internet.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let listener = try bound(AF_INET, withUnsafeBytes(of: internet) { Array($0) })
    let name = "\0procq rows \(getpid())"
    let unix = try bound(
      AF_UNIX, withUnsafeBytes(of: sa_family_t(AF_UNIX)) { Array($0) } + Array(name.utf8))
    let unbound = socket(AF_INET6, CInt(SOCK_DGRAM.rawValue), 0)
    defer { for number in [listener, unix, unbound] { close(number) } }
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutableBytes(of: &internet) { bytes in
      bytes.withMemoryRebound(to: sockaddr.self) { getsockname(listener, $0.baseAddress, &length) }
    }

    let sockets = try #require(process.openSockets(SocketTables()).record).sockets
    func found(_ number: CInt) throws -> Socket {
      try #require(sockets.first { $0.file?.number == number }?.socket.record)
    }
    let tcp = try found(listener)
    #expect(tcp.family == .inet && tcp.type == .stream && tcp.state == .listen)
    #expect(tcp.local?.text == Array("127.0.0.1".utf8))
    #expect(tcp.local?.port == UInt16(bigEndian: internet.sin_port))
    #expect(tcp.remote == nil)
    let abstract = try found(unix)
    #expect(abstract.family == .unix && abstract.type == .stream && abstract.state == nil)
    #expect(abstract.path == Array("@procq rows \(getpid())".utf8))
    // Some sandboxes keep the extended attribute of sockets to themselves.
    let told = sockets.first { $0.file?.number == unbound }?.socket
    var named = Socket(family: .inet6, type: .dgram)
    named.transport = .udp
    #expect(told?.isAbsent == true || told?.record == named)
  }

  @Test func mapsAndTheirFigures() throws {
    let size = 1 << 20
    let memory = try #require(
      mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))
    defer { munmap(memory, size) }
    let reserved = try #require(mmap(nil, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))
    defer { munmap(reserved, size) }
    memset(memory, 1, size)

    let maps = try #require(process.maps().record)
    var all: [ProcessMap] = []
    while let map = try maps.next() { all.append(map) }
    let address = UInt64(UInt(bitPattern: memory))
    let map = try #require(all.first { $0.map.start <= address && address < $0.map.end })
    #expect(map.map.permissions.text == Array("rw-p".utf8))
    let figures = try #require(map.figures.record)
    #expect((figures[.rss]?.count ?? 0) >= Int64(size))
    #expect((figures.uss?.count ?? 0) >= Int64(size))
    #expect((figures[.privateDirty]?.count ?? 0) >= Int64(size))
    #expect(all.contains { $0.path == Array("[stack]".utf8) })
  }

  /// Every line of a process that stands still, and its figures against the kernel's own sum.
  @Test func everyMapOfAnother() throws {
    let other = Process()
    other.executableURL = URL(filePath: "/bin/sleep")
    other.arguments = ["60"]
    try other.run()
    defer { other.terminate() }
    let files = ProcessFiles(pid: other.processIdentifier, of: machine, counters: ReadCounters())
    func text() throws -> String {
      try String(contentsOfFile: "/proc/\(other.processIdentifier)/maps", encoding: .isoLatin1)
    }
    // Until it sleeps it still changes.
    while !sleeps(other.processIdentifier) { usleep(1000) }

    let maps = try #require(files.maps().record)
    var all: [ProcessMap] = []
    while let map = try maps.next() { all.append(map) }
    let lines = try text().split(separator: "\n")
    #expect(all.count == lines.count)
    for (map, line) in zip(all, lines) {
      let start = String(map.map.start, radix: 16), end = String(map.map.end, radix: 16)
      let permissions = String(decoding: map.map.permissions.text, as: UTF8.self)
      let device = String(decoding: map.map.device.text, as: UTF8.self)
      let padded = [start, end].map { String(repeating: "0", count: max(0, 8 - $0.count)) + $0 }
      let offset = String(map.map.offset, radix: 16)
      let zeros = String(repeating: "0", count: max(0, 8 - offset.count))
      #expect(
        line.hasPrefix(
          "\(padded[0])-\(padded[1]) \(permissions) \(zeros)\(offset) \(device) \(map.map.inode)"))
      let path = map.map.path.map { String(decoding: $0, as: UTF8.self) }
      #expect(path.map { line.hasSuffix(" " + $0) } ?? !line.contains("/"))
    }
    let rss = all.compactMap { $0.figures.record?[.rss]?.count }.reduce(0, +)
    #expect(files.rollup.record.map { $0.resident == Bytes(rss) } ?? true)
  }

  /// It runs the new program already, and has nothing left to load.
  private func sleeps(_ pid: Int32) -> Bool {
    let process = ProcessFiles(pid: pid, of: machine, counters: ReadCounters())
    guard let stat = process.stat.record else { return false }
    return stat.name == Array("sleep".utf8) && stat.state == .sleeping
  }

  @Test func deletedMaps() throws {
    try inTemporaryDirectory { directory in
      var mapped: [(String, UnsafeMutableRawPointer)] = []
      for name in ["gone", "truly (deleted)"] {
        let number = open("\(directory)/\(name)", O_RDWR | O_CREAT, 0o600)
        defer { close(number) }
        #expect(ftruncate(number, 4096) == 0)
        mapped.append(
          ("\(directory)/\(name)", try #require(mmap(nil, 4096, PROT_READ, MAP_SHARED, number, 0))))
      }
      defer { for (_, memory) in mapped { munmap(memory, 4096) } }
      #expect(unlink("\(directory)/gone") == 0)
      let maps = try #require(process.maps().record)
      var found: [String: Bool] = [:]
      while let map = try maps.next() {
        guard let path = map.path.map({ String(decoding: $0, as: UTF8.self) }) else { continue }
        if path.hasPrefix(directory) { found[path] = map.isDeleted }
      }
      #expect(found == [mapped[0].0: true, mapped[1].0: false])
    }
  }

  @Test func namesThatLookEscaped() throws {
    try inTemporaryDirectory { directory in
      let names = ["b\\012x", "c\nx", "d\\012\nx", "e\\012x (deleted)", "gone\\012"]
      var mapped: [UnsafeMutableRawPointer] = []
      for name in names {
        let number = open("\(directory)/\(name)", O_RDWR | O_CREAT, 0o600)
        defer { close(number) }
        #expect(ftruncate(number, 4096) == 0)
        mapped.append(try #require(mmap(nil, 4096, PROT_READ, MAP_SHARED, number, 0)))
      }
      defer { for memory in mapped { munmap(memory, 4096) } }
      #expect(unlink("\(directory)/gone\\012") == 0)
      let maps = try #require(process.maps().record)
      var found: [String: Bool] = [:]
      while let map = try maps.next() {
        guard let path = map.path.map({ String(decoding: $0, as: UTF8.self) }) else { continue }
        if path.hasPrefix(directory) {
          found[String(path.dropFirst(directory.count + 1))] = map.isDeleted
        }
      }
      #expect(found == Dictionary(uniqueKeysWithValues: names.map { ($0, $0.hasPrefix("gone")) }))
    }
  }

  @Test func threads() throws {
    let threads = try #require(process.threads().record)
    let own = try #require(threads.first { $0.id == getpid() })
    #expect(own.stat.record?.parent == getppid())
    let listed = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")
    #expect(abs(listed.count - threads.count) < 64)
    #expect(threads.map(\.id) == threads.map(\.id).sorted())
  }
}
