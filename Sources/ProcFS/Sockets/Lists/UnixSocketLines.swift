/// The lines of /proc/PID/net/unix: `Num: RefCount Protocol Flags Type St Inode Path`.
///
/// A name is printed as it is, and an abstract one may hold line feeds, so that what looks like a
/// line may be a part of a process's own making. It can be told by nothing but its form, which the
/// kernel never departs from, by an inode that stands here twice: of that nothing is believed but
/// that it is a unix socket's, and by its place: a line is doubtful if it may be the end of a name
/// that begins in the line before it. What a process holds is a socket whatever is doubtful; what
/// none holds may not be there at all.
struct UnixSocketLines {
  private var listed = ListedSockets()
  private var pending: (inode: UInt64, socket: Socket, isDoubtful: Bool)?
  /// Inodes that stand in a line of the kernel's own.
  private var certain: Set<UInt64> = []
  /// How many bytes a name has by here that may go on in the next line, at least; nil where none may.
  private var nameLength: Int?

  /// What they list.
  static func sockets(of text: Span<UInt8>) -> ListedSockets {
    var lines = UnixSocketLines()
    var position = 0
    while let range = text.takeLine(&position) { lines.take(text.extracting(range)) }
    lines.flush()
    lines.listed.doubtful.subtract(lines.certain)
    return lines.listed
  }

  private mutating func take(_ line: Span<UInt8>) {
    let length = nameLength.map { $0 + 1 + line.count }
    let isDoubtful = length.map { $0 <= Self.longestName } ?? false
    if let (inode, socket) = Self.socket(line) {
      flush()
      pending = (inode, socket, isDoubtful)
      // If it is one, its own name may go on; else that of the line before does.
      nameLength = socket.path?.count ?? (isDoubtful ? length : nil)
    } else {
      continuePath(line)
      nameLength = isDoubtful ? length : nil
    }
  }

  private mutating func flush() {
    guard let (inode, socket, isDoubtful) = pending else { return }
    pending = nil
    guard inode != 0 else {
      if isDoubtful { listed.doubtfulNameless += 1 } else { listed.nameless.append(socket) }
      return
    }
    if isDoubtful { listed.doubtful.insert(inode) } else { certain.insert(inode) }
    if let other = listed.sockets[inode], other != socket {
      listed.sockets[inode] = Socket(family: .unix)
    } else {
      listed.sockets[inode] = socket
    }
  }

  /// A line that is none of a socket goes on with the path of the one before.
  private mutating func continuePath(_ line: Span<UInt8>) {
    guard let path = pending?.socket.path, path.count + line.count < Self.longestName else {
      return
    }
    pending?.socket.path = path + [UInt8(ascii: "\n")] + line.array
  }

  /// The size of sun_path.
  private static let longestName = 108

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
