package import Binding
import Schema
package import Values

/// A statement that is run again and again: what a round has read is what the next one's changes are
/// measured from.
package final class StatementRounds {
  /// What heads the cells of each round.
  package let columns: [AnswerColumn]
  private let statement: PreparedStatement
  private let source: any Source
  /// What each round's changes are measured from; nil where each has a window of its own.
  private let chain: WindowChain?
  private let identities = RowIdentities()

  init(_ statement: PreparedStatement, of source: any Source) {
    self.statement = statement
    self.source = source
    columns = statement.run().columns
    chain = statement.hasRoundsThatMeet ? WindowChain() : nil
  }

  /// The next round. It begins when its first row is pulled; a round that needs a window and has no
  /// earlier one waits for it then.
  package func next(
    for mode: ExecutionMode = .rows, cancellation: Cancellation = Cancellation()
  ) -> any Answer {
    if mode.identifiesRows { identities.beginRound() }
    return statement.run(
      for: mode, at: .latest, over: statement.windowOfRound(isFirst: chain?.beginning == nil),
      after: chain,
      identities: mode.identifiesRows ? identities : nil, cancellation: cancellation)
  }

  /// Lets time pass up to this instant of `Stopwatch.now`, or until one of these rows ends, where the
  /// source can tell; it ends soon after the cancellation is requested.
  package func pause(
    until instant: Int64, orEndOf rows: some Sequence<RowKey> = [RowKey](),
    unless cancellation: Cancellation
  ) {
    source.pause(until: instant, orEndOf: rows.compactMap(\.identity), unless: cancellation)
  }
}

/// What a row of an answer is known by from round to round.
package struct RowKey: Hashable {
  /// Of a row that its source knows again.
  let identity: RowIdentity?
  /// Of a group its keys, of a row of another table its key, of what has neither its whole content.
  private let values: ValueKey?
  /// Whether it is the same row if another cell differs: else it is another one.
  package let isLasting: Bool
  /// Whether it is of a row of a source: else it is of a group, or of what a row shows.
  package let isOfSource: Bool

  /// Of a row of a table with a key.
  init(_ key: RowIdentifier.Key, _ instance: UInt64) {
    isLasting = true
    isOfSource = true
    switch key {
    case .numbers(let number, let part):
      identity = RowIdentity(number, part: part, instance: instance)
      values = nil
    case .values(let values):
      identity = nil
      self.values = values
    }
  }

  /// Of these values.
  package init(_ values: [Value], isLasting: Bool) {
    self.identity = nil
    self.values = ValueKey(values)
    self.isLasting = isLasting
    self.isOfSource = false
  }
}

extension PreparedStatement {
  /// How long after a round the next one begins; nil where that is not said.
  private var interval: Int64? {
    switch repetition {
    case .watch(let interval), .changes(let interval): interval
    case .once, .wait: nil
    }
  }

  /// Whether the window of a round begins where that of the last one ended.
  fileprivate var hasRoundsThatMeet: Bool {
    guard let window, let interval else { return false }
    return window.meetsNext(after: interval)
  }

  /// Nobody waits longer for the first round than for the next, which begins where it ends.
  fileprivate func windowOfRound(isFirst: Bool) -> BoundWindow? {
    guard var window, window.isImplied, let interval else { return self.window }
    window.length = isFirst ? min(window.length, interval) : interval
    return window
  }
}
