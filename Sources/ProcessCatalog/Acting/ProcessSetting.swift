import ProcFS
import Schema
import Values

/// Something of processes that can be set: what a query says of it, and how it is done.
struct ProcessSetting: Sendable {
  /// Sets a value of a process; nil of what is no value of the setting. The last asks whether it is to stop.
  typealias Change = @Sendable (HeldProcess, Value, _ isCancelled: () -> Bool) -> ActOutcome?

  let schema: SettingSchema
  let change: Change

  init(_ schema: SettingSchema, _ change: @escaping Change) {
    self.schema = schema
    self.change = change
  }
}

// What the system takes for values of the language.
extension Value {
  var number: Int32? {
    if case .integer(let number) = self { Int32(exactly: number) } else { nil }
  }

  var word: String? {
    if case .text(let word) = self { String(decoding: word.bytes, as: UTF8.self) } else { nil }
  }

  var limit: Limits.Limit? {
    switch self {
    case .null: .unlimited
    case .integer(let number), .size(let number): UInt64(exactly: number).map(Limits.Limit.value)
    case _: nil
    }
  }

  /// Each once, in ascending order.
  var processors: [UInt32]? {
    guard case .list(let members) = self, !members.isEmpty else { return nil }
    let processors = members.compactMap { $0.number.flatMap(UInt32.init(exactly:)) }
    return processors.count == members.count ? Set(processors).sorted() : nil
  }
}
