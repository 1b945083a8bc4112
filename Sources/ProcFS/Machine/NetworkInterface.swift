/// A network interface. What /sys tells of it is read when it is first asked for; all of it is
/// absent of another machine's.
package final class NetworkInterface {
  /// Its line of `net/dev`.
  package let counters: InterfaceCounters
  private let files: MachineFiles
  private var heldPacketSize: Reading<Int64>?
  private var heldSpeed: Reading<Int64>?
  private var heldHardwareAddress: Reading<[UInt8]>?

  init(_ counters: InterfaceCounters, _ files: MachineFiles) {
    self.counters = counters
    self.files = files
  }

  /// Whether it is up, and its addresses. Asks the system.
  package var link: Reading<InterfaceLink> { files.link(counters.name) }

  /// The largest packet that it carries, in bytes. Reads /sys.
  package var packetSize: Reading<Int64> {
    let reading = heldPacketSize ?? figure("mtu")
    heldPacketSize = reading
    return reading
  }

  /// How fast its link is, in megabits a second; absent where it has no speed or does not say.
  /// Reads /sys.
  package var speed: Reading<Int64> {
    let reading = heldSpeed ?? figure("speed").map { $0 > 0 && $0 < 0xFFFF_FFFF ? $0 : nil }
    heldSpeed = reading
    return reading
  }

  /// `52:54:00:12:34:56`; absent where it has no such address. Reads /sys.
  package var hardwareAddress: Reading<[UInt8]> {
    let reading =
      heldHardwareAddress
      ?? files.read("address", of: counters.name) { text in
        text.trimmed.isEmpty ? nil : text.extracting(text.trimmed).array
      }
    heldHardwareAddress = reading
    return reading
  }

  private func figure(_ name: StaticString) -> Reading<Int64> {
    files.read(name, of: counters.name) { text in
      var position = 0
      return text.takeSignedNumber(&position)
    }
  }
}
