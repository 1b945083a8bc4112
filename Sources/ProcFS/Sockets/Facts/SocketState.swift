/// The state of a TCP connection, by the kernel's number.
package struct SocketState: Hashable, Sendable {
  /// The kernel's, which counts from 1.
  package let number: UInt64

  /// 12 is a connection that is being accepted and not yet a socket of its own.
  package init(number: UInt64) {
    self.number = number == 12 ? 3 : number
  }

  package static let established = SocketState(number: 1)
  package static let listen = SocketState(number: 10)

  /// psutil's words, from 1 on.
  package static let words = [
    "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2", "TIME_WAIT", "CLOSE",
    "CLOSE_WAIT", "LAST_ACK", "LISTEN", "CLOSING",
  ]

  /// psutil's word; of one that has none its number.
  package var word: String {
    (1...UInt64(Self.words.count)).contains(number)
      ? Self.words[Int(number) - 1] : String(number)
  }
}
