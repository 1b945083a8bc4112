/// `limits` (since 2.6.24): what a process may use at most.
package struct Limits: Sendable {
  /// Those that the kernel told of, in its order.
  package private(set) var all: [(resource: Resource, soft: Limit, hard: Limit)] = []

  /// How much of a resource.
  package enum Limit: Sendable, Equatable {
    case unlimited
    /// In the resource's own unit: bytes, seconds, a count.
    case value(UInt64)
  }

  /// By prlimit(1)'s names.
  package enum Resource: String, CaseIterable, Sendable {
    case cpu, fsize, data, stack, core, rss, nproc, nofile
    case memlock, `as`, locks, sigpending, msgqueue, nice, rtprio, rttime

    /// As prlimit(1) calls it.
    package var name: String { rawValue }

    /// As the kernel heads its line.
    fileprivate var heading: String {
      switch self {
      case .cpu: "Max cpu time"
      case .fsize: "Max file size"
      case .data: "Max data size"
      case .stack: "Max stack size"
      case .core: "Max core file size"
      case .rss: "Max resident set"
      case .nproc: "Max processes"
      case .nofile: "Max open files"
      case .memlock: "Max locked memory"
      case .as: "Max address space"
      case .locks: "Max file locks"
      case .sigpending: "Max pending signals"
      case .msgqueue: "Max msgqueue size"
      case .nice: "Max nice priority"
      case .rtprio: "Max realtime priority"
      case .rttime: "Max realtime timeout"
      }
    }

    /// Whether it is told in bytes.
    package var isBytes: Bool {
      switch self {
      case .fsize, .data, .stack, .core, .rss, .memlock, .as, .msgqueue: true
      case .cpu, .nproc, .nofile, .locks, .sigpending, .nice, .rtprio, .rttime: false
      }
    }
  }

  private static let headings = Resource.allCases.map { Array($0.heading.utf8) }

  /// Lines that are not known are passed over.
  package init(_ text: Span<UInt8>) {
    var position = 0
    while let range = text.takeLine(&position) {
      let line = text.extracting(range)
      guard let index = Self.headings.firstIndex(where: { line.begins(with: $0) }) else { continue }
      var start = Self.headings[index].count
      guard let soft = line.takeLimit(&start), let hard = line.takeLimit(&start) else { continue }
      all.append((Resource.allCases[index], soft, hard))
    }
  }
}

extension Span where Element == UInt8 {
  fileprivate func begins(with heading: [UInt8]) -> Bool {
    guard count > heading.count, self[heading.count] == UInt8(ascii: " ") else { return false }
    for index in heading.indices where self[index] != heading[index] { return false }
    return true
  }

  fileprivate func takeLimit(_ position: inout Int) -> Limits.Limit? {
    if let value = takeNumber(&position) { return .value(value) }
    guard let word = takeWord(&position), extracting(word).equals("unlimited") else { return nil }
    return .unlimited
  }
}
