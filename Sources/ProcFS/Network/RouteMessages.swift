/// What rtnetlink tells of our own network namespace: messages of one kind, each with attributes.
struct RouteMessages {
  private let pieces: [NetlinkMessages]

  /// What is asked for.
  enum Request: UInt16 {
    /// RTM_GETLINK
    case links = 18
    /// RTM_GETADDR
    case addresses = 22
  }

  /// Asks the kernel.
  init(_ request: Request) throws(Errno) {
    // An ifinfomsg, whose family is any.
    let dump = NetlinkDump(request.rawValue, Array(repeating: 0, count: 16))
    pieces = try dump.answer(over: NetlinkDump.connection(to: .route), from: []) { $0.append($1) }
  }

  /// For tests of what is read out of an answer.
  init(bytes: [UInt8]) {
    pieces = [NetlinkMessages(bytes[...])]
  }

  /// Calls with each message of this type that has a whole head of so many bytes.
  func forEach(_ type: UInt16, head: Int, _ body: (NetlinkMessage) -> Void) {
    for piece in pieces { piece.forEach(type, head: head, body) }
  }
}
