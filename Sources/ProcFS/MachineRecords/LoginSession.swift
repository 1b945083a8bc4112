extension Login {
  /// A file in /run/systemd/sessions, where logind keeps a session: `NAME=value` lines. Nil where
  /// this is no user's (a greeter's, the user manager's, a timer's), where the session is about to
  /// end, and where it does not name its user.
  init?(session text: Span<UInt8>) {
    var values: [Key: [UInt8]] = [:]
    var position = 0
    while let range = text.takeLine(&position) {
      let line = text.extracting(range)
      guard let equals = line.index(of: UInt8(ascii: "="), from: 0),
        let key = Key(rawValue: String(decoding: line.extracting(..<equals).array, as: UTF8.self))
      else { continue }
      values[key] = line.extracting((equals + 1)...).unquoted
    }
    guard let name = values[.user], !name.isEmpty, values[.class].map(\.isOfUser) ?? true,
      values[.state] != Array("closing".utf8)
    else { return nil }
    self.init(
      name: name, terminal: values[.terminal].flatMap(\.nonempty)?.withoutDevices,
      host: values[.host].flatMap(\.nonempty),
      started: values[.began].flatMap { $0.span.exactNumber }.flatMap(
        Nanoseconds.init(microseconds:)),
      pid: values[.leader].flatMap { $0.span.exactNumber }.flatMap(Int64.init(exactly:)))
  }

  /// The lines that are read of it.
  private enum Key: String {
    case user = "USER"
    case `class` = "CLASS"
    case state = "STATE"
    case terminal = "TTY"
    case host = "REMOTE_HOST"
    case began = "REALTIME"
    case leader = "LEADER"
  }
}

extension [UInt8] {
  /// `user`, and its kinds since systemd 256: `user-early`, `user-light`.
  fileprivate var isOfUser: Bool {
    self == Array("user".utf8) || starts(with: "user-".utf8)
  }

  /// `/dev/` is no part of a terminal's name, which may be told with it.
  fileprivate var withoutDevices: [UInt8] {
    starts(with: "/dev/".utf8) ? Array(dropFirst(5)) : self
  }
}

extension Nanoseconds {
  fileprivate init?(microseconds: UInt64) {
    guard let microseconds = Int64(exactly: microseconds) else { return nil }
    let (count, overflow) = microseconds.multipliedReportingOverflow(by: 1000)
    guard !overflow else { return nil }
    self.init(count)
  }
}

extension Span where Element == UInt8 {
  /// A value as systemd writes it: in quotes where it must be, odd bytes as `\xNN`, others behind a
  /// backslash.
  fileprivate var unquoted: [UInt8] {
    var value: [UInt8] = []
    var index = 0
    while index < count {
      let byte = self[index]
      index += 1
      if byte == UInt8(ascii: "\"") { continue }
      guard byte == UInt8(ascii: "\\"), index < count else {
        value.append(byte)
        continue
      }
      if self[index] == UInt8(ascii: "x"), index + 2 < count,
        let number = extracting((index + 1)..<(index + 3)).exactHexadecimal
      {
        value.append(UInt8(truncatingIfNeeded: number))
        index += 3
      } else {
        value.append(self[index])
        index += 1
      }
    }
    return value
  }
}
