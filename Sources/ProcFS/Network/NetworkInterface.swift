/// A network interface. What the system tells of it is asked for when it is first wanted; all of it
/// is absent of another machine's.
package final class NetworkInterface {
  /// Its line of `net/dev`.
  package let counters: InterfaceCounters
  private let files: MachineFiles
  private var heldSpeed: Reading<Int64>?

  init(_ counters: InterfaceCounters, _ files: MachineFiles) {
    self.counters = counters
    self.files = files
  }

  /// Whether it is up, its largest packet, and its addresses. Asks the system, once for all
  /// interfaces.
  package var link: Reading<InterfaceLink> { files.link(counters.name) }

  /// How fast its link is, in megabits a second; absent where it has no speed or does not say. Asks
  /// the system.
  package var speed: Reading<Int64> {
    let reading = heldSpeed ?? files.speed(of: counters.name)
    heldSpeed = reading
    return reading
  }
}
