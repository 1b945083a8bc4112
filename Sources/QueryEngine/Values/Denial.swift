public import Schema

/// Why a fact that is there could not be had.
@usableFromInline
package enum Denial: Hashable, Sendable {
  /// The system refuses to let us read this.
  case refused(AccessID)
  /// It could not be read, for a reason that is no refusal.
  case failed(Failure)
  /// A match was given up: the pattern passed its limit of steps or memory.
  case patternGivenUp
  /// The row is older than the window, and was not read when that began.
  case notReadThen
  /// It stands in another row, which was not recorded.
  case notRecorded
}

extension Denial {
  /// Reading it failed.
  package var isFailure: Bool { if case .failed = self { true } else { false } }

  /// It is not for us to read, whichever file it is.
  package var isRefusal: Bool { if case .refused = self { true } else { false } }
}

/// Something that could not be done, and why. A class, so that a value stays small.
@usableFromInline
package final class Failure: Error, Sendable {
  /// What could not be read, as `--stats` counts it: `smaps_rollup`.
  @usableFromInline package let access: AccessID
  /// The system's words: `Too many open files`.
  @usableFromInline package let reason: String
  /// Where it happened: `/proc/4242/smaps_rollup`.
  package let path: Text

  /// Says in the system's words what could not be read, and where.
  package init(_ reason: String, at path: Text, of access: AccessID) {
    self.access = access
    self.reason = reason
    self.path = path
  }
}

/// Two failures are alike if the same kind of thing could not be read for the same reason, wherever
/// that was.
extension Failure: Hashable {
  @inlinable
  package static func == (left: Failure, right: Failure) -> Bool {
    left.access == right.access && left.reason == right.reason
  }

  @inlinable
  package func hash(into hasher: inout Hasher) {
    hasher.combine(access)
    hasher.combine(reason)
  }
}

/// How often something could not be had, by reason. A refusal and a failure are told apart, however
/// many there are of either.
package struct DenialCounts: Sendable {
  /// In the order in which they were met with; few.
  package private(set) var reasons: [(denial: Denial, count: Int)] = []

  /// None yet.
  package init() {}

  /// Of all reasons together.
  package var total: Int { reasons.reduce(0) { $0 + $1.count } }

  /// What has been added to fewer: a failure, if there is one; nil if that is nothing.
  package func reason(since earlier: DenialCounts) -> Denial? {
    let added = reasons.filter { reason in
      reason.count > earlier.reasons.first { $0.denial == reason.denial }?.count ?? 0
    }
    return (added.first { $0.denial.isFailure } ?? added.first)?.denial
  }

  /// With all refusals as one, whichever file they are of.
  package var withoutFiles: [(denial: Denial, count: Int)] {
    reasons.reduce(into: []) { sum, reason in
      if reason.denial.isRefusal, let known = sum.firstIndex(where: { $0.denial.isRefusal }) {
        sum[known].count += reason.count
      } else {
        sum.append(reason)
      }
    }
  }

  /// Counts one more.
  package mutating func add(_ denial: Denial) {
    if let known = reasons.firstIndex(where: { $0.denial == denial }) {
      reasons[known].count += 1
    } else {
      reasons.append((denial, 1))
    }
  }
}
