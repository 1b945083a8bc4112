import Schema
import Testing
import Values

@Suite struct OrderTests {
  private static let mixed: [Value] = SampleValues.all.map(\.value) + [.refused]

  @Test func theOrderIsTotal() {
    for a in Self.mixed {
      #expect(Value.order(a, a) == .equal)
      for b in Self.mixed {
        #expect(Value.order(a, b) == Value.order(b, a).reversed, "\(shown(a)), \(shown(b))")
      }
    }
  }

  @Test func theOrderIsTransitive() {
    for a in Self.mixed {
      for b in Self.mixed where Value.order(a, b) != .descending {
        for c in Self.mixed where Value.order(b, c) != .descending {
          let order = Value.order(a, c)
          if order == .descending {
            Issue.record("\(shown(a)) ≤ \(shown(b)) ≤ \(shown(c))")
          }
        }
      }
    }
  }

  @Test func keysAreEqualAndHashAlikeWhereTheOrderSaysEqual() {
    for a in Self.mixed {
      for b in Self.mixed {
        let (left, right) = (ValueKey([a]), ValueKey([b]))
        #expect((left == right) == (Value.order(a, b) == .equal))
        #expect(left != right || left.hashValue == right.hashValue, "\(shown(a)), \(shown(b))")
      }
    }
  }

  @Test func keys() {
    let keys: Set<ValueKey> = [
      ValueKey([1]), ValueKey([1.0]), ValueKey([.size(1)]), ValueKey([.null]), ValueKey([.null]),
      ValueKey([.refused]), ValueKey([.denied(.refused(rollupFile.id))]), ValueKey([-0.0]),
      ValueKey([0]), ValueKey([""]),
    ]
    #expect(keys.count == 5)
    #expect(ValueKey(["a", .null]) != ValueKey([.null, "a"]))
    #expect(ValueKey([.map(["a": 1, "b": 2])]) == ValueKey([.map(["b": 2.0, "a": 1])]))
    #expect(ValueKey([["a", "b"]]) != ValueKey([["ab"]]))
  }

  private func sorted(descending: Bool = false, nullsFirst: Bool = false) -> [String] {
    let values: [Value] = [.refused, 2, .null, 1, 3]
    return values.sorted {
      Value.order($0, $1, descending: descending, nullsFirst: nullsFirst) == .ascending
    }.map(shown)
  }

  @Test func nullAndDeniedComeLastInBothDirections() {
    #expect(sorted() == ["integer 1", "integer 2", "integer 3", "null", "denied environ"])
    #expect(
      sorted(descending: true) == ["integer 3", "integer 2", "integer 1", "null", "denied environ"])
    #expect(
      sorted(nullsFirst: true) == ["null", "integer 1", "integer 2", "integer 3", "denied environ"])
    #expect(
      sorted(descending: true, nullsFirst: true)
        == ["null", "integer 3", "integer 2", "integer 1", "denied environ"])
  }

  @Test func sortingMixedNumbersIsStableUnderShuffling() {
    var generator = SeededGenerator(seed: 7)
    let sorted = Self.mixed.sorted { Value.order($0, $1) == .ascending }
    for _ in 0..<20 {
      let again = Self.mixed.shuffled(using: &generator).sorted {
        Value.order($0, $1) == .ascending
      }
      #expect(zip(sorted, again).allSatisfy { Value.order($0, $1) == .equal })
    }
  }
}
