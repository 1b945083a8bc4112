import OrderedCollections

/// The tests of a `where` or `having`, all of which a row must pass, in the order of the plan.
///
/// After an unknown the row can no longer come through: what remains is asked only in order to
/// tell rows that are out from those that could not be judged, and nothing dear is read for that.
struct TestChain {
  let terms: [Term]
  private let counts: Counts

  struct Term {
    let test: Test
    /// The first term after which it opens no more than small files, as what is dear was opened by
    /// then; nil if there is none.
    let isFreeFrom: Int?
    /// Of a dear one, what can be said without what is dear; nil where that is nothing.
    let withoutDear: Test?

    /// Whether it would open something dear, of a row that has been in doubt since that term.
    func isDear(afterDoubtAt term: Int) -> Bool { isFreeFrom.map { $0 > term } ?? true }
  }

  enum Verdict {
    case passed
    case failed
    /// Unknown, and counted.
    case unjudged
    /// The row ended while it was judged.
    case gone
  }

  /// What the terms so far have left open.
  struct Progress {
    /// The first term that was unknown.
    fileprivate(set) var doubt: (term: Int, denial: Denial)?
  }

  init(_ terms: [Term], of noun: RowNoun, noting notes: Notes) {
    let counts = Counts(terms.count, noun)
    self.terms = terms
    self.counts = counts
    notes.add { counts.notes }
  }

  func judge(_ frame: Frame) -> Verdict {
    var progress = Progress()
    return judge(frame, by: terms.indices, &progress) ?? conclude(frame, progress)
  }

  /// The verdict, if one of these terms gives it.
  func judge(_ frame: Frame, by range: Range<Int>, _ progress: inout Progress) -> Verdict? {
    for index in range {
      let truth: Truth
      if let doubt = progress.doubt, terms[index].isDear(afterDoubtAt: doubt.term) {
        guard let test = terms[index].withoutDear else { continue }
        truth = test(frame)
      } else {
        counts.reached[index] += 1
        truth = terms[index].test(frame)
      }
      switch truth {
      case .true: continue
      case .false: return frame.row.isGone ? withdraw(from: index, progress) : .failed
      case .unknown(let denial):
        if progress.doubt == nil { progress.doubt = (index, denial) }
      }
    }
    return nil
  }

  /// The verdict, as no term has given it.
  func conclude(_ frame: Frame, _ progress: Progress) -> Verdict {
    guard let doubt = progress.doubt else { return .passed }
    if frame.row.isGone { return withdraw(from: terms.count - 1, progress) }
    counts.doubt(doubt.denial, at: doubt.term)
    return .unjudged
  }

  /// A row that is gone has not reached any test.
  private func withdraw(from last: Int, _ progress: Progress) -> Verdict {
    let doubted = progress.doubt?.term ?? last
    for index in 0...last where index <= doubted || !terms[index].isDear(afterDoubtAt: doubted) {
      counts.reached[index] -= 1
    }
    return .gone
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

    var notes: [String] {
      doubts.map { cause, doubt in
        Notes.unjudged(doubt.rows, of: reached[doubt.term], noun, because: cause)
      }
    }
  }
}
