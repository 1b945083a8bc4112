extension MachineFiles {
  /// The numbers of the processors that are on line: of this machine from /sys, since a container
  /// may have its own `stat`; else from the lines of `stat`. Absent where neither tells.
  package var onlineProcessors: Reading<[UInt32]> {
    heldOnline.value {
      let listed = read(.sysfs, "online", of: "/sys/devices/system/cpu") { text in
        let numbers = ProcessorSet(text).all
        return numbers.isEmpty ? nil : numbers
      }
      return listed.record == nil ? processorsOfStatistics : listed
    }
  }

  /// How many processors are on line.
  package var processorCount: Reading<Int64> { onlineProcessors.map { Int64($0.count) } }

  private var processorsOfStatistics: Reading<[UInt32]> {
    statistics.map { statistics in
      let numbers = statistics.processors.compactMap { UInt32(exactly: $0.number) }
      return numbers.isEmpty ? nil : numbers
    }
  }
}
