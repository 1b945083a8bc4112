// Operators that let through some of what comes.
extension Pipeline {
  func filter(
    _ input: @escaping Cursor, _ tests: [BoundExpression], of noun: RowNoun,
    by evaluator: Evaluator, at path: StepPath, _ frame: Frame
  ) -> Cursor {
    let chain = TestChain(
      terms(tests, by: evaluator, at: path), of: noun, noting: run.notes)
    return { [run] in
      while input() {
        if run.lets(chain.judge(frame)) { return true }
      }
      return false
    }
  }

  /// The same; what a dear test needs is read ahead of the rows that come to it.
  func filter(
    _ input: @escaping Cursor, _ tests: [BoundExpression], of noun: RowNoun, at path: StepPath,
    _ ahead: Plan.TestAhead, wanted: Int64?, _ frame: Frame
  ) -> Cursor {
    let chain = TestChain(terms(tests, by: evaluator, at: path), of: noun, noting: run.notes)
    let isOpen = evaluator.opensDear(tests[ahead.index])
    let rows = ReadAhead<TestChain.Progress>(
      of: ahead.origins, wanted: wanted, frame, in: run,
      needs: { frame, progress in progress.doubt == nil && isOpen(frame) },
      pulling: { [run] in
        while input() {
          var progress = TestChain.Progress()
          guard let verdict = chain.judge(frame, by: 0..<ahead.index, &progress) else {
            return progress
          }
          _ = run.lets(verdict)
        }
        return nil
      })
    let next = run.meter?.measuring(rows.next, at: path.readAhead(of: tests)) ?? rows.next
    return { [run] in
      while var progress = next() {
        let rest = ahead.index..<tests.count
        let verdict = chain.judge(frame, by: rest, &progress) ?? chain.conclude(frame, progress)
        if run.lets(verdict) { return true }
      }
      return false
    }
  }

  /// The tests, each told from which doubt on it opens nothing dear, as those up to there have.
  private func terms(_ tests: [BoundExpression], by evaluator: Evaluator, at path: StepPath)
    -> [TestChain.Term]
  {
    var opened: [Set<Reading.Opening>] = []
    var reader = Reader(run.planner, givens: evaluator.givens.expressions)
    // Of what a row has in any case: nothing dear, for a test that would open it may be left out.
    var cautious = reader
    return tests.enumerated().map { index, expression in
      let reading = reader.reading(expression)
      let dear = reading.possible.filter { $0.origin.cost > .file }
      let isFreeFrom = dear.isEmpty ? 0 : opened.firstIndex { $0.isSuperset(of: dear) }
      let withoutDear =
        dear.isEmpty ? nil : evaluator.testWithoutDear(expression, cautious)
      reader.held.formUnion(reading.certain)
      opened.append(reader.held)
      cautious.held.formUnion(reading.certain.filter { $0.origin.cost <= .file })
      let test = evaluator.test(of: expression)
      return TestChain.Term(
        test: run.meter?.measuring(test, at: path.step(index)) ?? test, isFreeFrom: isFreeFrom,
        withoutDear: withoutDear)
    }
  }

  func distinct(_ input: @escaping OutputStream) -> OutputStream {
    var seen: Set<ValueKey> = []
    return {
      while let row = input() {
        if seen.insert(ValueKey(row.cells)).inserted { return row }
      }
      return nil
    }
  }

  /// Pulls no row that it would not let through.
  func limited(_ input: @escaping OutputStream, _ limit: Int64?, offset: Int64) -> OutputStream {
    var skipped: Int64 = 0
    var passed: Int64 = 0
    return {
      if let limit, passed >= limit { return nil }
      while skipped < offset {
        guard input() != nil else { return nil }
        skipped += 1
      }
      passed += 1
      return input()
    }
  }
}

extension Run {
  /// Whether a row comes through by this verdict; one that is gone is counted.
  fileprivate func lets(_ verdict: TestChain.Verdict) -> Bool {
    switch verdict {
    case .passed: return true
    case .failed, .unjudged: return false
    case .gone:
      dropped += 1
      return false
    }
  }
}

extension StepPath {
  /// Where the reading ahead of a test is measured: behind the tests.
  func readAhead(of tests: [BoundExpression]) -> StepPath { step(tests.count) }
}
