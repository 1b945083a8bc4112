/// /proc/stat: what the processors have done since boot.
package struct MachineStatistics: Sendable, Equatable {
  /// One of each processor that is online, in the kernel's order.
  package var processors: [ProcessorTimes] = []
  /// The line `ctxt`.
  package var contextSwitches: UInt64?
  /// The first number of the line `intr`.
  package var interrupts: UInt64?
  /// Since 2.6.31.
  package var softInterrupts: UInt64?
  /// How many tasks run or could run; since 2.5.45.
  package var running: UInt64?
  /// How many tasks wait for a disk; since 2.5.45.
  package var blocked: UInt64?
  /// Seconds since 1970, as the clock stands now: it moves when the clock is set.
  package var bootTime: UInt64?

  /// Lines that are not known are passed over.
  package init(parsing text: Span<UInt8>) {
    var position = 0
    while let range = text.takeLine(&position) {
      let line = text.extracting(range)
      var end = 0
      guard let word = line.takeWord(&end) else { continue }
      let name = line.extracting(word)
      if name.starts(with: "cpu") {
        if let processor = ProcessorTimes(line: line) { processors.append(processor) }
      } else if name.equals("ctxt") {
        contextSwitches = line.takeNumber(&end)
      } else if name.equals("intr") {
        interrupts = line.takeNumber(&end)
      } else if name.equals("softirq") {
        softInterrupts = line.takeNumber(&end)
      } else if name.equals("btime") {
        bootTime = line.takeNumber(&end)
      } else if name.equals("procs_running") {
        running = line.takeNumber(&end)
      } else if name.equals("procs_blocked") {
        blocked = line.takeNumber(&end)
      }
    }
  }
}

/// A `cpuN` line of /proc/stat: how a processor has spent its time since boot.
package struct ProcessorTimes: Sendable, Equatable {
  /// Of `cpu3` the 3.
  package var number: UInt64
  /// In programs.
  package var user: Ticks?
  /// In programs that are nice to others.
  package var nice: Ticks?
  /// In the kernel.
  package var system: Ticks?
  /// With nothing to do.
  package var idle: Ticks?
  /// These three since 2.6.
  package var iowait: Ticks?
  /// With interrupts.
  package var irq: Ticks?
  /// With what interrupts leave to be done.
  package var softirq: Ticks?
  /// Since 2.6.11.
  package var steal: Ticks?
  /// Counted in `user` too. Since 2.6.24.
  package var guest: Ticks?
  /// Counted in `nice` too. Since 2.6.33.
  package var guestNice: Ticks?

  /// Nil where this is the line of all processors, or none of these.
  package init?(line: Span<UInt8>) {
    var position = 0
    guard let word = line.takeWord(&position), line.extracting(word).starts(with: "cpu"),
      let number = line.extracting(word).extracting(3...).exactNumber
    else { return nil }
    self.number = number
    user = line.takeNumber(&position).map(Ticks.init)
    nice = line.takeNumber(&position).map(Ticks.init)
    system = line.takeNumber(&position).map(Ticks.init)
    idle = line.takeNumber(&position).map(Ticks.init)
    iowait = line.takeNumber(&position).map(Ticks.init)
    irq = line.takeNumber(&position).map(Ticks.init)
    softirq = line.takeNumber(&position).map(Ticks.init)
    steal = line.takeNumber(&position).map(Ticks.init)
    guest = line.takeNumber(&position).map(Ticks.init)
    guestNice = line.takeNumber(&position).map(Ticks.init)
  }
}
