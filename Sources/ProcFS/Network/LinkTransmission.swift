import CProc

/// How an interface sends, as ethtool tells it.
package struct LinkTransmission: Sendable, Equatable {
  /// In megabits a second; nil where it has no speed or does not say.
  package var speed: Int64?
  /// Nil where it does not say.
  package var duplex: Duplex?

  /// Whether both ends may send at once.
  package enum Duplex: String, Sendable, CaseIterable {
    case half, full
  }

  /// Asks the system; nil where the interface does not answer.
  init?(of name: [UInt8]) {
    var speed: UInt32 = 0
    var duplex: UInt8 = 0
    let result = (name + [0]).withUnsafeBytes {
      $0.withMemoryRebound(to: CChar.self) { name in
        name.baseAddress.map { cproc_link_settings($0, &speed, &duplex) } ?? -1
      }
    }
    guard result == 0 else { return nil }
    self.init(speed: speed, duplex: duplex)
  }

  /// Of ethtool's numbers: SPEED_UNKNOWN is -1, of 32 bits or of 16.
  init(speed: UInt32, duplex: UInt8) {
    let isKnown = speed != 0 && speed != .max && speed != UInt32(UInt16.max)
    self.speed = isKnown ? Int64(speed) : nil
    self.duplex = duplex == 0 ? .half : duplex == 1 ? .full : nil
  }
}
