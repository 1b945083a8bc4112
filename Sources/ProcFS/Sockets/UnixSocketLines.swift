/// The lines of /proc/PID/net/unix: `Num: RefCount Protocol Flags Type St Inode Path`.
///
/// A name is printed as it is, and an abstract one may hold line feeds, so that what looks like a
/// line may be a part of a process's own making. It can be told by nothing but its form, which the
/// kernel never departs from, and by an inode that stands here twice: of that nothing is believed
/// but that it is a unix socket's.
struct UnixSocketLines {
  private var sockets: [UInt64: Socket] = [:]
  private var pending: (inode: UInt64, socket: Socket)?

  /// The sockets by inode. Those that no process holds any more have none and are passed over.
  static func sockets(of text: Span<UInt8>) -> ListedSockets {
    var lines = UnixSocketLines()
    var position = 0
    while let range = text.takeLine(&position) { lines.take(text.extracting(range)) }
    lines.flush()
    return ListedSockets(sockets: lines.sockets)
  }

  private mutating func take(_ line: Span<UInt8>) {
    if let next = Self.socket(line) {
      flush()
      pending = next
    } else {
      continuePath(line)
    }
  }

  private mutating func flush() {
    guard let (inode, socket) = pending, inode != 0 else { return }
    pending = nil
    if let other = sockets[inode], other != socket {
      sockets[inode] = Socket(family: .unix)
    } else {
      sockets[inode] = socket
    }
  }

  /// A line that is none of a socket goes on with the path of the one before. A path has at most
  /// 108 bytes.
  private mutating func continuePath(_ line: Span<UInt8>) {
    guard let path = pending?.socket.path, path.count + line.count < 108 else { return }
    pending?.socket.path = path + [UInt8(ascii: "\n")] + line.array
  }

  /// `%pK: %08X %08X %08X %04X %02X %5lu`, and a blank and the path where there is one.
  private static func socket(_ line: Span<UInt8>) -> (inode: UInt64, socket: Socket)? {
    var position = 0
    guard line.takeHexadecimal(ofDigits: 8...16, &position) != nil,
      line.takes(UInt8(ascii: ":"), &position)
    else { return nil }
    for _ in 0..<3 { guard line.takeField(ofDigits: 8, &position) != nil else { return nil } }
    guard let type = line.takeField(ofDigits: 4, &position),
      line.takeField(ofDigits: 2, &position) != nil, line.isBlank(at: position),
      let inode = line.takeNumber(&position)
    else { return nil }
    var socket = Socket(family: .unix, type: SocketType(number: type))
    guard position < line.count else { return (inode, socket) }
    guard line.takes(UInt8(ascii: " "), &position) else { return nil }
    if position < line.count { socket.path = line.extracting(position...).array }
    return (inode, socket)
  }
}

extension Span where Element == UInt8 {
  fileprivate func isBlank(at position: Int) -> Bool {
    position < count && self[position] == UInt8(ascii: " ")
  }

  /// One blank, and so many hexadecimal digits.
  fileprivate func takeField(ofDigits digits: Int, _ position: inout Int) -> UInt64? {
    guard takes(UInt8(ascii: " "), &position) else { return nil }
    return takeHexadecimal(ofDigits: digits...digits, &position)
  }

  /// The number that begins right here.
  fileprivate func takeHexadecimal(
    ofDigits digits: ClosedRange<Int>, _ position: inout Int
  ) -> UInt64? {
    let start = position
    guard !isBlank(at: start), let number = takeHexadecimal(&position),
      digits.contains(position - start)
    else { return nil }
    return number
  }
}
