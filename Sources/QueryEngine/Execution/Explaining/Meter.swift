import OrderedCollections
import Values

/// What one operator has done by itself, without those that it pulls from.
final class OperatorMetrics {
  /// How often it was asked for a row; of a test, how often it was made.
  fileprivate(set) var calls = 0
  /// How many rows it returned; of a test, how often it was true.
  fileprivate(set) var rows = 0
  /// By the monotonic clock, without what measuring takes.
  fileprivate(set) var nanoseconds: Int64 = 0
  /// Files opened, by access name.
  fileprivate(set) var reads: OrderedDictionary<String, Int> = [:]
}

/// Measures what each operator of a run does.
final class Meter {
  private var stack: [OperatorMetrics] = []
  private let stopwatch = Stopwatch()
  private var lastTime: Int64 = 0
  private var lastReads: [(name: String, count: Int)] = []
  /// What has been opened so far.
  var statistics: () -> Statistics = { Statistics() }

  /// Runs one step of an operator, and charges it with the time and the files that it took.
  func run<Result>(
    _ metrics: OperatorMetrics, _ body: () throws(Failure) -> Result, isGiven: (Result) -> Bool
  ) throws(Failure) -> Result {
    charge()
    stack.append(metrics)
    defer {
      charge()
      stack.removeLast()
    }
    let result = try body()
    metrics.calls += 1
    if isGiven(result) { metrics.rows += 1 }
    return result
  }

  /// A test that charges an operator with what it takes.
  func measuring(_ test: @escaping Test, by metrics: OperatorMetrics) -> Test {
    { [self] frame in
      charge()
      stack.append(metrics)
      let truth = test(frame)
      charge()
      stack.removeLast()
      metrics.calls += 1
      if truth.isTrue { metrics.rows += 1 }
      return truth
    }
  }

  /// Charges the operator at work with what was spent since the last change of operators. What
  /// measuring takes is charged to nobody.
  private func charge() {
    let time = stopwatch.nanoseconds
    let reads = statistics().reads
    if let metrics = stack.last {
      metrics.nanoseconds += time - lastTime
      metrics.add(reads, since: lastReads)
    }
    lastReads = reads
    lastTime = stopwatch.nanoseconds
  }
}

extension OperatorMetrics {
  /// Counts are in one order and never fall, so that each is sought behind the one before it.
  fileprivate func add(
    _ reads: [(name: String, count: Int)], since before: [(name: String, count: Int)]
  ) {
    var old = before[...]
    for (name, count) in reads {
      var known = 0
      if old.first?.name == name, let first = old.popFirst() { known = first.count }
      if count > known { self.reads[name, default: 0] += count - known }
    }
  }
}
