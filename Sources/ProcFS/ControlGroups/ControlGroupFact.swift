/// Where a fact of a control group stands: in which file of version 2, in which of version 1.
struct ControlGroupFact<Value> {
  /// Under which the reading is counted.
  let file: ProcFile
  /// Whose instant it is when the file has been read: of facts that are told together, of several.
  let stamped: [ProcFile]
  /// Nil where version 2 does not tell it, or not as one number.
  let unified: Text?
  /// Nil where version 1 does not.
  let legacy: (controller: StaticString, text: Text)?

  /// A file, and what is made of its text: nil where that does not hold the fact.
  struct Text {
    let name: StaticString
    let parse: (Span<UInt8>) -> Value?

    init(_ name: StaticString, _ parse: @escaping (Span<UInt8>) -> Value?) {
      self.name = name
      self.parse = parse
    }
  }

  init(
    _ file: ProcFile, unified: Text? = nil,
    legacy: (controller: StaticString, text: Text)? = nil, stamps stamped: [ProcFile]? = nil
  ) {
    self.file = file
    self.stamped = stamped ?? [file]
    self.unified = unified
    self.legacy = legacy
  }
}

extension ControlGroupFact where Value == UInt64 {
  static var memory: Self {
    Self(
      .groupMemory, unified: Text("memory.current") { $0.number },
      legacy: ("memory", Text("memory.usage_in_bytes") { $0.number }))
  }

  /// Version 2 tells it since 5.19.
  static var memoryPeak: Self {
    Self(
      .groupMemoryPeak, unified: Text("memory.peak") { $0.number },
      legacy: ("memory", Text("memory.max_usage_in_bytes") { $0.number }))
  }

  static var memoryLimit: Self {
    Self(
      .groupMemoryLimit, unified: Text("memory.max") { $0.limit },
      legacy: ("memory", Text("memory.limit_in_bytes") { $0.limit }))
  }

  /// Version 1 has nothing like it: its soft limit is what is taken first where the machine has too
  /// little, and slows nobody.
  static var memoryHigh: Self {
    Self(.groupMemoryHigh, unified: Text("memory.high") { $0.limit })
  }

  static var swap: Self {
    Self(.groupSwap, unified: Text("memory.swap.current") { $0.number })
  }

  static var swapLimit: Self {
    Self(.groupSwapLimit, unified: Text("memory.swap.max") { $0.limit })
  }

  /// Of version 1, where the kernel counts swap for it.
  static var memoryAndSwap: Self {
    Self(.groupSwap, legacy: ("memory", Text("memory.memsw.usage_in_bytes") { $0.number }))
  }

  static var memoryAndSwapLimit: Self {
    Self(.groupSwapLimit, legacy: ("memory", Text("memory.memsw.limit_in_bytes") { $0.limit }))
  }

  /// The least limit of a group and those above it, even those that a container does not see: version 1
  /// alone tells it, in a line of `memory.stat`.
  static var memoryLimitOfAll: Self {
    Self(
      .groupMemoryLimit,
      legacy: ("memory", Text("memory.stat") { $0.number(of: "hierarchical_memory_limit")?.limit }))
  }

  /// Version 1 tells it since 4.13.
  static var outOfMemoryKills: Self {
    Self(
      .groupMemoryEvents, unified: Text("memory.events") { $0.number(of: "oom_kill") },
      legacy: ("memory", Text("memory.oom_control") { $0.number(of: "oom_kill") }))
  }

  static var tasks: Self {
    Self(
      .groupTasks, unified: Text("pids.current") { $0.number },
      legacy: ("pids", Text("pids.current") { $0.number }))
  }

  static var taskLimit: Self {
    Self(
      .groupTaskLimit, unified: Text("pids.max") { $0.limit },
      legacy: ("pids", Text("pids.max") { $0.limit }))
  }

  /// Nanoseconds; version 1's.
  static var processorTime: Self {
    Self(.groupProcessor, legacy: ("cpuacct", Text("cpuacct.usage") { $0.number }))
  }

  /// Likewise.
  static var throttledTime: Self {
    Self(
      .groupProcessor, legacy: ("cpu", Text("cpu.stat") { $0.number(of: "throttled_time") }),
      stamps: [.groupThrottling])
  }

  /// Microseconds in each period, of version 1; -1 where there is no limit.
  static var quota: Self {
    Self(.groupProcessorLimit, legacy: ("cpu", Text("cpu.cfs_quota_us") { $0.number }))
  }

  /// Microseconds.
  static var period: Self {
    Self(.groupProcessorLimit, legacy: ("cpu", Text("cpu.cfs_period_us") { $0.number }))
  }
}

extension ControlGroupFact where Value == ProcessorUse {
  static var processorUse: Self {
    Self(
      .groupProcessor, unified: Text("cpu.stat") { ProcessorUse($0) },
      stamps: [.groupProcessor, .groupThrottling])
  }
}

extension ControlGroupFact where Value == Double {
  static var processorLimit: Self {
    Self(.groupProcessorLimit, unified: Text("cpu.max") { $0.processorLimit })
  }
}

extension ControlGroupFact where Value == Pressure {
  static func pressure(_ stall: Stall) -> Self {
    switch stall {
    case .processor: Self(.pressure, unified: Text("cpu.pressure") { Pressure($0) })
    case .memory: Self(.pressure, unified: Text("memory.pressure") { Pressure($0) })
    case .io: Self(.pressure, unified: Text("io.pressure") { Pressure($0) })
    }
  }
}

/// What `cpu.stat` of version 2 tells, in nanoseconds; it counts in microseconds.
struct ProcessorUse: Sendable, Equatable {
  /// Of every group.
  var used: UInt64?
  /// Of one that has the controller, and is not the root.
  var throttled: UInt64?

  init(_ text: Span<UInt8>) {
    used = text.number(of: "usage_usec").flatMap(Self.nanoseconds)
    throttled = text.number(of: "throttled_usec").flatMap(Self.nanoseconds)
  }

  private static func nanoseconds(_ microseconds: UInt64) -> UInt64? {
    let (product, overflow) = microseconds.multipliedReportingOverflow(by: 1000)
    return overflow ? nil : product
  }
}

extension UInt64 {
  /// Itself; nil of what version 1 writes where there is no limit: the largest signed number, cut to
  /// whole pages, of which none is larger than 64 KiB. Before 3.19 the largest number.
  fileprivate var limit: UInt64? { self >= 0x7FFF_FFFF_FFFF_0000 ? nil : self }
}

extension Span where Element == UInt8 {
  /// A number of bytes or tasks; nil of `max`, and where it stands for no limit.
  fileprivate var limit: UInt64? { number?.limit }

  /// Of a text with a name and a number in each line.
  fileprivate func number(of name: StaticString) -> UInt64? {
    var position = 0
    while let range = takeLine(&position) {
      let line = extracting(range)
      var end = 0
      guard let word = line.takeWord(&end), line.extracting(word).equals(name) else { continue }
      return line.takeNumber(&end)
    }
    return nil
  }

  /// In processors, of `50000 100000`: how much of each period may be used. Nil of `max`.
  fileprivate var processorLimit: Double? {
    var position = 0
    guard let quota = takeNumber(&position), let period = takeNumber(&position), period > 0 else {
      return nil
    }
    return Double(quota) / Double(period)
  }
}
