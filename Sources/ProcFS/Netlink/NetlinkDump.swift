import CProc
import Glibc

/// A question to the kernel over netlink whose answer is a list: all interfaces, all sockets.
struct NetlinkDump {
  /// Whom it is asked.
  enum Subject: CInt {
    /// NETLINK_ROUTE: interfaces and addresses.
    case route = 0
    /// NETLINK_SOCK_DIAG: sockets.
    case sockets = 4
  }

  /// The message that asks.
  let request: [UInt8]

  /// `kind` is the type of the message, `content` what stands behind its header.
  init(_ kind: UInt16, _ content: [UInt8]) {
    // A nlmsghdr: its length, the type, NLM_F_REQUEST and NLM_F_DUMP; no number and no sender.
    request =
      UInt32(NetlinkMessage.headerSize + content.count).bytes + kind.bytes + UInt16(0x301).bytes
      + UInt64(0).bytes + content
  }

  /// A way to ask, in the network namespace that this thread is in.
  static func connection(to subject: Subject) throws(Errno) -> Descriptor {
    let number = DescriptorShortage.outlasting {
      socket(AF_NETLINK, CInt(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue), subject.rawValue)
    }
    guard number >= 0 else { throw .last }
    return Descriptor(owning: number)
  }

  /// Likewise in another network namespace, by its link `ns/net`. To go there takes CAP_SYS_ADMIN.
  static func connection(
    to subject: Subject, in network: borrowing Descriptor
  ) throws(Errno) -> Descriptor {
    let place = network.number
    let number = DescriptorShortage.outlasting {
      cproc_socket_in(
        place, AF_NETLINK, CInt(SOCK_RAW.rawValue | SOCK_CLOEXEC.rawValue), subject.rawValue)
    }
    guard number >= 0 else { throw .last }
    return Descriptor(owning: number)
  }

  /// The whole answer, as `take` makes it of one piece after another. Where the list has changed
  /// while it was told it is asked for again, some times; what is told the last time holds.
  func answer<Answer>(
    over connection: borrowing Descriptor, from empty: Answer,
    _ take: (inout Answer, NetlinkMessages) -> Void
  ) throws(Errno) -> Answer {
    for _ in 1..<Self.attempts {
      var answer = empty
      if try isWhole(&answer, over: connection, take) { return answer }
    }
    var answer = empty
    _ = try isWhole(&answer, over: connection, take)
    return answer
  }

  private static let attempts = 5

  /// Asks once; false where the list has changed meanwhile.
  private func isWhole<Answer>(
    _ answer: inout Answer, over connection: borrowing Descriptor,
    _ take: (inout Answer, NetlinkMessages) -> Void
  ) throws(Errno) -> Bool {
    let number = connection.number
    let sent = uninterrupted { send(number, request, request.count, 0) }
    guard sent == request.count else { throw .last }
    var isInconsistent = false
    while true {
      let piece = NetlinkMessages(try Self.piece(from: number)[...])
      take(&answer, piece)
      switch piece.progress {
      case .goesOn(let inconsistent): isInconsistent = isInconsistent || inconsistent
      case .isWhole(let inconsistent): return !(isInconsistent || inconsistent)
      case .failed(let reason): throw reason
      }
    }
  }

  private static func piece(from number: CInt) throws(Errno) -> [UInt8] {
    var failure: Errno?
    let piece = [UInt8](unsafeUninitializedCapacity: largestPiece) { buffer, count in
      let received = uninterrupted {
        recv(number, buffer.baseAddress, largestPiece, CInt(MSG_TRUNC))
      }
      if received <= 0 { failure = received < 0 ? .last : Errno(EIO) }
      if received > largestPiece { failure = Errno(EMSGSIZE) }
      count = max(0, min(received, largestPiece))
    }
    if let failure { throw failure }
    return piece
  }

  /// The kernel never sends more than 32 KiB at once.
  private static let largestPiece = 64 << 10
}

extension FixedWidthInteger {
  /// As it lies in the memory of this machine.
  var bytes: [UInt8] { withUnsafeBytes(of: self) { Array($0) } }
}
