/// Which driver has which device numbers, from `tty/drivers`.
package struct TerminalDrivers: Sendable {
  private var drivers: [Driver] = []

  fileprivate struct Driver: Sendable {
    /// `/dev/ttyS`
    var path: [UInt8]
    var major: UInt32
    var minors: ClosedRange<UInt32>
    /// The path is a device and not the beginning of several.
    var isSingle: Bool
  }

  /// Lines such as `serial  /dev/ttyS  4 64-111 serial`.
  init(_ text: Span<UInt8>) {
    drivers = text.lines { Driver($0) }
  }

  /// `/dev/pts/3`; nil of a device that no driver has.
  func path(of device: UInt32) -> [UInt8]? {
    let number = DeviceNumber(device)
    let minor = number.minor
    guard
      let driver = drivers.first(where: {
        $0.major == number.major && $0.minors.contains(minor)
      })
    else { return nil }
    if driver.isSingle { return driver.path }
    return driver.path + decimalDigits(minor - driver.minors.lowerBound + driver.first)
  }

  /// The numbers that are the same on every machine: pseudo-terminals, consoles and serial lines.
  static func wellKnown(_ device: UInt32) -> [UInt8]? {
    let number = DeviceNumber(device)
    let (major, minor) = (number.major, number.minor)
    switch (major, minor) {
    case (136...143, _): return Array("/dev/pts/".utf8) + decimalDigits(minor + (major - 136) * 256)
    case (4, 0...63): return Array("/dev/tty".utf8) + decimalDigits(minor)
    case (4, _): return Array("/dev/ttyS".utf8) + decimalDigits(minor - 64)
    case (5, 1): return Array("/dev/console".utf8)
    default: return nil
    }
  }
}

extension TerminalDrivers.Driver {
  fileprivate init?(_ line: Span<UInt8>) {
    var position = 0
    guard line.takeWord(&position) != nil, let path = line.takeWord(&position),
      let major = line.takeNumber(&position).flatMap(UInt32.init(exactly:)),
      let first = line.takeNumber(&position).flatMap(UInt32.init(exactly:))
    else { return nil }
    var last = first
    if position < line.count, line[position] == UInt8(ascii: "-") {
      position += 1
      last = line.takeNumber(&position).flatMap(UInt32.init(exactly:)) ?? first
    }
    guard first <= last else { return nil }
    let bytes = line.extracting(path).array
    self.path = bytes == Array("/dev/pts".utf8) ? bytes + [UInt8(ascii: "/")] : bytes
    self.major = major
    minors = first...last
    isSingle = first == last
  }

  /// The number in the name of the first device: tty1 is minor 1, ttyS0 is minor 64.
  fileprivate var first: UInt32 { path == Array("/dev/tty".utf8) ? minors.lowerBound : 0 }
}
