import Execution
import Glibc
import ProcFS
import QueryLanguage
import Schema
import TestSupport
import Testing
import Values

@testable import ProcessCatalog

/// What connections carry within a window, to the byte.
@Suite(.serialized) struct ConnectionRateTests {
  private struct Outcome {
    var rows: [String] = []
    var notes: [String] = []
  }

  private func ask(
    _ query: String, while work: @escaping @Sendable () -> Void = {}
  ) throws -> Outcome {
    let machine = ProcessSource(try ProcFS(), includesSelf: true)
    var session = Session(BusySource(machine: machine, work: work))
    var outcome = Outcome()
    for statement in try session.prepare(SourceText(query)) {
      let answer = statement.run()
      while let cells = try answer.next() {
        outcome.rows.append(cells.map(\.shown).joined(separator: " "))
      }
      outcome.notes = answer.notes
    }
    return outcome
  }

  /// Some kernels and sandboxes have no sock_diag.
  private static let isTold: Bool = {
    let (listener, port) = Connections.listener()
    let client = Connections.connected(to: port)
    defer { for number in [client, listener] { close(number) } }
    guard let machine = try? ProcFS() else { return false }
    let files = ProcessFiles(pid: getpid(), of: machine, counters: ReadCounters())
    let sockets = files.openSockets(SocketTables()).record?.sockets ?? []
    return sockets.first { $0.file?.number == client }?.information.record != nil
  }()

  @Test(.enabled(if: isTold)) func whatIsCarriedMeanwhileToTheByte() throws {
    let (listener, port) = Connections.listener()
    let client = Connections.connected(to: port)
    let server = accept(listener, nil, nil)
    defer { for number in [server, client, listener] { close(number) } }
    Connections.send(1000, over: client)
    Connections.receive(1000, over: server)
    let work = { @Sendable in
      Connections.send(12345, over: client)
      Connections.receive(12345, over: server)
    }
    let changes = try ask(
      """
      select pid, sum(delta(sockets.bytes_received) where local_port = \(port)) as down,
        sum(delta(sockets.bytes_sent) where remote_port = \(port)) as up
      over 1ms where pid = \(getpid())
      """, while: work)
    #expect(changes.rows == ["\(getpid()) 12345 bytes 12345 bytes"])
    #expect(
      changes.notes.contains(
        "bytes_received, bytes_sent leave out UDP, and connections that have been closed"))
    let grouped = try ask(
      """
      select process.pid, sum(delta(bytes_received)) from sockets over 1ms
      where pid = \(getpid()) and local_port = \(port) group by process.pid
      """, while: work)
    #expect(grouped.rows == ["\(getpid()) 12345 bytes"])
    let rates = try ask(
      """
      select pid, sum(rate(sockets.bytes_received)) as down, sum(rate(sockets.bytes_sent)) as up
      over 1ms where down > 0 and pid = \(getpid()) order by down desc
      """, while: work)
    #expect(rates.rows.count == 1 && rates.rows[0].hasPrefix("\(getpid()) "))
  }

  /// A socket is one however many descriptors lead to it.
  @Test(.enabled(if: isTold)) func aSocketOfSeveralDescriptorsCountsOnce() throws {
    let (listener, port) = Connections.listener()
    let client = Connections.connected(to: port)
    let server = accept(listener, nil, nil)
    let others = [dup(server), dup(server)]
    defer { for number in others + [server, client, listener] { close(number) } }
    let changes = try ask(
      """
      select sum(delta(sockets.bytes_received) where local_port = \(port)),
        count(sockets where local_port = \(port) and state = 'ESTABLISHED')
      over 1ms where pid = \(getpid())
      """
    ) {
      Connections.send(4321, over: client)
      Connections.receive(4321, over: server)
    }
    #expect(changes.rows == ["4321 bytes 3"])
    let total = try ask(
      """
      select sum(bytes_received), count(*) from sockets
      where pid = \(getpid()) and local_port = \(port) and state = 'ESTABLISHED'
      """
    ) {}
    #expect(total.rows == ["4321 bytes 3"])
  }

  /// What has ended took what it carried with it, which is said of sockets as of processes.
  @Test(.enabled(if: isTold)) func whatEndsMeanwhileIsSaid() throws {
    let (listener, port) = Connections.listener()
    let client = Connections.connected(to: port)
    let server = accept(listener, nil, nil)
    defer { close(listener) }
    let changes = try ask(
      """
      select sum(delta(bytes_received)) from sockets over 1ms
      where pid = \(getpid()) and local_port = \(port) and state = 'ESTABLISHED'
      """
    ) {
      close(server)
      close(client)
    }
    #expect(changes.notes.contains { $0.hasSuffix("what it used is not in these rows") })
  }

  /// What begins within the window has carried all of it there.
  @Test(.enabled(if: isTold)) func aConnectionThatBeginsMeanwhileCountsFromZero() throws {
    let (listener, port) = Connections.listener()
    let unconnected = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    defer { for number in [unconnected, listener] { close(number) } }
    let changes = try ask(
      """
      select sum(delta(bytes_sent)), count(*) from sockets over 1ms
      where pid = \(getpid()) and remote_port = \(port)
      """
    ) {
      Connections.connect(unconnected, to: port)
      Connections.send(777, over: unconnected)
      // It ends with the process that runs the tests.
      Connections.send(33, over: Connections.connected(to: port))
    }
    #expect(changes.rows == ["810 bytes 2"])
  }

  /// One that no process had accepted when the window began was not read then.
  @Test(.enabled(if: isTold)) func whatWaitedForItsProcessIsNotTakenForNew() throws {
    let (listener, port) = Connections.listener()
    let client = Connections.connected(to: port)
    defer { for number in [client, listener] { close(number) } }
    Connections.send(500, over: client)
    let changes = try ask(
      """
      select delta(bytes_received) from sockets over 1ms
      where pid = \(getpid()) and local_port = \(port) and state = 'ESTABLISHED'
      """
    ) { Connections.receive(500, over: accept(listener, nil, nil)) }
    #expect(changes.rows == ["not read then"])
    #expect(changes.notes.contains { $0.contains("not read when the window began") })
  }

  @Test func whatASumLeavesOutIsSaid() throws {
    let note = "retransmits leaves out UDP, and connections that have been closed"
    for query in [
      "select sum(retransmits) from sockets where pid = 1",
      "select sum(retransmits + 1) from sockets where pid = 1 group by pid",
      "select sum(sockets.retransmits) where pid = 1",
      "select retransmits as again, sum(again) from sockets where pid = 1 group by again",
      "select rate(retransmits) from sockets over 1ms where pid = 1",
      "select pid where pid in (select sum(sockets.retransmits) where pid = 1)",
      "let again = retransmits; select sum(again) from sockets where pid = 1",
    ] {
      #expect(try ask(query).notes.filter { $0 == note }.count == 1, "\(query)")
    }
    for query in [
      "select max(retransmits), count(*) from sockets where pid = 1",
      "select retransmits, rtt from sockets where pid = 1", "select sum(rss) where pid = 1",
    ] {
      #expect(try !ask(query).notes.contains { $0.contains("out") }, "\(query)")
    }
  }

  /// No rate needs no unit.
  @Test func nothingIsComparedWithoutAUnit() throws {
    for test in ["read_rate > 0", "0 < read_rate", "read_rate between 0 and 1M / 1s"] {
      #expect(try ask("select count(*) over 1ms where pid = 0 and \(test)").rows == ["0"])
    }
    #expect(throws: (any Error).self) { try ask("select pid over 1ms where read_rate > 1") }
  }
}
