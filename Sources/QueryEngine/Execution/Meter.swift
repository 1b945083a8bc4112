import OrderedCollections

/// Which step of a plan: its place there, behind the places of the steps that it stands within.
struct StepPath: Hashable {
  private var places: [Int] = []

  func step(_ index: Int) -> StepPath {
    var path = self
    path.places.append(index)
    return path
  }

  /// The steps of a subquery, which has no place among those of the query around it.
  static func subquery(_ ordinal: Int) -> StepPath { StepPath().step(-1 - ordinal) }
}

/// Measures what each step of a run does by itself, without the steps that it pulls from.
final class Meter {
  private var measures: [StepPath: Measure] = [:]
  private var stack: [StepPath] = []
  private let stopwatch = Stopwatch()
  private var lastTime: Int64 = 0
  private var lastReads: OrderedDictionary<String, Int> = [:]
  /// What has been opened so far.
  var statistics: () -> Statistics = { Statistics() }

  struct Measure {
    /// How often it was asked for a row, and gave one; of a test, how often it was true.
    var asked = 0
    var given = 0
    var nanoseconds: Int64 = 0
    var reads: OrderedDictionary<String, Int> = [:]
  }

  /// Nil of a step that was never asked for anything.
  func measure(at path: StepPath) -> Measure? { measures[path] }

  func measuring(_ cursor: @escaping Cursor, at path: StepPath) -> Cursor {
    { self.run(path, cursor, isGiven: \.self) }
  }

  func measuring<Element>(_ stream: @escaping () -> Element?, at path: StepPath) -> () -> Element? {
    { self.run(path, stream) { $0 != nil } }
  }

  func measuring(_ test: @escaping Test, at path: StepPath) -> Test {
    { frame in self.run(path, { test(frame) }, isGiven: \.isTrue) }
  }

  private func run<Result>(
    _ path: StepPath, _ body: () -> Result, isGiven: (Result) -> Bool
  ) -> Result {
    settle()
    stack.append(path)
    let result = body()
    settle()
    stack.removeLast()
    measures[path, default: Measure()].asked += 1
    if isGiven(result) { measures[path, default: Measure()].given += 1 }
    return result
  }

  /// Puts down to the step at work what was spent since the last change of steps.
  private func settle() {
    let time = stopwatch.nanoseconds
    let reads = OrderedDictionary(
      statistics().reads.map { ($0.name, $0.count) }, uniquingKeysWith: +)
    if let path = stack.last {
      measures[path, default: Measure()].nanoseconds += time - lastTime
      measures[path, default: Measure()].add(reads, since: lastReads)
    }
    (lastTime, lastReads) = (time, reads)
  }
}

extension Meter.Measure {
  fileprivate mutating func add(
    _ reads: OrderedDictionary<String, Int>, since before: OrderedDictionary<String, Int>
  ) {
    for (name, count) in reads {
      let opened = count - (before[name] ?? 0)
      if opened > 0 { self.reads[name, default: 0] += opened }
    }
  }
}
