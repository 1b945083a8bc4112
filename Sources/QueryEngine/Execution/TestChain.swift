import OrderedCollections

/// The tests of a `where` or `having`, all of which a row must pass, in the order of the plan.
///
/// After an unknown the row can no longer come through: what remains is asked only in order to
/// tell rows that are out from those that could not be judged, and dear tests are not.
struct TestChain {
  let terms: [Term]
  private let counts: Counts

  struct Term {
    let test: Test
    /// Opens more than a small file.
    let isDear: Bool
  }

  enum Verdict {
    case passed
    case failed
    /// Unknown, and counted.
    case unjudged
    /// The row ended while it was judged.
    case gone
  }

  init(_ terms: [Term], of noun: RowNoun, noting notes: Notes) {
    let counts = Counts(terms.count, noun)
    self.terms = terms
    self.counts = counts
    notes.add { counts.notes }
  }

  func judge(_ frame: Frame) -> Verdict {
    var doubt: (term: Int, denial: Denial)?
    for (index, term) in terms.enumerated() {
      if doubt != nil && term.isDear { continue }
      counts.reached[index] += 1
      switch term.test(frame) {
      case .true: continue
      case .false: return frame.row.isGone ? counts.withdraw(from: index) : .failed
      case .unknown(let denial): if doubt == nil { doubt = (index, denial) }
      }
    }
    guard let doubt else { return .passed }
    if frame.row.isGone { return counts.withdraw(from: doubt.term) }
    counts.doubt(doubt.denial, at: doubt.term)
    return .unjudged
  }

  /// Apart from the tests, so that the notes that hold them do not hold the run.
  private final class Counts {
    let noun: RowNoun
    /// How many rows came to each test.
    var reached: [Int]
    private var doubts: OrderedDictionary<Notes.Cause, Doubt> = [:]

    /// Rows that could not be judged for one cause, and the first test where that happened.
    private struct Doubt {
      var rows = 0
      var term: Int
    }

    init(_ count: Int, _ noun: RowNoun) {
      self.reached = Array(repeating: 0, count: count)
      self.noun = noun
    }

    func doubt(_ denial: Denial, at term: Int) {
      var doubt = doubts[Notes.Cause(denial)] ?? Doubt(term: term)
      doubt.rows += 1
      doubt.term = min(doubt.term, term)
      doubts[Notes.Cause(denial)] = doubt
    }

    /// A row that is gone has not reached any test.
    func withdraw(from term: Int) -> Verdict {
      for index in 0...term { reached[index] -= 1 }
      return .gone
    }

    var notes: [String] {
      doubts.map { cause, doubt in
        Notes.unjudged(doubt.rows, of: reached[doubt.term], noun, because: cause)
      }
    }
  }
}
