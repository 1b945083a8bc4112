import ProcFS
import Schema
import Values

/// Something of a process that is to be set to a value.
enum ProcessChange {
  case niceness(Int32)
  case ioPriority(IOPriority)
  case outOfMemoryAdjustment(Int32)
  case processors([UInt32])
  case limit(Limits.Resource, Limits.Limit)

  /// Nil of what is no value of the setting.
  init?(_ setting: SettingSchema, to value: Value) {
    switch setting.column {
    case "nice":
      guard let number = value.number else { return nil }
      self = .niceness(number)
    case "io_priority":
      guard case .text(let word) = value,
        let priority = IOPriority(settable: String(decoding: word.bytes, as: UTF8.self))
      else { return nil }
      self = .ioPriority(priority)
    case "oom_score_adj":
      guard let number = value.number else { return nil }
      self = .outOfMemoryAdjustment(number)
    case "cpu_affinity":
      guard case .list(let members) = value else { return nil }
      let processors = members.compactMap { $0.number.flatMap(UInt32.init(exactly:)) }
      guard processors.count == members.count, !processors.isEmpty else { return nil }
      self = .processors(Set(processors).sorted())
    case "limits":
      guard let resource = setting.entry.flatMap(Limits.Resource.init), let limit = value.limit
      else { return nil }
      self = .limit(resource, limit)
    case _: return nil
    }
  }

  /// Sets it of a process.
  func make(of process: HeldProcess) -> ActOutcome {
    switch self {
    case .niceness(let value): process.setNiceness(value)
    case .ioPriority(let priority): process.setIOPriority(priority)
    case .outOfMemoryAdjustment(let value): process.setOOMScoreAdjustment(value)
    case .processors(let processors): process.setProcessors(processors)
    case .limit(let resource, let limit): process.setSoftLimit(resource, to: limit)
    }
  }
}

extension Value {
  fileprivate var number: Int32? {
    if case .integer(let number) = self { Int32(exactly: number) } else { nil }
  }

  fileprivate var limit: Limits.Limit? {
    switch self {
    case .null: .unlimited
    case .integer(let number), .size(let number): UInt64(exactly: number).map(Limits.Limit.value)
    case _: nil
    }
  }
}
