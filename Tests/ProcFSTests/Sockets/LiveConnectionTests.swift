import CTestSupport
import Glibc
import TestSupport
import Testing

@testable import ProcFS

/// What the kernel tells of sockets besides their ends, of such as are planted.
@Suite(.serialized) struct LiveConnectionTests {
  private let machine: ProcFS

  init() throws { machine = try ProcFS() }

  private func found(
    _ number: CInt, of pid: Int32 = getpid(), _ tables: SocketTables = SocketTables()
  ) throws -> OpenSocket {
    let inode = Connections.inode(number)
    let files = ProcessFiles(pid: pid, of: machine, counters: ReadCounters())
    let sockets = try #require(files.openSockets(tables).record).sockets
    return try #require(sockets.first { $0.inode == inode })
  }

  /// Some kernels and sandboxes have no sock_diag.
  private static let isDumped: Bool = {
    guard let dump = InternetSocketDump(.tcp, informed: true) else { return false }
    return (try? dump.sockets(over: NetlinkDump.connection(to: .sockets))) != nil
  }()

  @Test(.enabled(if: isDumped)) func bytesToTheByte() throws {
    let (listener, port) = Connections.listener()
    let client = Connections.connected(to: port)
    let server = accept(listener, nil, nil)
    defer { for number in [server, client, listener] { close(number) } }
    Connections.send(123_457, over: client)
    Connections.receive(123_457, over: server)
    Connections.send(5, over: server)
    Connections.receive(5, over: client)
    let sent = try #require(try found(client).information.record)
    let received = try #require(try found(server).information.record)
    #expect(sent.bytesSent == 123_457 && received.bytesReceived == 123_457)
    #expect(received.bytesSent == 5 && sent.bytesReceived == 5)
    #expect(sent.retransmits == 0 && (sent.roundTrip ?? 0) > 0)
    #expect(sent.cookie != received.cookie)
  }

  @Test(.enabled(if: isDumped)) func whatCarriesNothingHasNone() throws {
    let (listener, port) = Connections.listener()
    let fresh = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    let datagrams = socket(AF_INET, CInt(SOCK_DGRAM.rawValue), 0)
    Connections.connect(datagrams, to: port)
    let unix = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
    let numbers = [listener, fresh, datagrams, unix]
    defer { for number in numbers { close(number) } }
    for number in numbers { #expect(try found(number).information.isAbsent) }
  }

  @Test(.enabled(if: isDumped)) func queuesOfTCP() throws {
    let (listener, port) = Connections.listener(backlog: 5)
    let clients = [Connections.connected(to: port), Connections.connected(to: port)]
    let server = accept(listener, nil, nil)
    defer { for number in clients + [server, listener] { close(number) } }
    Connections.send(1000, over: clients[0])
    let waiting = try #require(try found(listener).socket.record)
    #expect(waiting.receiveQueue == 1 && waiting.sendQueue == 5)
    // What the loopback device has delivered is in the queue when send(2) returns.
    #expect(try found(server).socket.record?.receiveQueue == 1000)
    #expect(try found(clients[0]).socket.record?.sendQueue == 0)
  }

  @Test func queuesOfUnix() throws {
    var pair: [CInt] = [0, 0]
    #expect(socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0, &pair) == 0)
    defer { for number in pair { close(number) } }
    Connections.send(300, over: pair[0])
    guard let socket = try found(pair[1]).socket.record, UnixSocketDump.sockets() != nil else {
      return
    }
    #expect(socket.receiveQueue == 300)
  }

  @Test(.enabled(if: isDumped)) func anAddressOfIPv4InIPv6() throws {
    let (listener, port) = Connections.listener()
    let client = socket(AF_INET6, CInt(SOCK_STREAM.rawValue), 0)
    guard client >= 0 else { return }
    defer { for number in [client, listener] { close(number) } }
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    address.sin6_port = port.bigEndian
    withUnsafeMutableBytes(of: &address.sin6_addr) { bytes in
      bytes.copyBytes(from: Array(repeating: 0, count: 10) + [0xFF, 0xFF, 127, 0, 0, 1])
    }
    _ = withUnsafeBytes(of: &address) { bytes in
      bytes.withMemoryRebound(to: sockaddr.self) {
        connect(client, $0.baseAddress, socklen_t(bytes.count))
      }
    }
    Connections.send(77, over: client)
    let socket = try found(client)
    let remote = try #require(socket.socket.record?.remote)
    #expect(socket.family.record == .inet6 && remote.port == port)
    #expect(String(decoding: remote.text, as: UTF8.self) == "::ffff:127.0.0.1")
    #expect(socket.information.record?.bytesSent == 77)
  }

  /// Both ways tell the same of the same sockets.
  @Test(.enabled(if: isDumped)) func theFilesAndTheKernelAgree() throws {
    let (listener, port) = Connections.listener()
    let client = Connections.connected(to: port)
    let server = accept(listener, nil, nil)
    let datagrams = socket(AF_INET, CInt(SOCK_DGRAM.rawValue), 0)
    Connections.connect(datagrams, to: port)
    let numbers = [listener, client, server, datagrams]
    defer { for number in numbers { close(number) } }
    let files = ProcessFiles(pid: getpid(), of: machine, counters: ReadCounters())
    for number in numbers {
      let dumped = try #require(try found(number).socket.record)
      let file: SocketFile = number == datagrams ? .udp : .tcp
      var read = try #require(files.sockets(in: file).record?.sockets[Connections.inode(number)])
      // The file does not tell how many may wait at a listener.
      if number == listener { read.sendQueue = dumped.sendQueue }
      #expect(read == dumped)
    }
  }

  /// A dump counts by its own name, and takes the place of one that asks for less.
  @Test(.enabled(if: isDumped)) func itIsAskedOnce() throws {
    let (listener, port) = Connections.listener()
    let client = Connections.connected(to: port)
    defer { for number in [client, listener] { close(number) } }
    let counters = ReadCounters()
    let files = ProcessFiles(pid: getpid(), of: machine, counters: counters)
    let sockets = try #require(files.openSockets(SocketTables()).record).sockets
    for socket in sockets where socket.file?.number == client || socket.file?.number == listener {
      _ = socket.information
    }
    for socket in sockets where socket.file?.number == client || socket.file?.number == listener {
      #expect(socket.socket.record?.transport == .tcp)
    }
    #expect(counters.current.opened[ProcFile.tcpInfo.rawValue] == 1)
    #expect(counters.current.opened[ProcFile.net.rawValue] == 0)
  }
}

/// Connections of another network namespace.
@Suite(.serialized) struct OtherNetworkTests {
  private static let canLeave: Bool = {
    let trial = try? Command("/usr/bin/unshare", ["-n", "ip", "link", "set", "lo", "up"]).run()
    return trial?.status == 0
  }()

  /// Both ends are this process's, which is not in the namespace; a process of nobody's is, and has
  /// them too.
  private final class Connection {
    var numbers: [CInt] = []
    var member: Int32 = -1

    func end() {
      if member > 0 {
        kill(member, SIGKILL)
        waitpid(member, nil, 0)
      }
      for number in numbers { close(number) }
    }
  }

  private func connection(member words: [String]) -> Connection {
    let connection = Connection()
    onThread {
      guard ctest_leave_network() == 0,
        (try? Command("/usr/bin/env", ["ip", "link", "set", "lo", "up"]).run())?.status == 0
      else { return }
      let (listener, port) = Connections.listener()
      let client = Connections.connected(to: port)
      let server = accept(listener, nil, nil)
      Connections.send(4711, over: client)
      Connections.receive(4711, over: server)
      connection.numbers = [client, server, listener]
      connection.member = (try? start(words)) ?? -1
    }
    awaitSleep(of: connection.member)
    return connection
  }

  /// One that has become another user's does not tell its environment.
  private func awaitSleep(of pid: Int32) {
    guard let machine = try? ProcFS() else { return }
    while let stat = ProcessFiles(pid: pid, of: machine, counters: ReadCounters()).stat.record,
      !stat.isZombie
    {
      if stat.name == Array("sleep".utf8), stat.state == .sleeping { return }
      usleep(1000)
    }
  }

  private func information(
    _ number: CInt, of pid: Int32
  ) throws -> Reading<TCPInformation> {
    let files = ProcessFiles(pid: pid, of: try ProcFS(), counters: ReadCounters())
    let inode = Connections.inode(number)
    let sockets = try #require(files.openSockets(SocketTables()).record).sockets
    return try #require(sockets.first { $0.inode == inode }).information
  }

  @Test(.enabled(if: canLeave)) func itIsEntered() throws {
    let connection = connection(member: ["/bin/sleep", "600"])
    defer { connection.end() }
    try #require(connection.member > 0 && connection.numbers.count == 3)
    // Of the process that is in the namespace, and of this one, which is not.
    for pid in [connection.member, getpid()] {
      #expect(try information(connection.numbers[0], of: pid).record?.bytesSent == 4711)
      #expect(try information(connection.numbers[1], of: pid).record?.bytesReceived == 4711)
      #expect(try information(connection.numbers[2], of: pid).isAbsent)
    }
  }

  /// What no file tells, and what is entered for it; the process that leads there may have ended.
  @Test(.enabled(if: canLeave)) func theKernelTellsOfAllThatAreHeld() throws {
    let connection = connection(member: ["/bin/sleep", "600"])
    defer { connection.end() }
    try #require(connection.member > 0 && connection.numbers.count == 3)
    let inode = Connections.inode(connection.numbers[2])
    for pid in [connection.member, getpid()] {
      let files = ProcessFiles(pid: pid, of: try ProcFS(), counters: ReadCounters())
      let sockets = try #require(files.openSockets(SocketTables()).record).sockets
      let listener = try #require(sockets.first { $0.inode == inode }).socket.record
      #expect(listener?.state == .listen && listener?.sendQueue != nil)
    }
    let number = try #require(
      ProcessFiles(pid: connection.member, of: try ProcFS(), counters: ReadCounters())
        .namespace(.net).record)
    let members = NamespaceMembers(
      .number(number), [Int32.max, connection.member], of: try ProcFS(), ReadCounters())
    let network = try members.enter()
    #expect(try network.status().st_ino == number)
  }

  @Test(.enabled(if: canLeave && geteuid() == 0, "only root can become nobody"))
  func whoMayNotEnterIsTold() throws {
    let connection = connection(member: [
      "/usr/bin/setpriv", "--reuid=65534", "--clear-groups", "/bin/sleep", "600",
    ])
    defer { connection.end() }
    try #require(connection.member > 0 && connection.numbers.count == 3)
    asNobody { [self] in
      let reading = try? information(connection.numbers[0], of: connection.member)
      #expect(reading?.deniedFile == .tcpInfo)
    }
  }
}
