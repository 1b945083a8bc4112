import CProc
import Glibc

/// What the system says of a network interface of our own namespace besides its counters. /sys
/// would tell of the namespace that mounted it, which need not be ours.
package struct InterfaceLink: Sendable, Equatable {
  /// It is switched on and its link is up, as psutil's `isup`.
  package var isUp = false
  /// The largest packet that it carries, in bytes.
  package var packetSize: Int64?
  /// `52:54:00:12:34:56`; nil where it has no such address.
  package var hardwareAddress: [UInt8]?
  /// IPv4 and IPv6 addresses as text, whatever their labels are; one that is good on its link alone
  /// with the link's name behind a `%`.
  package var addresses: [[UInt8]] = []

  /// Every interface, by name. A name is bytes; addresses belong to an interface by its number.
  static func all() throws(Errno) -> [[UInt8]: InterfaceLink] {
    try all(links: RouteMessages(.links), addresses: RouteMessages(.addresses))
  }

  /// Of the answers to both questions.
  static func all(links: RouteMessages, addresses: RouteMessages) -> [[UInt8]: InterfaceLink] {
    var found: [UInt32: (name: [UInt8], link: InterfaceLink)] = [:]
    // RTM_NEWLINK, and struct ifinfomsg.
    links.forEach(16, head: 16) { message in
      guard let name = message.attribute(IFLA.name)?.prefix(while: { $0 != 0 }) else { return }
      found[message.number(UInt32.self, at: 4)] = (Array(name), InterfaceLink(message))
    }
    // RTM_NEWADDR, and struct ifaddrmsg.
    addresses.forEach(20, head: 8) { message in
      let index = message.number(UInt32.self, at: 4)
      guard let name = found[index]?.name, let address = message.addressText(on: name) else {
        return
      }
      found[index]?.link.addresses.append(address)
    }
    return Dictionary(found.values.map { ($0.name, $0.link) }) { first, _ in first }
  }

  /// In megabits a second, as ethtool tells it; nil where the interface has no speed or does not
  /// say.
  static func speed(of name: [UInt8]) -> Int64? {
    var speed: UInt32 = 0
    let result = (name + [0]).withUnsafeBytes {
      $0.withMemoryRebound(to: CChar.self) { name in
        name.baseAddress.map { cproc_link_speed($0, &speed) } ?? -1
      }
    }
    // SPEED_UNKNOWN is -1, of 32 bits or of 16.
    guard result == 0, speed != 0, speed != .max, speed != UInt32(UInt16.max) else { return nil }
    return Int64(speed)
  }
}

extension InterfaceLink {
  fileprivate init(_ message: NetlinkMessage) {
    isUp = message.number(UInt32.self, at: 8) & UInt32(IFF_RUNNING) != 0
    packetSize = message.attribute(IFLA.packetSize).flatMap { bytes in
      bytes.count == 4 ? bytes.number(UInt32.self, at: bytes.startIndex).map(Int64.init) : nil
    }
    hardwareAddress = message.attribute(IFLA.address).flatMap { bytes in
      bytes.isEmpty ? nil : Array(bytes.map(twoDigits).joined(separator: [UInt8(ascii: ":")]))
    }
  }
}

/// The attributes of a link.
private enum IFLA {
  static let address: UInt16 = 1
  static let name: UInt16 = 3
  static let packetSize: UInt16 = 4
}

/// The attributes of an address.
private enum IFA {
  /// Of a link from point to point, the other end's.
  static let address: UInt16 = 1
  /// Our own, where the other is not.
  static let local: UInt16 = 2
}

extension NetlinkMessage {
  /// Nil of another protocol's address.
  fileprivate func addressText(on link: [UInt8]) -> [UInt8]? {
    guard let bytes = attribute(IFA.local) ?? attribute(IFA.address) else { return nil }
    switch (CInt(number(UInt8.self, at: 0)), bytes.count) {
    case (AF_INET, 4): return presentation(Array(bytes), AF_INET)
    case (AF_INET6, 16):
      let text = presentation(Array(bytes), AF_INET6)
      return bytes.isOfOneLink ? text.map { $0 + [UInt8(ascii: "%")] + link } : text
    case _: return nil
    }
  }
}

extension ArraySlice<UInt8> {
  /// fe80::/10, and multicast of one link.
  fileprivate var isOfOneLink: Bool {
    self[startIndex] == 0xFE && self[startIndex + 1] & 0xC0 == 0x80
      || self[startIndex] == 0xFF && self[startIndex + 1] & 0x0F == 2
  }
}

private func presentation(_ address: [UInt8], _ family: CInt) -> [UInt8]? {
  let capacity = Int(INET6_ADDRSTRLEN)
  return withUnsafeTemporaryAllocation(of: CChar.self, capacity: capacity) { text in
    guard inet_ntop(family, address, text.baseAddress, socklen_t(capacity)) != nil else {
      return nil
    }
    return text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:))
  }
}

private func twoDigits(_ byte: UInt8) -> [UInt8] {
  [byte >> 4, byte & 0xF].map { digit in
    digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
  }
}
