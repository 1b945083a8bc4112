/// How a socket carries data, by the number that socket(2) takes.
package struct SocketType: Hashable, Sendable {
  /// The kernel's, of which some have no name here.
  package let number: UInt64

  /// Of any number.
  package init(number: UInt64) {
    self.number = number
  }

  package static let stream = SocketType(number: 1)
  package static let dgram = SocketType(number: 2)
  package static let raw = SocketType(number: 3)
  package static let seqpacket = SocketType(number: 5)

  /// Those that have a name, in the order in which they are shown.
  package static let named: [SocketType] = [.stream, .dgram, .raw, .seqpacket]

  /// The usual name without `SOCK_`; of one that has none its number.
  package var word: String {
    switch self {
    case .stream: "stream"
    case .dgram: "dgram"
    case .raw: "raw"
    case .seqpacket: "seqpacket"
    default: String(number)
    }
  }
}
