/// The two numbers of a device.
package struct DeviceNumber: Hashable, Sendable {
  var major: UInt32
  var minor: UInt32

  /// `8:1`: both in decimal, as in mountinfo.
  package var text: String { "\(major):\(minor)" }

  init(major: UInt32, minor: UInt32) {
    self.major = major
    self.minor = minor
  }

  /// As the kernel packs them, in `stat` and in what stat(2) says: 12 bits and 20 bits, the minor's
  /// low byte below.
  init(_ packed: some BinaryInteger) {
    let packed = UInt64(truncatingIfNeeded: packed)
    major = UInt32((packed >> 8) & 0xFFF)
    minor = UInt32((packed & 0xFF) | ((packed >> 12) & 0xFFF00))
  }
}
