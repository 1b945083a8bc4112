/// A network interface. What the system tells of it is asked for when it is first wanted; all of it
/// is absent of another machine's.
package final class NetworkInterface {
  /// Its line of `net/dev`.
  package let counters: InterfaceCounters
  private let files: MachineFiles
  private var heldTransmission: Reading<LinkTransmission>?

  init(_ counters: InterfaceCounters, _ files: MachineFiles) {
    self.counters = counters
    self.files = files
  }

  /// Whether it is up, its largest packet, and its addresses. Asks the system, once for all
  /// interfaces.
  package var link: Reading<InterfaceLink> { files.link(counters.name) }

  /// How it sends; absent where it does not say. Asks the system.
  package var transmission: Reading<LinkTransmission> {
    let reading = heldTransmission ?? files.transmission(of: counters.name)
    heldTransmission = reading
    return reading
  }
}
