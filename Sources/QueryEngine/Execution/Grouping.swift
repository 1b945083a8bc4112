extension Pipeline {
  /// One group for each combination of the keys' values, in the order in which they first appear;
  /// without keys one group of all rows, also if there are none.
  func group(
    _ input: @escaping Cursor, _ rows: Frame, _ grouping: BoundQuery.Grouping, into frame: Frame
  ) -> Cursor {
    var groups: Groups?
    var next = 0
    return { [run, evaluator] in
      let all = groups ?? Groups(grouping, of: rows, pulling: input, by: evaluator, in: run)
      groups = all
      guard next < all.count else { return false }
      frame.move(to: all.values(of: next, noting: run.notes))
      next += 1
      return true
    }
  }
}

/// The groups of all rows.
private struct Groups {
  private var indices: [ValueKey: Int] = [:]
  private var keys: [[Value]] = []
  private var tallies: [[Tally]] = []
  private let tallyings: [Tallying]

  init(
    _ grouping: BoundQuery.Grouping, of frame: Frame, pulling input: Cursor,
    by evaluator: Evaluator,
    in run: Run
  ) {
    let evaluations = grouping.keys.map(evaluator.evaluation)
    tallyings = grouping.aggregates.map { Tallying($0, by: evaluator) }
    if evaluations.isEmpty { _ = add(ValueKey([])) }
    while !(evaluations.isEmpty && isSettled), input() {
      let key = ValueKey(evaluations.map { $0(frame) })
      add(frame, to: key, in: run)
    }
  }

  var count: Int { keys.count }

  func values(of group: Int, noting notes: Notes) -> GroupValues {
    for (tally, tallying) in zip(tallies[group], tallyings) {
      notes.add(tally.passedOver, by: tallying.aggregate.text)
    }
    return GroupValues(keys: keys[group], aggregates: tallies[group].map(\.result))
  }

  /// Whether no row can change anything any more.
  private var isSettled: Bool {
    !tallyings.isEmpty && tallies.allSatisfy { $0.allSatisfy(\.isSettled) }
  }

  /// All that the row brings is evaluated before any of it counts: it may turn out to be gone.
  private mutating func add(_ frame: Frame, to key: ValueKey, in run: Run) {
    let known = indices[key]
    let contributions = tallyings.indices.map { index in
      if let known, tallies[known][index].isSettled { return Value?.none }
      return tallyings[index].contribution(of: frame)
    }
    guard !frame.row.isGone else {
      run.dropped += 1
      return
    }
    let group = known ?? add(key)
    for (index, value) in contributions.enumerated() {
      guard let value else { continue }
      tallies[group][index].add(value)
    }
  }

  private mutating func add(_ key: ValueKey) -> Int {
    indices[key] = keys.count
    keys.append(key.values)
    tallies.append(tallyings.map { Tally($0.aggregate) })
    return keys.count - 1
  }
}
