import ProcFS
import Schema

extension ProcessActions {
  /// All that can be set, on a machine with so many processors.
  static func settings(_ processors: Int64) -> [ProcessSetting] {
    [niceness, ioPriority, outOfMemoryAdjustment, affinity(processors)]
      + Limits.Resource.allCases.map(limit)
  }

  private static var niceness: ProcessSetting {
    ProcessSetting(
      SettingSchema(
        "nice", .integers(-20...19),
        "The niceness of all its threads: the lower, the more favoured.")
    ) { process, value, isCancelled in
      value.number.map { process.setNiceness($0, unless: isCancelled) }
    }
  }

  private static var ioPriority: ProcessSetting {
    ProcessSetting(
      SettingSchema(
        "io_priority", .words(IOPriority.settableWords),
        "How the transfers of all its threads are served: class/level, 0 first.")
    ) { process, value, isCancelled in
      value.word.flatMap(IOPriority.init(settable:))
        .map { process.setIOPriority($0, unless: isCancelled) }
    }
  }

  private static var outOfMemoryAdjustment: ProcessSetting {
    ProcessSetting(
      SettingSchema(
        "oom_score_adj", .integers(-1000...1000),
        "What is added to oom_score: at -1000 it is never killed when memory runs out.")
    ) { process, value, _ in
      value.number.map(process.setOOMScoreAdjustment)
    }
  }

  private static func affinity(_ processors: Int64) -> ProcessSetting {
    ProcessSetting(
      SettingSchema(
        "cpu_affinity", .members(0...(max(1, processors) - 1)),
        "The processors that all its threads may run on.")
    ) { process, value, isCancelled in
      value.processors.map { process.setProcessors($0, unless: isCancelled) }
    }
  }

  private static func limit(of resource: Limits.Resource) -> ProcessSetting {
    ProcessSetting(
      SettingSchema(
        "limits", entry: resource.name, .limit(isBytes: resource.isBytes), resource.summary)
    ) { process, value, _ in
      value.limit.map { process.setSoftLimit(resource, to: $0) }
    }
  }
}

extension Limits.Resource {
  /// What its soft limit limits, in one sentence.
  fileprivate var summary: String {
    switch self {
    case .cpu: "How many seconds of processor time it may use."
    case .fsize: "How long a file that it writes may become."
    case .data: "How large its data may grow."
    case .stack: "How large its stack may grow."
    case .core: "How large a core dump it may leave."
    case .rss: "How much of it may be resident, which no kernel since 2.4.30 heeds."
    case .nproc: "How many threads its user may have when it starts another."
    case .nofile: "How many descriptors it may have open."
    case .memlock: "How much memory it may lock."
    case .as: "How large its address space may grow."
    case .locks: "How many file locks it may hold, which no kernel since 2.4.25 heeds."
    case .sigpending: "How many signals may wait for its user's processes."
    case .msgqueue: "How much memory its user's message queues may take."
    case .nice: "How favoured it may make itself: 20 less the niceness."
    case .rtprio: "The highest real-time priority that it may take."
    case .rttime: "How many microseconds it may run in real time without waiting."
    }
  }
}
