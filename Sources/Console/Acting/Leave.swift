/// Whether what statements want to do to rows may be done, as the command line says it.
package enum Leave: Hashable, Sendable {
  /// Nothing is done: the rows are shown, and what would be.
  case dryRun
  /// To so many rows, of all statements together.
  case granted(atMost: Int)
  /// Whoever sits at the terminal is asked.
  case asked
  /// Nobody has given it, and nobody can be asked.
  case none

  /// How many rows it is for where no number was said, and up to how many a word answers a question.
  package static let usualCount = 20
}

/// The leave of one call of the program, as statements use it up.
struct LeaveBudget {
  private let leave: Leave
  /// How many rows it was given for.
  private var used = 0

  init(_ leave: Leave) {
    self.leave = leave
  }

  /// Whether somebody is shown the rows before anything is done.
  var isAsked: Bool { leave == .asked }
  /// Whether nothing is to be done.
  var isDry: Bool { leave == .dryRun }
  /// Whether something may come to be done.
  var mayAct: Bool {
    switch leave {
    case .granted, .asked: true
    case .dryRun, .none: false
    }
  }

  /// What may be done to the rows of a statement.
  enum Decision: Hashable {
    case act
    case ask
    /// Nothing, and that is what was wanted.
    case show
    /// Nothing: why, as it stands after `nothing was done: `.
    case withhold(String)
  }

  /// Decides about so many rows, at least one, which are counted by this: `3 processes`. What may be acted
  /// on is used up.
  mutating func decide(about count: Int, _ counted: (Int) -> String) -> Decision {
    switch leave {
    case .dryRun: return .show
    case .asked: return .ask
    case .none:
      let option = count > Leave.usualCount ? "--yes=\(count)" : "--yes"
      return .withhold("\(option) gives leave")
    case .granted(let most) where count <= most - used:
      used += count
      return .act
    case .granted(let most):
      let earlier = used > 0 ? ", leave was given for \(counted(used)) before" : ""
      return .withhold(
        "these are \(counted(count))\(earlier), and --yes=\(most) gives leave for \(most) in all; "
          + "--yes=\(used + count) would do")
    }
  }
}
