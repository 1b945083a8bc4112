/// A processor that is on line.
package final class Processor {
  /// Its line of `stat`.
  package let times: ProcessorTimes
  private let files: MachineFiles
  private var heldFrequency: Reading<Double>?

  init(_ times: ProcessorTimes, _ files: MachineFiles) {
    self.times = times
    self.files = files
  }

  /// How fast it runs, in megahertz. Reads `cpuinfo`, or on this machine /sys.
  package var frequency: Reading<Double> {
    let reading = heldFrequency ?? files.frequency(of: times.number)
    heldFrequency = reading
    return reading
  }
}
