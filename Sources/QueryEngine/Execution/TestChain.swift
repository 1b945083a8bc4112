import OrderedCollections

/// The tests of a `where` or `having`, all of which a row must pass, in the order of the plan.
///
/// After an unknown the row can no longer come through: what remains is asked only in order to
/// tell rows that are out from those that could not be judged, and dear tests are not.
final class TestChain {
  private var terms: [Term]
  private let noun: RowNoun
  private var doubts: OrderedDictionary<Notes.Cause, Doubt> = [:]

  struct Term {
    let test: Test
    /// Opens more than a small file.
    let isDear: Bool
    /// How many rows came to it.
    var reached = 0
    /// For how many it was true.
    var passed = 0
  }

  /// Rows that could not be judged for one cause, and the first test where that happened.
  private struct Doubt {
    var rows = 0
    var term: Int
  }

  enum Verdict {
    case passed
    case failed
    /// Unknown, and counted.
    case unjudged
    /// The row ended while it was judged.
    case gone
  }

  init(_ terms: [Term], of noun: RowNoun) {
    self.terms = terms
    self.noun = noun
  }

  /// How many rows came to each test, and how many passed it.
  var counts: [(reached: Int, passed: Int)] { terms.map { ($0.reached, $0.passed) } }

  func judge(_ frame: Frame) -> Verdict {
    var doubt: (term: Int, denial: Denial)?
    for index in terms.indices {
      if doubt != nil && terms[index].isDear { continue }
      terms[index].reached += 1
      switch terms[index].test(frame) {
      case .true: terms[index].passed += 1
      case .false: return frame.row.isGone ? withdraw(from: index) : .failed
      case .unknown(let denial): if doubt == nil { doubt = (index, denial) }
      }
    }
    guard let doubt else { return .passed }
    if frame.row.isGone { return withdraw(from: doubt.term) }
    doubts[Notes.Cause(doubt.denial), default: Doubt(term: doubt.term)].rows += 1
    return .unjudged
  }

  /// A row that is gone has not reached any test.
  private func withdraw(from term: Int) -> Verdict {
    for index in 0...term { terms[index].reached -= 1 }
    return .gone
  }

  var notes: [String] {
    doubts.map { cause, doubt in
      Notes.unjudged(doubt.rows, of: terms[doubt.term].reached, noun, because: cause)
    }
  }
}
