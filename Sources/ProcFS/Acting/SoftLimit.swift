/// A soft limit that is to be set, beside the hard one, which stays as it is.
///
/// The system sets both at once (prlimit(2)), so that a hard limit that another changes between the reading
/// and the setting is put back. But it tells what it has replaced: the other's is set once more then.
struct SoftLimit {
  /// The two limits of a resource.
  struct Pair: Equatable {
    var soft: UInt64
    var hard: UInt64
  }

  let resource: Limits.Resource
  let amount: UInt64

  /// `limits` are those that were read; `exchange` sets others, and gives those that it has replaced.
  func set(
    over limits: Pair, by exchange: (Pair) throws(Errno) -> Pair
  ) throws(Errno) -> ActOutcome {
    guard amount <= limits.hard else { return refusal(above: limits.hard) }
    var (present, hard) = (limits.hard, limits.hard)
    for _ in 0..<Self.mostTries {
      let replaced = try exchange(Pair(soft: amount, hard: hard))
      if replaced.hard == present { return .done }
      guard amount <= replaced.hard else {
        _ = try exchange(replaced)
        return refusal(above: replaced.hard)
      }
      (present, hard) = (hard, replaced.hard)
    }
    return .refused(.failed(.busy))
  }

  private static let mostTries = 10

  private func refusal(above hard: UInt64) -> ActOutcome {
    .refused(.aboveHardLimit(hard, of: resource))
  }
}
