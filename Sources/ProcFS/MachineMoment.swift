import Synchronization

/// What one run needs to know of the machine as a whole: each read when it is first asked for, and
/// kept, so that all rows are judged by the same clock.
package final class MachineMoment: Sendable {
  package let machine: ProcFS
  private let heldUptime = Once<Int64?>()
  private let heldStatistics = Once<MachineStatistics?>()
  private let heldMemory = Once<MemoryInformation?>()
  private let heldDelays = Once<Bool>()
  private let heldTerminals = Once<TerminalDrivers>()
  private let heldRestriction = Once<Bool>()

  package init(_ machine: ProcFS) {
    self.machine = machine
  }

  /// Nanoseconds since boot, from `uptime`.
  package var uptime: Int64? {
    heldUptime.value {
      read("uptime") { text in
        var position = 0
        return text.takeSeconds(&position)
      }
    }
  }

  /// Nanoseconds since 1970, from `stat`: a whole second, and it moves when the clock is set.
  package var bootTime: Int64? {
    statistics?.bootTime.flatMap { Ticks($0).nanoseconds(perSecond: 1) }
  }

  /// MemTotal of `meminfo`.
  package var physicalMemory: Bytes? { memory?[.total] }

  /// The processors that are on line, from the lines of `stat`; nil where it has none.
  package var processors: [UInt32]? {
    let processors = statistics?.processors.compactMap { UInt32(exactly: $0.number) } ?? []
    return processors.isEmpty ? nil : processors
  }

  /// Whether the kernel counts the time that processes wait for devices: since 5.14 only where
  /// `sys/kernel/task_delayacct` says so.
  package var countsDelays: Bool {
    heldDelays.value { read("sys/kernel/task_delayacct") { $0.number.map { $0 != 0 } } ?? true }
  }

  /// Whether some page may be a huge page of hugetlbfs, which no resident size counts. Only a
  /// `Hugetlb` line of 0 in `meminfo` says that none is.
  package var mayHaveHugePages: Bool { memory?[.hugePages] != Bytes(0) }

  /// By how much the kernel's resident sizes may be too small, so that they are an upper bound of
  /// what smaps_rollup tells if this is added: nothing since 6.16. From 6.2 on each of three
  /// counters may lag by a batch of pages for every processor. Nil where they bound nothing: on
  /// older kernels, and on a machine that does not say which it has.
  package var residentSlack: Bytes? {
    guard let kernel = machine.kernel, kernel >= KernelVersion(6, 2) else { return nil }
    if machine.hasExactResidentSizes { return Bytes(0) }
    guard let processors = machine.possibleProcessors ?? processors?.count else { return nil }
    let count = UInt64(processors)
    return Bytes(pages: 3 * max(32, 2 * count) * count, of: machine.pageSize)
  }

  /// The path of the terminal with this device number.
  package func terminal(_ device: UInt32) -> [UInt8]? {
    TerminalDrivers.wellKnown(device)
      ?? heldTerminals.value { read("tty/drivers") { TerminalDrivers($0) } ?? TerminalDrivers() }
      .path(of: device)
  }

  /// Whether other users' processes are hidden from us by the mount option hidepid.
  package var hidesProcesses: Bool {
    heldRestriction.value { machine.isLive && mountHidesProcesses(machine.root) }
  }

  private var statistics: MachineStatistics? {
    heldStatistics.value { read("stat") { MachineStatistics(parsing: $0) } }
  }

  private var memory: MemoryInformation? {
    heldMemory.value { read("meminfo") { MemoryInformation(parsing: $0) } }
  }

  private func read<Result>(_ path: RelativePath, _ parse: (Span<UInt8>) -> Result?) -> Result? {
    (try? machine.read(path, parse)) ?? nil
  }
}

/// A value that is made once, by whichever thread asks first.
private struct Once<Value: Sendable>: ~Copyable {
  private let held = Mutex<Value?>(nil)

  func value(_ make: () -> Value) -> Value {
    if let value = held.withLock({ $0 }) { return value }
    let value = make()
    return held.withLock { held in
      if let held { return held }
      held = value
      return value
    }
  }
}

extension Span where Element == UInt8 {
  /// Nanoseconds, of `123.45`.
  fileprivate func takeSeconds(_ position: inout Int) -> Int64? {
    guard let seconds = takeNumber(&position).flatMap(Ticks.init)?.nanoseconds(perSecond: 1) else {
      return nil
    }
    var unit: Int64 = 100_000_000
    var fraction: Int64 = 0
    guard position < count, self[position] == UInt8(ascii: ".") else { return seconds }
    position += 1
    while position < count, case let digit = self[position] &- UInt8(ascii: "0"), digit < 10 {
      fraction += Int64(digit) * unit
      unit /= 10
      position += 1
    }
    let (sum, overflow) = seconds.addingReportingOverflow(fraction)
    return overflow ? nil : sum
  }
}
