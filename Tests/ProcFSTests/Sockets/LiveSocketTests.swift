import CTestSupport
import Glibc
import TestSupport
import Testing

@testable import ProcFS

/// Sockets of the kernel's, among names that lie and in namespaces that are not ours.
@Suite(.serialized) struct LiveSocketTests {
  private static let canLeave: Bool = {
    let trial = try? Command("/usr/bin/unshare", ["-n", "/bin/true"]).run()
    return trial?.status == 0
  }()

  private let machine: ProcFS

  init() throws { machine = try ProcFS() }

  private func sockets(_ pid: Int32) throws -> [OpenSocket] {
    let files = ProcessFiles(pid: pid, of: machine, counters: ReadCounters())
    return try #require(files.openSockets(SocketTables()).record).sockets
  }

  private func inode(_ number: CInt) -> UInt64 {
    var status = stat()
    return fstat(number, &status) == 0 ? UInt64(status.st_ino) : 0
  }

  /// What is found of a socket among those of a process.
  private func found(_ inode: UInt64, of pid: Int32) throws -> OpenSocket {
    try #require(sockets(pid).first { $0.inode == inode })
  }

  /// Binds a socket to a name of no file; what is not bound has the descriptor all the same.
  private func abstract(_ name: String, type: __socket_type = SOCK_STREAM) -> CInt {
    let number = socket(AF_UNIX, CInt(type.rawValue), 0)
    let address = withUnsafeBytes(of: sa_family_t(AF_UNIX)) { Array($0) } + [0] + Array(name.utf8)
    let result = address.withUnsafeBytes { bytes in
      bytes.withMemoryRebound(to: sockaddr.self) {
        bind(number, $0.baseAddress, socklen_t(address.count))
      }
    }
    #expect(result == 0)
    return number
  }

  /// A listener on some port of all addresses, and the port.
  private func listener() -> (number: CInt, port: UInt16) {
    let number = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    #expect(listen(number, 1) == 0)
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutableBytes(of: &address) { bytes in
      bytes.withMemoryRebound(to: sockaddr.self) { getsockname(number, $0.baseAddress, &length) }
    }
    return (number, UInt16(bigEndian: address.sin_port))
  }

  /// The tables may have been read before a socket was made that a process holds by now; those that are
  /// bound to nothing stand in none, and cost no more than one look together.
  @Test func aSocketThatIsMadeAfterTheTablesWereReadIsFound() throws {
    let tables = SocketTables()
    let counters = ReadCounters()
    func facts(of numbers: [CInt]) throws -> [Socket?] {
      let files = ProcessFiles(pid: getpid(), of: machine, counters: counters)
      let open = try #require(files.openSockets(tables).record).sockets
      return numbers.map { number in
        open.first { $0.inode == inode(number) }?.socket.record
      }
    }
    let first = listener()
    defer { close(first.number) }
    #expect(try facts(of: [first.number]).map { $0?.local?.port } == [first.port])
    let unbound = (0..<9).map { _ in socket(AF_INET, CInt(SOCK_DGRAM.rawValue), 0) }
    let later = listener()
    let name = "procq later \(getpid())"
    let unix = abstract(name)
    defer { for number in unbound + [later.number, unix] { close(number) } }
    let found = try facts(of: unbound + [later.number, unix])
    #expect(found.dropLast(2).allSatisfy { $0?.transport == .udp && $0?.local == nil })
    #expect(found[9]?.local?.port == later.port && found[9]?.state == .listen)
    #expect(found[10]?.path == Array("@\(name)".utf8))
    let asked = counters.current.opened[ProcFile.sockDiag.rawValue]
    _ = try facts(of: unbound)
    #expect(counters.current.opened[ProcFile.sockDiag.rawValue] <= asked + 3)
  }

  /// Names that hold a line for an inode, in the kernel's form and in others.
  private func forgeries(of inode: UInt64) -> [String] {
    let line = "00000000b1c73cba: 00000002 00000000 00010000 0001 01 \(inode)"
    return [
      "\n0: 2 0 0 1 1 \(inode) x", "\n0: 2 0 0 1 1 \(inode)\n0: 2 0 0 1 1 \(inode)",
      "\n\(line)", "a\n\(line) /run/x", "\nNum       RefCount\n\(line)",
    ]
  }

  @Test func noNameHidesAnInternetSocket() throws {
    let (number, port) = listener()
    let inode = inode(number)
    let forging = forgeries(of: inode).map { abstract($0) }
    defer { for number in forging + [number] { close(number) } }
    let socket = try found(inode, of: getpid())
    #expect(socket.family.record == .inet && socket.socket.record?.state == .listen)
    #expect(socket.socket.record?.local?.port == port)
    let outcome = try Command.built(
      "procq",
      [
        "-fcsv", "-e",
        "select pid, family, protocol from sockets where state = 'LISTEN' and local_port = \(port)",
      ]
    ).run()
    #expect(outcome.outputText == "pid,family,protocol\n\(getpid()),inet,tcp\n")
  }

  @Test func noNameHidesAUnixSocket() throws {
    let name = "procq true \(getpid())"
    let number = abstract(name, type: SOCK_SEQPACKET)
    let inode = inode(number)
    let forging = forgeries(of: inode).map { abstract($0) }
    defer { for number in forging + [number] { close(number) } }
    let socket = try found(inode, of: getpid())
    #expect(socket.family.record == .unix)
    // Without the kernel's own list, nothing is better than what is forged.
    let path = socket.socket.record?.path
    #expect(path == nil || path == Array("@\(name)".utf8))
    for (forgery, number) in zip(forgeries(of: inode), forging) where path != nil {
      let forger = try found(self.inode(number), of: getpid())
      #expect(forger.socket.record?.path == Array("@\(forgery)".utf8))
    }
  }

  /// A namespace besides ours: its sockets, which this process has, and a process in it.
  private final class OtherNetwork {
    var listener: (number: CInt, port: UInt16) = (-1, 0)
    var unix: CInt = -1
    var forging: [CInt] = []
    var member: Int32 = -1

    func end() {
      for pid in [member] where pid > 0 {
        kill(pid, SIGKILL)
        waitpid(pid, nil, 0)
      }
      for number in forging + [unix, listener.number] { close(number) }
    }
  }

  private func otherNetwork(forgingLinesOf inode: UInt64? = nil) -> OtherNetwork {
    let other = OtherNetwork()
    onThread { [self] in
      guard ctest_leave_network() == 0 else { return }
      other.listener = listener()
      other.unix = abstract("handed over", type: SOCK_DGRAM)
      let forged = inode ?? self.inode(other.listener.number)
      other.forging = forgeries(of: forged).map { abstract($0) }
      other.member = (try? spawn(["/bin/sleep", "600"])) ?? -1
    }
    return other
  }

  @Test(.enabled(if: canLeave)) func aSocketKeptOverALeaveIsFound() throws {
    let other = otherNetwork()
    defer { other.end() }
    try #require(other.member > 0)
    // This process holds it in the namespace that it has always been in; the child in its own.
    for pid in [getpid(), other.member] {
      let socket = try found(inode(other.listener.number), of: pid)
      #expect(socket.family.record == .inet && socket.type.record == .stream)
      #expect(socket.socket.record?.local?.port == other.listener.port)
      #expect(socket.socket.record?.state == .listen)
      let unix = try found(inode(other.unix), of: pid)
      #expect(unix.type.record == .dgram)
      #expect(unix.socket.record?.path == Array("@handed over".utf8))
    }
    for query in [
      "select pid from sockets where process.pid = \(getpid()) and local_port = \(other.listener.port)",
      "select pid from sockets where pid = \(getpid()) and local_port = \(other.listener.port)",
      "select pid where pid = \(getpid()) and any(sockets where local_port = \(other.listener.port))",
    ] {
      let outcome = try Command.built("procq", ["-fcsv", "-e", query]).run()
      #expect(outcome.outputText == "pid\n\(getpid())\n", "\(query): \(outcome.errorText)")
    }
  }

  /// No whole process is in the namespace.
  @Test(.enabled(if: canLeave)) func aSocketOfAThreadsOwnNetworkIsFound() {
    onThread { [self] in
      guard ctest_leave_network() == 0 else { return }
      let (number, port) = listener()
      defer { close(number) }
      let socket = (try? found(inode(number), of: getpid()))?.socket.record
      #expect(socket?.local?.port == port && socket?.state == .listen)
    }
  }

  @Test(.enabled(if: canLeave)) func aSocketHandedIntoAnotherNetworkIsFound() throws {
    let (number, port) = listener()
    let unix = abstract("procq handed in \(getpid())")
    defer { for number in [number, unix] { close(number) } }
    let child = try spawn(["/usr/bin/unshare", "-n", "/bin/sleep", "600"])
    defer {
      kill(child, SIGKILL)
      waitpid(child, nil, 0)
    }
    try awaitProgram("sleep", of: child)
    let socket = try found(inode(number), of: child)
    #expect(socket.socket.record?.local?.port == port && socket.transport.record == .tcp)
    #expect(try found(inode(unix), of: child).type.record == .stream)
  }

  /// A name in the holder's namespace that holds a line for a socket of ours.
  @Test(.enabled(if: canLeave)) func noNameOfAnotherNetworkHidesAUnixSocket() throws {
    let name = "procq true \(getpid())"
    let unix = abstract(name, type: SOCK_SEQPACKET)
    let other = otherNetwork(forgingLinesOf: inode(unix))
    defer {
      other.end()
      close(unix)
    }
    try #require(other.member > 0)
    let socket = try found(inode(unix), of: other.member).socket.record
    // Without the kernel's own list, what one namespace alone tells is believed.
    guard UnixSocketDump.sockets() != nil else { return }
    #expect(socket?.type == .seqpacket && socket?.path == Array("@\(name)".utf8))
  }

  /// Who may not ask in which namespace others are can tell them apart all the same.
  @Test(.enabled(if: canLeave && geteuid() == 0, "only root can become nobody"))
  func anotherNetworkIsFoundWithoutRights() throws {
    let other = otherNetwork()
    defer { other.end() }
    try #require(other.member > 0)
    let child = try start([
      "/usr/bin/setpriv", "--reuid=65534", "--clear-groups", "/bin/sleep", "600",
    ])
    defer {
      kill(child, SIGKILL)
      waitpid(child, nil, 0)
    }
    try awaitProgram("sleep", of: child)
    let inode = inode(other.listener.number)
    asNobody { [self] in
      let files = ProcessFiles(pid: child, of: machine, counters: ReadCounters())
      let socket = files.openSockets(SocketTables()).record?.sockets.first { $0.inode == inode }
      #expect(socket?.socket.record?.local?.port == other.listener.port)
    }
  }

  private func awaitProgram(_ name: String, of pid: Int32) throws {
    while true {
      let stat = ProcessFiles(pid: pid, of: machine, counters: ReadCounters()).stat
      let record = try #require(stat.record)
      if record.name == Array(name.utf8), record.state == .sleeping { return }
      try #require(!record.isZombie)
      usleep(1000)
    }
  }

  @Test func aSocketThatNobodyListsHasItsKernelsWord() throws {
    let number = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    defer { close(number) }
    let socket = try found(inode(number), of: getpid())
    // Some sandboxes keep the extended attribute of sockets to themselves.
    guard let family = socket.family.record else { return }
    #expect(family == .inet && socket.type.record == .stream && socket.transport.record == .tcp)
    #expect(socket.socket.record?.local == nil)
  }

  @Test func theProtocolAboveTCPIsTold() throws {
    let number = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 262)
    guard number >= 0 else { return }
    defer { close(number) }
    #expect(listen(number, 1) == 0)
    let socket = try found(inode(number), of: getpid())
    guard socket.file?.socketProtocol.record != nil else { return }
    #expect(socket.transport.record == .mptcp && socket.socket.record?.state == .listen)
  }
}
