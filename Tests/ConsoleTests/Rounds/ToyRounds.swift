import Binding
import ConsoleSupport
import Execution
import Schema
import Values

@testable import Console

/// Rounds that are handed in: towns by their names, and how many live there.
final class ToyRounds: RoundSource {
  var columns = [AnswerColumn("town", .text), AnswerColumn("people", .integer)]
  /// What was paused for: how long, and which rows would have ended it.
  private(set) var pauses: [(length: Int64, keys: [RowKey])] = []
  /// How often a round was begun.
  private(set) var count = 0
  private var rounds: ArraySlice<ToyRound>
  /// What the number of people is told as.
  var value: (Int64) -> Value = { .integer($0) }
  /// Asked for by the pause behind the last round.
  var atEnd: () -> Void = {}
  /// Told of each round that begins, the first is 1.
  var atBeginning: (Int) -> Void = { _ in }

  init(_ rounds: ToyRound...) {
    self.rounds = rounds[...]
  }

  /// Behind the last there are rounds without rows.
  func next(for mode: ExecutionMode, cancellation: Cancellation) -> any Answer {
    count += 1
    atBeginning(count)
    return ToyRoundAnswer(columns, rounds.popFirst() ?? ToyRound(), value)
  }

  /// No time passes.
  func pause(
    until instant: Int64, orEndOf rows: some Sequence<RowKey>, unless cancellation: Cancellation
  ) {
    pauses.append((instant - Stopwatch.now, Array(rows)))
    if rounds.isEmpty { atEnd() }
  }
}

/// One of them.
struct ToyRound {
  var rows: [(town: String, people: Int64)] = []
  /// Of those that could not be judged.
  var unjudged: [String] = []
  var notes: [String] = []
  var failure: Failure?
  /// In nanoseconds, for a window.
  var waited: Int64?
  /// Rows are the same if only their number of people differs.
  var hasKeys = true

  init(_ rows: KeyValuePairs<String, Int64> = [:]) {
    self.rows = rows.map { ($0.key, $0.value) }
  }

  func with(_ change: (inout ToyRound) -> Void) -> ToyRound {
    var round = self
    change(&round)
    return round
  }

  func key(_ town: String, _ people: Int64) -> RowKey {
    hasKeys
      ? RowKey([.text(Text(town))], isLasting: true)
      : RowKey([.text(Text(town)), .integer(people)], isLasting: false)
  }
}

private final class ToyRoundAnswer: Answer {
  let columns: [AnswerColumn]
  private(set) var rowKey: RowKey?
  private let round: ToyRound
  private let value: (Int64) -> Value
  private var index = 0

  init(_ columns: [AnswerColumn], _ round: ToyRound, _ value: @escaping (Int64) -> Value) {
    self.columns = columns
    self.value = value
    self.round = round
  }

  var statistics: Statistics {
    var statistics = Statistics()
    statistics.waited = round.waited
    return statistics
  }
  var notes: [String] { round.notes }
  var hasUnjudgedRows: Bool { !round.unjudged.isEmpty }
  var time: Int64? { 1_750_000_000_000_000_000 }
  var unjudgedRows: Set<RowKey> { Set(round.unjudged.map { round.key($0, 0) }) }

  func next() throws(Failure) -> [Value]? {
    guard index < round.rows.count else {
      if let failure = round.failure { throw failure }
      return nil
    }
    let (town, people) = round.rows[index]
    index += 1
    rowKey = round.key(town, people)
    return [.text(Text(town)), value(people)]
  }
}

extension Failure {
  /// Of a file of towns.
  static let toy = Failure("Input/output error", at: Text("/towns"), of: AccessID(1))
}
