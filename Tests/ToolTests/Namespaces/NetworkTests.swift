import Glibc
import TestSupport
import Testing

/// Interfaces are those of our own network namespace, whatever /sys shows.
@Suite(.enabled(if: Namespaces.haveInterfaces, "interfaces cannot be made"))
struct NetworkTests {
  private func rows(_ script: String, _ columns: String, of name: String) throws -> String {
    let found = try Namespaces.run(
      ["-n"],
      script
        + "\nprocq --no-header -fcsv -e \"select \(columns) from interfaces where name = '\(name)'\""
    )
    #expect(found.errors == "")
    return found.output
  }

  @Test(arguments: ["eth0", "lo0", "veryownname"])
  func factsOfAnInterface(name: String) throws {
    let script =
      "ip link add name \(name) mtu 1280 address 02:00:00:00:00:07 type veth peer name other"
    #expect(
      try rows(script, "mtu, mac, speed, up", of: name) == "1280,02:00:00:00:00:07,10000,false\n")
  }

  @Test func aLabelledAddressIsItsInterfaces() throws {
    let script = """
      ip link set lo up
      ip addr add 10.9.0.5/32 dev lo label lo:web
      ip addr add 10.9.0.6/32 dev lo label lo:1
      """
    let addresses = try rows(script, "addresses", of: "lo")
    for address in ["127.0.0.1", "10.9.0.5", "10.9.0.6", "::1"] {
      #expect(addresses.contains("\"\(address)\""), "\(address)")
    }
  }

  @Test func ofALinkFromPointToPointItIsOurEnd() throws {
    let script = """
      ip link add name a type veth peer name b
      ip addr add 10.5.0.1 peer 10.5.0.2/32 dev a
      """
    #expect(try rows(script, "list(addresses)[0]", of: "a").contains("10.5.0.1"))
  }

  @Test func aNameIsBytes() throws {
    let script = """
      name=$(printf 'n\\377')
      ip link add name "$name" type veth peer name other
      ip addr add 10.78.0.1/24 dev "$name"
      """
    let found = try Namespaces.run(
      ["-n"],
      script
        + "\nprocq -fndjson -e \"select name, mtu, addresses from interfaces where mtu = 1500\"")
    #expect(
      found.output.contains(
        #"{"name":"n\udcff","mtu":1500,"addresses":["10.78.0.1"]}"#), "\(found)")
  }
}

/// Sockets that no process holds, where namespaces hide some processes.
@Suite(.enabled(if: Namespaces.areAllowed, "namespaces cannot be made"))
struct HiddenHolderTests {
  private static let query = """
    procq --no-header -fcsv --denied '?' -e "select family, pid from sockets where fd is denied or fd is null"
    """

  /// Of a new network there are but the kernel's own ends of netlink, which are certainly nobody's.
  @Test func aNewNetworkHasTheKernelsSocketsAlone() throws {
    let found = try Namespaces.run(["-n", "-p", "--fork", "--mount-proc"], Self.query)
    let lines = found.output.split(separator: "\n")
    #expect(lines.allSatisfy { $0 == "netlink," }, "\(found)")
  }

  /// Who holds a socket may have no pid here.
  @Test func aHolderOutsideOfThePidNamespaceIsUnknown() throws {
    let listener = try Listener()
    let found = try Namespaces.run(
      ["-p", "--fork", "--mount-proc"],
      """
      procq --no-header -fcsv --denied '?' -e "select pid, state from sockets where local_port = \(listener.port)"
      """)
    #expect(found.output == "?,LISTEN\n", "\(found)")
  }
}

/// A socket of this process that listens.
private final class Listener {
  private let number = socket(
    AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
  let port: UInt16

  init() throws {
    try #require(listen(number, 1) == 0)
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutableBytes(of: &address) { [number] bytes in
      bytes.withMemoryRebound(to: sockaddr.self) { getsockname(number, $0.baseAddress, &length) }
    }
    port = UInt16(bigEndian: address.sin_port)
  }

  deinit { close(number) }
}
