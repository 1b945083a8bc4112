@testable import ProcFS

/// Messages of netlink as the kernel would send them.
enum NetlinkBytes {
  /// A number as it lies in memory.
  static func number(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value) { Array($0) }
  }

  /// A message: its header and what it holds.
  static func message(_ kind: UInt16, flags: UInt16 = 2, _ content: [UInt8]) -> [UInt8] {
    let header =
      number(UInt32(16 + content.count)) + number(kind) + number(flags) + number(UInt64(0))
    return padded(header + content)
  }

  static func attribute(_ type: UInt16, _ value: [UInt8]) -> [UInt8] {
    padded(number(UInt16(4 + value.count)) + number(type) + value)
  }

  /// The end of a list: 0, or the error that ended it.
  static func end(_ reason: Int32 = 0, flags: UInt16 = 2) -> [UInt8] {
    message(3, flags: flags, number(reason))
  }

  private static func padded(_ bytes: [UInt8]) -> [UInt8] {
    bytes + Array(repeating: 0, count: -bytes.count & 3)
  }
}

extension NetlinkMessages {
  init(_ bytes: [UInt8]) {
    self.init(bytes[...])
  }
}
