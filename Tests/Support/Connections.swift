import Glibc

/// Sockets of this process, for tests to look at.
package enum Connections {
  /// A TCP listener on a free port of the loopback address, and the port.
  package static func listener(backlog: CInt = 16) -> (number: CInt, port: UInt16) {
    let number = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    var address = loopback(port: 0)
    _ = withAddress(&address) { bind(number, $0, $1) }
    _ = listen(number, backlog)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutableBytes(of: &address) { bytes in
      bytes.withMemoryRebound(to: sockaddr.self) { getsockname(number, $0.baseAddress, &length) }
    }
    return (number, UInt16(bigEndian: address.sin_port))
  }

  /// A socket that is connected to a port of the loopback address; below 0 where that failed.
  package static func connected(to port: UInt16) -> CInt {
    let number = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
    connect(number, to: port)
    return number
  }

  package static func connect(_ number: CInt, to port: UInt16) {
    var address = loopback(port: port)
    _ = withAddress(&address) { Glibc.connect(number, $0, $1) }
  }

  /// Sends so many bytes.
  package static func send(_ count: Int, over number: CInt) {
    let bytes = [UInt8](repeating: 120, count: count)
    var sent = 0
    while sent < count {
      let result = bytes[sent...].withUnsafeBytes {
        Glibc.send(number, $0.baseAddress, $0.count, 0)
      }
      guard result > 0 else { return }
      sent += result
    }
  }

  /// Takes in so many bytes.
  package static func receive(_ count: Int, over number: CInt) {
    var bytes = [UInt8](repeating: 0, count: max(1, count))
    var received = 0
    while received < count {
      let result = recv(number, &bytes, count - received, 0)
      guard result > 0 else { return }
      received += result
    }
  }

  package static func inode(_ number: CInt) -> UInt64 {
    var status = stat()
    return fstat(number, &status) == 0 ? UInt64(status.st_ino) : 0
  }

  private static func loopback(port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }

  private static func withAddress<Result>(
    _ address: inout sockaddr_in, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result? {
    withUnsafeBytes(of: &address) { bytes in
      bytes.withMemoryRebound(to: sockaddr.self) { address in
        address.baseAddress.map { body($0, socklen_t(bytes.count)) }
      }
    }
  }
}
