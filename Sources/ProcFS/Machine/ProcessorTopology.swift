// What a processor is a part of, and how fast it may run.

extension MachineFiles {
  /// Reads `cpuinfo`.
  private var processorInformation: Reading<ProcessorInformation> {
    held.processorInformation.value {
      read(.cpuinfo, "cpuinfo") { ProcessorInformation(parsing: $0) }
    }
  }

  /// How fast a processor runs, in megahertz: from `cpuinfo`, or on this machine from /sys, where a
  /// driver that does not scale it has another file.
  func frequency(of processor: UInt64) -> Reading<Double> {
    let listed = processorInformation.map { $0[processor]?.megahertz }
    guard listed.isAbsent else { return listed }
    let scaled = frequency(of: processor, "/cpufreq/scaling_cur_freq")
    return scaled.isAbsent ? frequency(of: processor, "/cpufreq/cpuinfo_cur_freq") : scaled
  }

  /// A frequency that /sys tells in kilohertz, in megahertz; absent of another machine.
  func frequency(of processor: UInt64, _ file: StaticString) -> Reading<Double> {
    number(of: processor, file).map { Double($0) / 1000 }
  }

  /// The number of its core, as the hardware counts within the package: on this machine from /sys,
  /// else from `cpuinfo`.
  func core(of processor: UInt64) -> Reading<Int64> {
    place(of: processor, "/topology/core_id", orListed: \.core)
  }

  /// The number of its package: likewise.
  func package(of processor: UInt64) -> Reading<Int64> {
    place(of: processor, "/topology/physical_package_id", orListed: \.package)
  }

  private func place(
    of processor: UInt64, _ file: StaticString,
    orListed fact: (ProcessorInformation.Facts) -> UInt64?
  ) -> Reading<Int64> {
    let told = number(of: processor, file)
    guard told.isAbsent else { return told }
    return processorInformation.map { $0[processor].flatMap(fact).flatMap(Int64.init(exactly:)) }
  }

  /// How many cores the processors on line are: those that share one are told by /sys with each
  /// other's numbers; else, and of another root, as `cpuinfo` numbers them. Absent where neither
  /// tells.
  package var coreCount: Reading<Int64> {
    held.cores.value {
      let shared = onlineProcessors.flatMap(countCores)
      return shared.isAbsent ? processorInformation.map(\.coreCount) : shared
    }
  }

  private func countCores(of processors: [UInt32]) -> Reading<Int64> {
    var cores: Set<[UInt8]> = []
    for processor in processors {
      switch siblings(of: UInt64(processor)) {
      case .read(let siblings): cores.insert(siblings)
      case .absent, .gone: return .absent
      case .denied(let file): return .denied(file)
      case .failed(let failure): return .failed(failure)
      }
    }
    return cores.isEmpty ? .absent : .read(Int64(cores.count))
  }

  /// The list of processors that share its core: `0,4`. Named so since 5.3.
  private func siblings(of processor: UInt64) -> Reading<[UInt8]> {
    let named = text(of: processor, "/topology/core_cpus_list")
    return named.isAbsent ? text(of: processor, "/topology/thread_siblings_list") : named
  }

  private func text(of processor: UInt64, _ file: StaticString) -> Reading<[UInt8]> {
    read(.sysfs, path(of: processor, file), of: Self.processors) { text in
      text.trimmed.isEmpty ? nil : text.extracting(text.trimmed).array
    }
  }

  /// Absent where it is below 0, by which the kernel says that it does not know.
  private func number(of processor: UInt64, _ file: StaticString) -> Reading<Int64> {
    read(.sysfs, path(of: processor, file), of: Self.processors) { text in
      var position = 0
      return text.takeNumber(&position).flatMap(Int64.init(exactly:))
    }
  }

  private func path(of processor: UInt64, _ file: StaticString) -> RelativePath {
    var path = RelativePath("cpu")
    path.append(processor)
    path.append(file)
    return path
  }

  private static let processors = "/sys/devices/system/cpu"
}
