import Binding
import OrderedCollections
import Planning
import Schema
import Values

/// The tests of a `where` or `having`, all of which a row must pass, in the order of the plan.
///
/// After an unknown the row can no longer come through: what remains is asked only in order to
/// tell rows that are out from those that could not be judged, and nothing expensive is read for
/// that.
struct ConjunctionEvaluator {
  /// In the order in which they are made.
  let tests: [BoundExpression]
  /// Evaluates the tests in the row's frame.
  let evaluator: Evaluator
  /// Of each test, how often it was asked and was true.
  let measures: [OperatorMetrics]
  private let predicates: [Predicate]
  private let counts: Counts

  /// One of the tests.
  private struct Predicate {
    let test: Test
    /// The first predicate after which it reads no more than small files, as what is expensive was
    /// read by then; nil if there is none.
    let cheapAfter: Int?
    /// Of an expensive one, what can be said without what is expensive; nil where that is nothing.
    let cheapTest: Test?

    /// Whether it would read something expensive of a row that has been unknown since that
    /// predicate.
    func isExpensive(unknownSince predicate: Int) -> Bool {
      cheapAfter.map { $0 > predicate } ?? true
    }
  }

  /// What the tests come to for one row.
  enum Verdict {
    case passed
    case failed
    /// Unknown, and counted.
    case unjudged
    /// The row ended while it was judged.
    case gone
  }

  /// What the predicates so far have left open.
  struct Progress {
    /// The first predicate that was unknown.
    fileprivate(set) var unknown: (since: Int, denial: Denial)?
  }

  init(
    _ tests: [BoundExpression], of noun: RowNoun, by evaluator: Evaluator,
    _ analyzer: AccessAnalyzer
  ) {
    let counts = Counts(tests.count, noun, evaluator.run.notes)
    let measures = tests.map { _ in OperatorMetrics() }
    self.tests = tests
    self.evaluator = evaluator
    self.measures = measures
    self.counts = counts
    self.predicates = ConjunctionEvaluator.predicates(tests, by: evaluator, analyzer, measures)
    evaluator.run.notes.addLost { counts.lost }
  }

  private static func predicates(
    _ tests: [BoundExpression], by evaluator: Evaluator, _ analyzer: AccessAnalyzer,
    _ measures: [OperatorMetrics]
  ) -> [Predicate] {
    let cheapTests = CheapTests(evaluator)
    var analyzer = analyzer
    var held: [Set<RowAccess>] = []
    // Of what a row has read in any case: nothing expensive, for a test that would read it may be
    // left out.
    var cautious = analyzer
    return zip(tests, measures).map { expression, metrics in
      let accesses = analyzer.accesses(of: expression)
      let expensive = accesses.possible.filter { $0.access.isExpensive }
      let cheapAfter = expensive.isEmpty ? 0 : held.firstIndex { $0.isSuperset(of: expensive) }
      let cheapTest = expensive.isEmpty ? nil : cheapTests.test(of: expression, cautious)
      analyzer.held.formUnion(accesses.certain)
      held.append(analyzer.held)
      cautious.held.formUnion(accesses.certain.filter { !$0.access.isExpensive })
      let test = evaluator.test(of: expression)
      return Predicate(
        test: evaluator.run.meter?.measuring(test, by: metrics) ?? test, cheapAfter: cheapAfter,
        cheapTest: cheapTest)
    }
  }

  /// Makes all tests that the row needs; notes a row that could not be judged.
  func judge(_ frame: Frame) -> Verdict {
    var progress = Progress()
    return judge(frame, by: predicates.indices, &progress) ?? conclude(frame, progress)
  }

  /// The verdict, if one of these predicates gives it.
  func judge(_ frame: Frame, by range: Range<Int>, _ progress: inout Progress) -> Verdict? {
    for index in range {
      let truth: Truth
      if let unknown = progress.unknown, predicates[index].isExpensive(unknownSince: unknown.since)
      {
        guard let test = predicates[index].cheapTest else { continue }
        truth = test(frame)
      } else {
        counts.reached[index] += 1
        truth = predicates[index].test(frame)
      }
      switch truth {
      case .true: continue
      case .false: return frame.row.isGone ? retract(from: index, progress) : .failed
      case .unknown(let denial):
        if progress.unknown == nil { progress.unknown = (index, denial) }
      }
    }
    return nil
  }

  /// The verdict, as no predicate has given it.
  func conclude(_ frame: Frame, _ progress: Progress) -> Verdict {
    guard let unknown = progress.unknown else { return .passed }
    if frame.row.isGone { return retract(from: predicates.count - 1, progress) }
    counts.add(unknown.denial, at: unknown.since)
    return .unjudged
  }

  /// A row that is gone has not reached any test.
  private func retract(from last: Int, _ progress: Progress) -> Verdict {
    let since = progress.unknown?.since ?? last
    for index in 0...last
    where index <= since || !predicates[index].isExpensive(unknownSince: since) {
      counts.reached[index] -= 1
    }
    return .gone
  }

  /// Apart from the tests, so that the notes that hold them do not hold the run.
  private final class Counts {
    private let noun: RowNoun
    private unowned let all: Notes
    /// How many rows came to each test.
    var reached: [Int]
    private var unjudged: OrderedDictionary<Denial, Unjudged> = [:]

    /// Rows that could not be judged for one reason, and the first test where that happened.
    private struct Unjudged {
      var rows = 0
      var test: Int
    }

    init(_ count: Int, _ noun: RowNoun, _ notes: Notes) {
      self.reached = Array(repeating: 0, count: count)
      self.noun = noun
      self.all = notes
    }

    func add(_ denial: Denial, at test: Int) {
      all.countUnjudged(denial)
      var rows = unjudged[denial] ?? Unjudged(test: test)
      rows.rows += 1
      rows.test = min(rows.test, test)
      unjudged[denial] = rows
    }

    var lost: [Notes.LostFact] {
      unjudged.map { denial, rows in
        .unjudged(rows.rows, of: reached[rows.test], noun, because: denial)
      }
    }
  }
}
