/// A processor that is on line. What is not in its line is asked for each time that it is wanted.
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

  /// The least that it may be slowed down to, in megahertz. Reads /sys of this machine.
  package var leastFrequency: Reading<Double> {
    files.frequency(of: times.number, "/cpufreq/scaling_min_freq")
  }

  /// The most that it may run at, in megahertz. Reads /sys of this machine.
  package var mostFrequency: Reading<Double> {
    files.frequency(of: times.number, "/cpufreq/scaling_max_freq")
  }

  /// The number of its core in its package. Reads /sys, of another root `cpuinfo`.
  package var core: Reading<Int64> { files.core(of: times.number) }

  /// The number of its package. Reads /sys, of another root `cpuinfo`.
  package var package: Reading<Int64> { files.package(of: times.number) }
}
