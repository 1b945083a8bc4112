/// How often a statement is run, and what is told of each time.
package enum Repetition: Hashable, Sendable {
  case once
  /// Again each so many nanoseconds: all rows each time.
  case watch(every: Int64)
  /// Again each so many nanoseconds: all rows, then only what differs.
  case changes(every: Int64)
  /// Until the condition is met, or the limit of so many nanoseconds is over; nil: for ever.
  case wait(WaitCondition, limit: Int64?)

  /// What is waited for.
  package enum WaitCondition: Hashable, Sendable {
    /// `wait for`: that there is a row.
    case someRow
    /// `wait while`: that there is none.
    case noRow
  }

  /// How long after one round the next one begins, in nanoseconds, where nothing says how long.
  package static let usualInterval: Int64 = 2_000_000_000
}

/// The moment that a statement asks.
package enum BoundMoment: Hashable, Sendable {
  /// In nanoseconds since 1970. A moment that is shown as this time, cut to a unit of so many nanoseconds,
  /// is meant by it.
  case time(Int64, unit: Int64 = 1)
  /// So many nanoseconds before the last moment there is.
  case end(less: Int64)

  /// One that is later by so many nanoseconds.
  package func moved(by nanoseconds: Int64) -> BoundMoment {
    switch self {
    case .time(let time, let unit):
      .time(
        time.addingReportingOverflow(nanoseconds).partialValue,
        unit: nanoseconds % unit == 0 ? unit : 1)
    case .end(let less): .end(less: less.subtractingReportingOverflow(nanoseconds).partialValue)
    }
  }
}

/// The stretch of time that a statement is about.
package struct BoundWindow: Hashable, Sendable {
  /// In nanoseconds, more than 0.
  package var length: Int64
  /// Between two readings of `history`, in nanoseconds; nil where only the two ends are read.
  package var step: Int64?
  /// Nobody said `over`: a query that needs a window has this one.
  package var isImplied: Bool

  /// A window of all its parts.
  package init(length: Int64, step: Int64? = nil, isImplied: Bool = false) {
    self.length = length
    self.step = step
    self.isImplied = isImplied
  }

  /// Whether, of rounds so many nanoseconds apart, each window begins where that of the round before has
  /// ended.
  package func meetsNext(after interval: Int64) -> Bool {
    step == nil && (isImplied || length == interval)
  }

  /// What a query that needs a window and says none has.
  package static let implied = BoundWindow(length: 1_000_000_000, isImplied: true)
}
