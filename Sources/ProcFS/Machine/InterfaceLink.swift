import Glibc

/// What the system says of a network interface of our own namespace besides its counters.
package struct InterfaceLink: Sendable, Equatable {
  /// It is switched on and its link is up, as psutil's `isup`.
  package var isUp = false
  /// IPv4 and IPv6 addresses as text; one that is good on its link alone with the link's name
  /// behind a `%`.
  package var addresses: [[UInt8]] = []

  /// Every interface, by name.
  static func all() throws(Errno) -> [[UInt8]: InterfaceLink] {
    var first: UnsafeMutablePointer<ifaddrs>?
    guard getifaddrs(&first) == 0 else { throw .last }
    defer { freeifaddrs(first) }
    var links: [[UInt8]: InterfaceLink] = [:]
    var next = first
    while let entry = next?.pointee {
      next = entry.ifa_next
      guard let name = entry.ifa_name else { continue }
      links[Array(String(cString: name).utf8), default: InterfaceLink()].take(entry)
    }
    return links
  }

  private mutating func take(_ entry: ifaddrs) {
    isUp = entry.ifa_flags & UInt32(IFF_RUNNING) != 0
    guard let address = entry.ifa_addr else { return }
    switch CInt(address.pointee.sa_family) {
    case AF_INET: append(address, MemoryLayout<sockaddr_in>.size)
    case AF_INET6: append(address, MemoryLayout<sockaddr_in6>.size)
    default: break
    }
  }

  private mutating func append(_ address: UnsafeMutablePointer<sockaddr>, _ size: Int) {
    let capacity = Int(NI_MAXHOST)
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { buffer in
      let result = getnameinfo(
        address, socklen_t(size), buffer.baseAddress, socklen_t(capacity), nil, 0, NI_NUMERICHOST)
      guard result == 0 else { return }
      addresses.append(buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)))
    }
  }
}
