import CPattern
import Glibc

/// What one match of a regular expression may cost.
///
/// PCRE2's own match limit counts anew from each place where a match may begin, and does not count
/// the characters that a loop without choices runs over; so a pattern can take the square of the
/// text's length and more without reaching it. Here both are counted, over the whole match, by a
/// callout before each item of the pattern.
struct MatchBudget {
  /// Steps left.
  private(set) var left: Int
  /// How long it may take, in nanoseconds of this thread's processor time, which does not pass
  /// while the machine is busy with something else.
  private let patience: Int64
  /// Where the last item was tried.
  private var position = 0
  private var callouts = 0
  /// In nanoseconds of the same clock.
  private var deadline: Int64?

  /// In a text of this many bytes: the longer it is, the more. A short budget is a hundredth, but
  /// for what the text's length adds.
  init(length: Int, isShort: Bool) {
    left = (isShort ? 10_000 : 1_000_000) + 32 * length
    patience = isShort ? Self.patience / 100 : Self.patience
  }

  /// KiB that the places to come back to may take.
  private static let memory: UInt32 = 64 * 1024

  /// Nanoseconds. An item that runs over tens of thousands of characters and fails leaves no trace
  /// in the steps; only then does the clock decide.
  private static let patience: Int64 = 2_000_000_000

  /// How many callouts lie between two looks at the clock.
  private static let clockInterval = 256

  /// Makes matches with the context end when the budget is spent.
  static func limit(_ context: OpaquePointer, by budget: UnsafeMutablePointer<MatchBudget>) {
    pcre2_set_heap_limit_8(context, memory)
    pcre2_set_callout_8(context, spend, budget)
  }

  private static let spend:
    @convention(c) (UnsafeMutablePointer<pcre2_callout_block_8>?, UnsafeMutableRawPointer?) -> CInt =
      { block, budget in
        guard let block, let budget else { return PCRE2_ERROR_CALLOUT }
        let position = block.pointee.current_position
        let isLeft = budget.assumingMemoryBound(to: MatchBudget.self).pointee.step(to: position)
        return isLeft ? 0 : PCRE2_ERROR_MATCHLIMIT
      }

  /// Counts the trial of an item at a position; false if that spends the budget. Running over a
  /// character is cheaper than trying an item.
  private mutating func step(to position: Int) -> Bool {
    left -= 1 + abs(position - self.position) / 8
    self.position = position
    callouts += 1
    return left > 0 && (callouts % Self.clockInterval != 0 || isInTime())
  }

  private mutating func isInTime() -> Bool {
    var now = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now)
    let moment = Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
    guard let deadline else {
      deadline = moment + patience
      return true
    }
    return moment < deadline
  }
}
