import ProcFS

extension Refusal {
  /// Why, in a few words: `needs CAP_KILL`.
  var text: String {
    switch self {
    case .needs(let right): "needs \(right.name)"
    case .needsKernel(let version): "needs Linux \(version.major).\(version.minor)"
    case .aboveHardLimit(let limit, let resource):
      "above its hard limit of \(resource.isBytes ? Self.size(limit) : "\(limit)")"
    case .keptTo(let processors):
      "it runs on \(Self.list(processors)) alone now: no other of these is on line and in its cpuset"
    case .withoutProcessors: "none of these processors is on line and in its cpuset"
    case .kernelThread: "it is a kernel thread"
    case .ofNoKnownKind: "it cannot be told whether it is a kernel thread"
    case .startsThreads: "it starts threads faster than they can be set"
    case .failed(let error): error.text
    }
  }

  /// As a query may have it, and not rounded.
  private static func size(_ bytes: UInt64) -> String {
    if bytes % (1 << 20) == 0 { return "\(bytes >> 20)M" }
    return bytes % (1 << 10) == 0 ? "\(bytes >> 10)K" : "\(bytes)B"
  }

  private static func list(_ numbers: [UInt32]) -> String {
    numbers.map { "\($0)" }.joined(separator: ", ")
  }
}
