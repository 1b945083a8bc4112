import Synchronization

/// The files that tell of the machine as a whole, as one statement sees them: each is opened when a
/// fact of it is first asked for, counted, and kept, so that all rows are judged by the same clock.
///
/// Any thread may ask.
package final class MachineFiles: Sendable {
  /// The root that is read.
  package let machine: ProcFS
  let counters: ReadCounters
  private let heldClocks = Once<SystemClocks>()
  private let heldUptime = Once<Reading<Int64>>()
  private let heldStatistics = Once<Reading<MachineStatistics>>()
  private let heldInformation = Once<Reading<MemoryInformation>>()
  private let heldMemory = Once<Reading<MemoryUse>>()
  private let heldHiding = Once<Bool>()
  private let heldRecords = Once<MachineRecords>()
  private let remarked = Mutex<[MachineRemark]>([])
  private let instants = Mutex<[ProcFile: Int64]>([:])
  let heldSubset = Once<Bool>()
  let heldOnline = Once<Reading<[UInt32]>>()

  /// For one statement, whose counters count what is opened.
  package init(_ machine: ProcFS, counters: ReadCounters) {
    self.machine = machine
    self.counters = counters
  }
}

extension MachineFiles {
  /// What has been read of the files that most statements do not ask for.
  var held: MachineRecords { heldRecords.value { MachineRecords() } }

  /// The running kernel's clocks, all read when one of them is first asked for.
  private var clocks: SystemClocks { heldClocks.value { SystemClocks() } }

  /// Nanoseconds since 1970: the moment that all of the statement is judged by.
  package var now: Int64 { clocks.now }

  /// Nanoseconds since boot: by the running kernel's clock, of another root from `uptime`.
  package var uptime: Reading<Int64> {
    guard !machine.facts.isLive else { return .read(clocks.uptime) }
    return heldUptime.value { read(.uptime, "uptime") { $0.nanosecondsOfSeconds } }
  }

  /// Nanoseconds from boot, sleep included, to an instant of CLOCK_MONOTONIC, which leaves sleep out.
  package func sinceBoot(_ instant: Int64) -> Int64 { instant + clocks.sleep }

  /// Reads `stat`.
  package var statistics: Reading<MachineStatistics> {
    heldStatistics.value { read(.stat, "stat") { MachineStatistics(parsing: $0) } }
  }

  /// Nanoseconds since 1970; it moves when the clock is set. By the running kernel's clocks, of
  /// another root from `stat`, which tells a whole second.
  package var bootTime: Reading<Int64> {
    guard !machine.facts.isLive else { return .read(clocks.bootTime) }
    return statistics.map { $0.bootTime.flatMap { Ticks($0).nanoseconds(perSecond: 1) } }
  }

  /// Reads `meminfo`.
  package var information: Reading<MemoryInformation> {
    heldInformation.value { read(.meminfo, "meminfo") { MemoryInformation(parsing: $0) } }
  }

  /// MemTotal of `meminfo`.
  package var physicalMemory: Reading<Bytes> { information.map { $0[.total] } }

  /// Whether some page may be a huge page of hugetlbfs, which no resident size counts. Only a
  /// `Hugetlb` line of 0 in `meminfo` says that none is.
  /// Not asked where the mount hides the file, which is worth a note only where a fact is lost.
  package var mayHaveHugePages: Bool {
    hidesMachine || information.record?[.hugePages] != Bytes(0)
  }

  /// Reads `meminfo`; and `zoneinfo` where that does not say what is available.
  package var memory: Reading<MemoryUse> {
    heldMemory.value { information.map { MemoryUse($0, lowWatermark: lowWatermark) } }
  }

  /// From `zoneinfo`. Nil where it cannot be told, for whatever reason: what is available is then
  /// estimated without it, as psutil does.
  private func lowWatermark() -> Bytes? {
    machine.facts.pageSize.flatMap { pageSize in
      read(.zoneinfo, "zoneinfo") { LowWatermark.parse($0, pageSize: pageSize) }.record
    }
  }

  /// Reads `meminfo`.
  package var swap: Reading<SwapUse> { information.map { SwapUse($0) } }

  /// Reads `vmstat`.
  package var swapTraffic: Reading<SwapTraffic> {
    held.traffic.value {
      // Before the reading, as it may have to be read itself.
      let pageSize = machine.facts.pageSize
      return read(.vmstat, "vmstat") { SwapTraffic(parsing: $0, pageSize: pageSize) }
    }
  }

  /// Reads `loadavg`.
  package var load: Reading<LoadAverage> {
    held.load.value { read(.loadavg, "loadavg") { LoadAverage(parsing: $0) } }
  }

  /// Whether the kernel counts the time that processes wait for devices: since 5.14 only where
  /// `sys/kernel/task_delayacct` says so.
  package var countsDelays: Reading<Bool> {
    held.delays.value {
      let reading = read(.kernel, "sys/kernel/task_delayacct") { $0.number.map { $0 != 0 } }
      return reading.isAbsent ? .read(true) : reading
    }
  }

  /// The path of the terminal with this device number. Reads `tty/drivers` where the number is not
  /// the same on every machine.
  package func terminal(_ device: UInt32) -> Reading<[UInt8]> {
    if let path = TerminalDrivers.wellKnown(device) { return .read(path) }
    return held.terminals.value { read(.ttyDrivers, "tty/drivers") { TerminalDrivers($0) } }
      .map { $0.path(of: device) }
  }

  /// By how much the kernel's resident sizes may be too small, so that they are an upper bound of
  /// what smaps_rollup tells if this is added: nothing since 6.16. From 6.2 on each of three
  /// counters may lag by a batch of pages for every processor. Nil where they bound nothing: on
  /// older kernels, and on a machine that does not say which it has or how large its pages are.
  package var residentSlack: Bytes? {
    guard let kernel = machine.facts.kernel, kernel >= KernelVersion(6, 2),
      let pageSize = machine.facts.pageSize
    else { return nil }
    if machine.facts.hasExactResidentSizes { return Bytes(0) }
    let possible = machine.facts.possibleProcessors ?? onlineProcessors.record?.count
    guard let possible else { return nil }
    let count = UInt64(possible)
    return Bytes(pages: 3 * max(32, 2 * count) * count, of: pageSize)
  }

  /// Whether other users' processes are hidden from us by the mount option hidepid. Where the first
  /// process cannot be looked at, reads our own `mountinfo`.
  package var hidesProcesses: Bool {
    heldHiding.value { machine.facts.isLive && mountHidesProcesses() }
  }

  /// What the machine calls itself. Of another root, reads files in `sys/kernel`.
  package var names: SystemNames {
    held.names.value { machine.facts.isThisMachine ? SystemNames() : SystemNames(self) }
  }
}

// How each is read.
extension MachineFiles {
  /// What was met with and is worth a word, in that order.
  package var remarks: [MachineRemark] { remarked.withLock { $0 } }

  /// Takes note of it, once.
  func remark(_ remark: MachineRemark) {
    remarked.withLock { if !$0.contains(remark) { $0.append(remark) } }
  }

  /// Reads a file of the root; one that the mount leaves out is denied. `parse` may not read
  /// another file.
  func read<Record>(
    _ file: ProcFile, _ path: RelativePath, _ parse: (Span<UInt8>) -> Record?
  ) -> Reading<Record> {
    let wait = Wait(at: machine.fullPath(of: path.copy))
    defer { wait.end() }
    do throws(Errno) {
      return try read(file, machine.root.open(path), parse)
    } catch {
      if error.isAbsence, isHidden(path) { return deny(file) }
      return machine.failure(error, file, at: path.copy).reading(counters)
    }
  }

  /// Reads a file of this machine outside of /proc; absent where the root tells of another machine.
  func read<Record>(
    _ file: ProcFile, _ path: RelativePath, of directory: String,
    _ parse: (Span<UInt8>) -> Record?
  ) -> Reading<Record> {
    guard machine.facts.isThisMachine else { return .absent }
    do throws(Errno) {
      return try read(file, Descriptor(directory: directory).open(path), parse)
    } catch {
      let full = Array("\(directory)/".utf8) + path.copy
      return ReadFailure(error, file, at: full).reading(counters)
    }
  }

  private func read<Record>(
    _ file: ProcFile, _ opened: consuming Descriptor, _ parse: (Span<UInt8>) -> Record?
  ) throws(Errno) -> Reading<Record> {
    counters.opened(file)
    let record = try opened.readWhole(inPieces: true, parse)
    instants.withLock { $0[file] = monotonicInstant() }
    return record.map(Reading.read) ?? .absent
  }

  /// When a file was last read, in nanoseconds of CLOCK_MONOTONIC; nil of what was not read.
  package func instant(of file: ProcFile) -> Int64? { instants.withLock { $0[file] } }

  /// Counts a call of the system that stands for a file.
  func count(_ file: ProcFile) { counters.opened(file) }

  /// Counts a refusal.
  private func deny<Record>(_ file: ProcFile) -> Reading<Record> {
    counters.denied(file)
    return .denied(file)
  }

  /// What comes of the first of these paths that there is.
  func firstPresent<Record>(
    _ paths: [RelativePath], _ read: (RelativePath) -> Reading<Record>
  ) -> Reading<Record> {
    for path in paths {
      let reading = read(path)
      if !reading.isAbsent { return reading }
    }
    return .absent
  }
}
