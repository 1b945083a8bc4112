import CTestSupport
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import ProcFS

/// Sockets of the running kernel that no process holds, or of which nobody may know who does.
@Suite(.serialized) struct LiveUnheldTests {
  private static let canLeave: Bool = {
    let trial = try? Command("/usr/bin/unshare", ["-n", "/bin/true"]).run()
    return trial?.status == 0
  }()

  private let machine: ProcFS

  init() throws { machine = try ProcFS() }

  private func unheld() -> [UnheldSocket] {
    let census = SocketCensus(of: machine, SocketTables(), ReadCounters())
    census.begin()
    return census.unheld(hidesProcesses: false).sockets
  }

  private func found(port: UInt16, _ state: SocketState? = nil) -> [UnheldSocket] {
    unheld().filter { unheld in
      guard let socket = unheld.socket.socket.record else { return false }
      return socket.local?.port == port && (state == nil || socket.state == state)
    }
  }

  /// What has been closed here, a process that another test has just started may hold until its program
  /// begins.
  private func comes(port: UInt16, _ state: SocketState) -> [UnheldSocket] {
    var found: [UnheldSocket] = []
    for _ in 0..<500 where found.isEmpty {
      found = self.found(port: port, state)
      if found.isEmpty { usleep(1000) }
    }
    return found
  }

  private func inode(_ number: CInt) -> UInt64 {
    var status = stat()
    return fstat(number, &status) == 0 ? UInt64(status.st_ino) : 0
  }

  /// An address of the loopback.
  private func address(_ last: UInt32 = 1, port: UInt16 = 0) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(bigEndian: 0x7F00_0000 + last)
    address.sin_port = port.bigEndian
    return address
  }

  private func withAddress<Result>(
    _ address: sockaddr_in, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result? {
    withUnsafeBytes(of: address) { bytes in
      bytes.withMemoryRebound(to: sockaddr.self) { pointer in
        pointer.baseAddress.map { body($0, socklen_t(bytes.count)) }
      }
    }
  }

  private func port(_ number: CInt) -> UInt16 {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutableBytes(of: &address) { bytes in
      bytes.withMemoryRebound(to: sockaddr.self) { getsockname(number, $0.baseAddress, &length) }
    }
    return UInt16(bigEndian: address.sin_port)
  }

  private func bound(_ type: __socket_type, last: UInt32 = 1) -> CInt {
    let number = socket(AF_INET, CInt(type.rawValue | SOCK_CLOEXEC.rawValue), 0)
    #expect(withAddress(address(last)) { bind(number, $0, $1) } == 0)
    return number
  }

  private func listener() -> (number: CInt, port: UInt16) {
    let number = bound(SOCK_STREAM)
    #expect(listen(number, 4) == 0)
    return (number, port(number))
  }

  private func connection(to port: UInt16) -> CInt {
    let number = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    #expect(withAddress(address(port: port)) { connect(number, $0, $1) } == 0)
    return number
  }

  @Test func aConnectionThatIsClosedWaits() throws {
    let (number, port) = listener()
    defer { close(number) }
    let client = connection(to: port)
    let server = accept(number, nil, nil)
    #expect(fcntl(server, F_SETFD, FD_CLOEXEC) == 0)
    let clientPort = self.port(client)
    close(client)
    close(server)
    let found = comes(port: clientPort, SocketState(number: 6))
    let socket = try #require(found.first)
    #expect(found.count == 1 && socket.socket.socket.record?.state?.word == "TIME_WAIT")
    #expect(socket.holder.isAbsent && socket.socket.inode == 0)
    #expect(socket.socket.socket.record?.remote?.port == port)
  }

  @Test func aConnectionThatNobodyHasAccepted() throws {
    let (number, port) = listener()
    let client = connection(to: port)
    defer { for number in [number, client] { close(number) } }
    #expect(write(client, "hello", 5) == 5)
    let found = found(port: port)
    #expect(found.map { $0.socket.socket.record?.state?.word } == ["ESTABLISHED"])
    // A kernel without sock_diag tells nothing of what it has carried.
    let carried = found.first?.socket.information.record?.bytesReceived
    let isTold = (try? NetlinkDump.connection(to: .sockets)) != nil
    #expect(carried == (isTold ? 5 : nil))
    #expect(found.allSatisfy { $0.holder.isAbsent && $0.socket.inode == 0 })
    // The listener and the client are held.
    #expect(self.found(port: self.port(client)).isEmpty)
  }

  /// A unix socket bound to a name of no file, or connected to it.
  private func unix(_ name: String, connects: Bool) -> CInt {
    let number = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
    let address = withUnsafeBytes(of: sa_family_t(AF_UNIX)) { Array($0) } + [0] + Array(name.utf8)
    let result = address.withUnsafeBytes { bytes in
      bytes.withMemoryRebound(to: sockaddr.self) { pointer in
        connects
          ? connect(number, pointer.baseAddress, socklen_t(address.count))
          : bind(number, pointer.baseAddress, socklen_t(address.count))
      }
    }
    #expect(result == 0)
    return number
  }

  @Test func aUnixConnectionThatNobodyHasAccepted() throws {
    let name = "procq unheld \(getpid())"
    let listener = unix(name, connects: false)
    #expect(listen(listener, 4) == 0)
    let clients = [unix(name, connects: true), unix(name, connects: true)]
    defer { for number in [listener] + clients { close(number) } }
    // Without the kernel's own list, a line may be a part of a name.
    guard UnixSocketDump.sockets() != nil else { return }
    let found = unheld().filter { $0.socket.socket.record?.path == Array("@\(name)".utf8) }
    #expect(found.map(\.socket.ordinal) == [0, 1])
    #expect(found.allSatisfy { $0.socket.inode == 0 && $0.holder.isAbsent })
    #expect(found.allSatisfy { $0.socket.type.record == .stream })
  }

  /// Sends a descriptor to nobody, and closes it: it is in no process then.
  private func send(_ number: CInt, over pair: CInt) {
    #expect(ctest_send_descriptor(pair, number) == 0)
    close(number)
  }

  private func pair() -> [CInt] {
    var pair: [CInt] = [-1, -1]
    #expect(socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0, &pair) == 0)
    return pair
  }

  @Test func aDescriptorOnItsWayIsNoProcesss() throws {
    let (number, port) = listener()
    let inode = inode(number)
    let pair = pair()
    defer { for number in pair { close(number) } }
    #expect(found(port: port).isEmpty)
    send(number, over: pair[0])
    let socket = try #require(comes(port: port, .listen).first)
    #expect(socket.socket.inode == inode && socket.socket.socket.record?.state == .listen)
    // Some machines let not even root look at all processes.
    #expect(
      socket.holder.isAbsent || socket.holder.deniedFile != nil
        || socket.holder.failure?.reason == .handedOn)
  }

  @Test(.enabled(if: canLeave)) func aSocketOfAnotherNetworkIsFound() throws {
    var (port, member) = (UInt16(0), Int32(-1))
    let pair = pair()
    onThread { [self] in
      guard ctest_leave_network() == 0 else { return }
      let number = socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
      #expect(listen(number, 1) == 0)
      port = self.port(number)
      send(number, over: pair[0])
      member = (try? spawn(["/bin/sleep", "600"])) ?? -1
    }
    defer {
      for number in pair { close(number) }
      if member > 0 {
        kill(member, SIGKILL)
        waitpid(member, nil, 0)
      }
    }
    try #require(member > 0)
    #expect(comes(port: port, .listen).count == 1)
  }

  /// All that is known of another user's listener is that somebody listens.
  @Test(.enabled(if: geteuid() == 0, "only root can become nobody"))
  func anotherUsersListenerIsToldWithoutItsHolder() throws {
    let (number, port) = listener()
    // The child is to hold it.
    #expect(fcntl(number, F_SETFD, 0) == 0)
    let child = try spawn(["/bin/sleep", "600"])
    close(number)
    defer {
      kill(child, SIGKILL)
      waitpid(child, nil, 0)
    }
    #expect(found(port: port).isEmpty)
    asNobody { [self] in
      let found = found(port: port)
      #expect(found.count == 1 && found.first?.socket.socket.record?.state == .listen)
      #expect(found.first?.holder.deniedFile == .fd)
    }
  }

  /// Whatever is made and closed meanwhile has had a holder.
  @Test func noSocketThatIsMadeOrClosedMeanwhileIsToldAsNobodys() {
    let isOver = Flag()
    var thread = pthread_t()
    let flag = Unmanaged.passRetained(isOver)
    pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        let flag = Unmanaged<Flag>.fromOpaque(argument).takeRetainedValue()
        while !flag.isSet {
          let number = socket(AF_INET, CInt(SOCK_DGRAM.rawValue), 0)
          var address = sockaddr_in()
          address.sin_family = sa_family_t(AF_INET)
          address.sin_addr.s_addr = in_addr_t(bigEndian: 0x7F00_004D)
          let result = withUnsafeBytes(of: address) { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) {
              bind(number, $0.baseAddress, socklen_t(bytes.count))
            }
          }
          if result == 0 { flag.count() }
          close(number)
        }
        return nil
      }, flag.toOpaque())
    for _ in 0..<100_000 where isOver.counted == 0 { usleep(100) }
    for _ in 0..<10 {
      let ours = unheld().filter { $0.socket.socket.record?.local?.bytes == [127, 0, 0, 77] }
      #expect(ours.isEmpty)
    }
    isOver.set()
    pthread_join(thread, nil)
    #expect(isOver.counted > 0)
  }
}

/// Something that one thread tells another.
private final class Flag: Sendable {
  private let state = Atomic(false)
  private let number = Atomic(0)

  /// How often something was done.
  var counted: Int { number.load(ordering: .relaxed) }
  func count() { number.wrappingAdd(1, ordering: .relaxed) }

  var isSet: Bool { state.load(ordering: .relaxed) }
  func set() { state.store(true, ordering: .relaxed) }
}
