import Glibc

/// An address of the internet protocol and, where the protocol has them, a port.
package struct SocketAddress: Sendable, Hashable {
  /// 4 or 16 bytes in network order.
  package var bytes: [UInt8]
  /// Nil where the protocol has no ports.
  package var port: UInt16?

  /// Of `0100007F:0016`: each group of eight digits is a number of the machine that wrote it, whose
  /// bytes in memory are the address.
  init?(parsing text: Span<UInt8>) {
    guard let colon = text.index(of: UInt8(ascii: ":"), from: 0), colon == 8 || colon == 32,
      let port = text.extracting((colon + 1)...).exactHexadecimal.flatMap(UInt16.init(exactly:))
    else { return nil }
    bytes = []
    for start in stride(from: 0, to: colon, by: 8) {
      guard let word = text.extracting(start..<(start + 8)).exactHexadecimal else { return nil }
      withUnsafeBytes(of: UInt32(word)) { bytes.append(contentsOf: $0) }
    }
    self.port = port
  }

  /// Of bytes in network order.
  init(_ bytes: [UInt8], port: UInt16?) {
    self.bytes = bytes
    self.port = port
  }

  /// No address at all: what stands in the place of a peer that there is not.
  var isUnspecified: Bool { bytes.allSatisfy { $0 == 0 } }

  /// As inet_ntop(3) writes it: `127.0.0.1`, `fe80::1`, `::ffff:10.0.0.1`.
  package var text: [UInt8] {
    let family = bytes.count == 4 ? AF_INET : AF_INET6
    let capacity = Int(INET6_ADDRSTRLEN)
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
      guard let text = inet_ntop(family, bytes, buffer.baseAddress, socklen_t(capacity)) else {
        return []
      }
      return buffer.prefix(strnlen(text, capacity)).map(UInt8.init(bitPattern:))
    }
  }
}
