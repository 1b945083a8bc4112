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
        switch chain.judge(frame) {
        case .passed: return true
        case .failed, .unjudged: continue
        case .gone: run.dropped += 1
        }
      }
      return false
    }
  }

  /// The tests, each told whether it opens something dear that those before it have not opened.
  private func terms(_ tests: [BoundExpression], by evaluator: Evaluator, at path: StepPath)
    -> [TestChain.Term]
  {
    var reader = Reader(run.planner, givens: evaluator.givens.expressions)
    return tests.enumerated().map { index, expression in
      let reading = reader.reading(expression)
      let isDear = reading.possible.contains {
        $0.origin.cost > .file && !reader.held.contains($0)
      }
      reader.held.formUnion(reading.certain)
      let test = evaluator.test(of: expression)
      return TestChain.Term(
        test: run.meter?.measuring(test, at: path.step(index)) ?? test, isDear: isDear)
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
