/// A processor that is on line. What is not in its line is read when it is first asked for, and kept.
package final class Processor {
  /// Its line of `stat`.
  package let times: ProcessorTimes
  private let files: MachineFiles
  private var heldFrequency: Reading<Double>?
  private var heldLeastFrequency: Reading<Double>?
  private var heldMostFrequency: Reading<Double>?
  private var heldCore: Reading<Int64>?
  private var heldPackage: Reading<Int64>?

  init(_ times: ProcessorTimes, _ files: MachineFiles) {
    self.times = times
    self.files = files
  }

  /// How fast it runs, in megahertz. Reads `cpuinfo`, or on this machine /sys.
  package var frequency: Reading<Double> {
    keep(\.heldFrequency) { files.frequency(of: $0) }
  }

  /// The least that it may be slowed down to, in megahertz. Reads /sys of this machine.
  package var leastFrequency: Reading<Double> {
    keep(\.heldLeastFrequency) { files.frequency(of: $0, "/cpufreq/scaling_min_freq") }
  }

  /// The most that it may run at, in megahertz. Reads /sys of this machine.
  package var mostFrequency: Reading<Double> {
    keep(\.heldMostFrequency) { files.frequency(of: $0, "/cpufreq/scaling_max_freq") }
  }

  /// The number of its core in its package. Reads /sys, of another root `cpuinfo`.
  package var core: Reading<Int64> { keep(\.heldCore) { files.core(of: $0) } }

  /// The number of its package. Reads /sys, of another root `cpuinfo`.
  package var package: Reading<Int64> { keep(\.heldPackage) { files.package(of: $0) } }

  /// Keeps what `read` finds by the processor's number, the first time.
  private func keep<Fact>(
    _ slot: ReferenceWritableKeyPath<Processor, Reading<Fact>?>,
    _ read: (UInt64) -> Reading<Fact>
  ) -> Reading<Fact> {
    if let held = self[keyPath: slot] { return held }
    let reading = read(times.number)
    self[keyPath: slot] = reading
    return reading
  }
}
