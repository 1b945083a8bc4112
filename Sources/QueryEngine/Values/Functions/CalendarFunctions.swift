import Glibc
import Schema

extension ScalarFunction {
  /// Parts of a time, as the clocks of the local zone show it.
  static let calendarFunctions: [ScalarFunction] = [
    civil("hour", "The hour of a time, from 0 to 23, in the local zone.", \.hour),
    civil("day", "The day of the month of a time, from 1, in the local zone.", \.day),
    civil(
      "weekday", "The day of the week of a time, from Monday, 1, to Sunday, 7, in the local zone.",
      \.weekday),
    ScalarFunction(
      "date", usage: "date(time)", "The date of a time in the local zone, as 2026-11-26.",
      takes: [.time], returns: .type(.text)
    ) { formatted($0[0], "%Y-%m-%d") },
    ScalarFunction(
      "format", usage: "format(time, pattern)",
      "The time in the local zone, written as strftime does: '%H:%M' is the time of day.",
      takes: [.time, .text], returns: .type(.text)
    ) { formatted($0[0], $0.text(1)) },
  ]

  private static func civil(
    _ name: String, _ summary: String, _ part: @escaping @Sendable (CivilTime) -> Int64
  ) -> ScalarFunction {
    ScalarFunction(
      name, usage: "\(name)(time)", summary, takes: [.time], returns: .type(.integer)
    ) { arguments in
      guard case .time(let nanoseconds) = arguments[0] else { return .null }
      return .integer(part(LocalTime.civil(nanoseconds).0))
    }
  }

  private static func formatted(_ time: Value, _ pattern: Text) -> Value {
    guard case .time(let nanoseconds) = time else { return .null }
    return LocalTime.formatted(nanoseconds, as: pattern).map(Value.text) ?? .null
  }
}
