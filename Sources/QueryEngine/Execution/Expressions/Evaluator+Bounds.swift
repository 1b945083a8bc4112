import Binding
import Planning
import QueryLanguage
import Schema
import Values

extension Evaluator {
  /// Asks the bound, unless what is expensive is held already; if that does not settle the
  /// comparison, what is expensive decides. What may not be read is settled by the bound likewise.
  func boundCheckTest(_ check: BoundCheck, _ comparison: BoundExpression) -> Test {
    let test = test(of: comparison)
    let settle = settling(check, comparison)
    let isHeld = holding(check.bound.subject)
    return { frame in
      guard isHeld(frame) else { return settle(frame).map { Truth($0) } ?? test(frame) }
      let truth = test(frame)
      return truth.isUnknown ? settle(frame).map { Truth($0) } ?? truth : truth
    }
  }

  /// Whether a test that is evaluated of a row will read what is expensive: not where a bound
  /// settles it.
  func readsExpensive(_ test: BoundExpression) -> (Frame) -> Bool {
    if case .operation(.not) = test.kind { return readsExpensive(test.operands[0]) }
    guard case .boundCheck(let check) = test.kind else { return { _ in true } }
    let settle = settling(check, test.operands[0])
    return { settle($0) == nil }
  }

  /// What the bound alone says of the comparison. A comparison of null is false, but for `!=`.
  fileprivate func settling(
    _ check: BoundCheck, _ comparison: BoundExpression
  ) -> (Frame) -> Bool? {
    let bound = evaluation(of: check.bound)
    let resultOfNull = comparison.operation == .binary(.notEqual)
    return { frame in
      let highest = bound(frame)
      if highest.isNull { return resultOfNull }
      let isSettled = Operators.compare(check.operation, highest, check.constant).isTrue
      return isSettled ? check.result : nil
    }
  }

  /// The most that the expression can be: null where it is null, denied where nothing is known.
  func evaluation(of bounded: BoundedExpression) -> Evaluation {
    let bound = column(bounded.bound)
    let expression = evaluation(of: bounded.expression)
    let unknown = Value.denied(bounded.unread)
    return { frame in
      let bound = bound(frame)
      if bound.isNull { return .null }
      if bound.isDenied { return unknown }
      let value = expression(frame)
      // Too large to be told.
      return value.isNull ? unknown : value
    }
  }
}

extension BoundedExpression {
  /// Of what has not been read.
  fileprivate var unread: Denial { .refused(subject.column.sources[0].access.id) }
}

/// Makes tests that read nothing expensive of tests that do, for rows that are out in any case unless
/// such a test tells that they were not to be judged. A class, since it remembers what it has made of
/// names, each of which may be used twice by the next.
final class CheapTests {
  private let evaluator: Evaluator
  private var ofShared: [Int: Test?] = [:]

  init(_ evaluator: Evaluator) {
    self.evaluator = evaluator
  }

  /// What can be said of a test by bounds and by what is cheap; nil where that is nothing.
  func test(of expression: BoundExpression, _ analyzer: AccessAnalyzer) -> Test? {
    if analyzer.accesses(of: expression).isCheap(after: analyzer.held) {
      return evaluator.test(of: expression)
    }
    if let connective = expression.connective {
      let tests = expression.operands(of: connective).map { test(of: $0, analyzer) }
      return chain(connective, tests)
    }
    if case .operation(.not) = expression.kind {
      return test(of: expression.operands[0], analyzer).map { test in { test($0).negated } }
    }
    if case .shared(let reference) = expression.kind { return test(of: reference, analyzer) }
    if case .boundCheck(let check) = expression.kind {
      return test(of: check, expression.operands[0], analyzer)
    }
    return nil
  }

  private func test(
    of check: BoundCheck, _ comparison: BoundExpression, _ analyzer: AccessAnalyzer
  ) -> Test? {
    guard analyzer.accesses(of: check.bound).isCheap(after: analyzer.held) else { return nil }
    let settle = evaluator.settling(check, comparison)
    let unread = Truth.unknown(check.bound.unread)
    return { settle($0).map { Truth($0) } ?? unread }
  }

  /// Evaluated once for each row, however often the name is used.
  private func test(of reference: SharedReference, _ analyzer: AccessAnalyzer) -> Test? {
    guard reference.level == 0, evaluator.shared.indices.contains(reference.index) else {
      return nil
    }
    if let known = ofShared[reference.index] { return known }
    let expression = evaluator.shared[reference.index].expression
    let test = test(of: expression, analyzer).map(onceForEachRow)
    ofShared[reference.index] = .some(test)
    return test
  }

  private func onceForEachRow(_ test: @escaping Test) -> Test {
    var known: (generation: Int, truth: Truth)?
    return { frame in
      if let known, known.generation == frame.generation { return known.truth }
      let truth = test(frame)
      known = (frame.generation, truth)
      return truth
    }
  }

  /// Of the operands of which nothing can be said, none is evaluated: they count as unknown.
  private func chain(_ connective: BinaryOperator, _ tests: [Test?]) -> Test? {
    let known = tests.compactMap(\.self)
    guard !known.isEmpty else { return nil }
    let isOr = connective == .or
    let start = known.count == tests.count ? Truth(!isOr) : Truth.unknown(.patternGivenUp)
    return { frame in
      var result = start
      for test in known {
        let truth = test(frame)
        result = isOr ? result.or(truth) : result.and(truth)
        if isOr ? result.isTrue : result.isFalse { break }
      }
      return result
    }
  }
}
