import Binding
import Planning
import Schema
import Values

/// Lets through the rows that pass all tests. What an expensive test needs may be prefetched for the
/// rows that come to it.
final class FilterOperator: RowOperator {
  let run: Run
  let frame: Frame
  let metrics = OperatorMetrics()
  private let input: any RowOperator
  private let tests: ConjunctionEvaluator
  private let prefetch: Conjunction.TestPrefetch?
  private let prefetchMeasure = OperatorMetrics()
  private let prefetcher: Prefetcher<ConjunctionEvaluator.Progress>?
  private let identity: ((Frame) -> RowKey?)?

  /// `identity` tells what a row is known by at another moment; nil where nobody asks.
  init(
    _ input: any RowOperator, _ tests: ConjunctionEvaluator, _ conjunction: Conjunction,
    identity: ((Frame) -> RowKey?)?, wanted: Int64?
  ) {
    self.identity = identity
    self.run = input.run
    self.frame = input.frame
    self.input = input
    self.tests = tests
    self.prefetch = conjunction.prefetch
    self.prefetcher = conjunction.prefetch.map { prefetch in
      FilterOperator.prefetcher(input, tests, prefetch, identity, wanted: wanted)
    }
  }

  /// Of the rows that are left by the tests before the expensive one.
  private static func prefetcher(
    _ input: any RowOperator, _ tests: ConjunctionEvaluator, _ prefetch: Conjunction.TestPrefetch,
    _ identity: ((Frame) -> RowKey?)?, wanted: Int64?
  ) -> Prefetcher<ConjunctionEvaluator.Progress> {
    let isNeeded = tests.evaluator.readsExpensive(tests.tests[prefetch.index])
    return Prefetcher(
      of: prefetch.accesses, wanted: wanted, input.frame, in: input.run,
      needs: { frame, progress in progress.unknown == nil && isNeeded(frame) },
      pulling: { () throws(Failure) in
        while try input.next() {
          var progress = ConjunctionEvaluator.Progress()
          guard let verdict = tests.judge(input.frame, by: 0..<prefetch.index, &progress) else {
            return progress
          }
          _ = input.run.passes(verdict, input.frame, identity)
        }
        return nil
      })
  }

  func advance() throws(Failure) -> Bool {
    if let prefetcher, let prefetch { return try advance(prefetcher, from: prefetch.index) }
    while try input.next() {
      if run.passes(tests.judge(frame), frame, identity) { return true }
    }
    return false
  }

  private func advance(
    _ prefetcher: Prefetcher<ConjunctionEvaluator.Progress>, from index: Int
  ) throws(Failure) -> Bool {
    while var progress = try prefetcher.next(measuredBy: prefetchMeasure) {
      let verdict =
        tests.judge(frame, by: index..<tests.tests.count, &progress)
        ?? tests.conclude(frame, progress)
      if run.passes(verdict, frame, identity) { return true }
    }
    return false
  }

  /// A line for each test, the first at the bottom.
  func explain(_ explainer: inout Explainer) -> ExplainTree {
    var tree = input.explain(&explainer)
    let word = explainer.isOfGroups ? "having" : "where"
    for (index, test) in tests.tests.enumerated() {
      let reads = explainer.reads(of: [test])
      let isPrefetched = prefetch?.index == index
      if isPrefetched {
        tree = ExplainTree(
          text: PrefetchOperator.text, reads: reads, metrics: prefetchMeasure, input: .none,
          children: [tree])
      }
      tree = ExplainTree(
        text: "\(word) \(explainer.printer.text(of: test))", reads: isPrefetched ? [] : reads,
        metrics: tests.measures[index], input: .asked,
        children: [tree] + explainer.subqueries(in: [test]))
    }
    return tree
  }
}

extension Run {
  /// Whether a row comes through by this verdict; one that is gone is counted.
  fileprivate func passes(
    _ verdict: ConjunctionEvaluator.Verdict, _ frame: Frame, _ identity: ((Frame) -> RowKey?)?
  ) -> Bool {
    switch verdict {
    case .passed: return true
    case .failed: return false
    case .unjudged:
      if let key = identity?(frame) { unjudgedRows.insert(key) }
      return false
    case .gone:
      dropped += 1
      return false
    }
  }
}
