import Synchronization

/// What is to be known of a root before its numbers mean anything: the size of a page, the length of
/// a tick, the kernel that wrote them.
///
/// A mounted procfs has those of the kernel that runs us. Of a copied root they are found in it when
/// they are first asked for, and no file of it is counted as read. As that reads files, it may not be
/// in the midst of reading another.
package final class RootFacts: Sendable {
  /// A proc file system, and not a copy or a made-up one: what is missing from it is gone.
  package let isLive: Bool
  /// This machine's own /proc, so that what the system tells in other ways belongs to it.
  package let isThisMachine: Bool
  /// Of the machine that the root tells of; nil where it does not say.
  package let kernel: KernelVersion?
  private let root: RootDirectory
  /// What the kernel told this process of itself; nil of a copied root.
  private let running: AuxiliaryVector?
  private let found = Once<AuxiliaryVector>()
  private let missesPageSize = Atomic(false)

  init(_ root: RootDirectory) {
    self.root = root
    isLive = root.isProcFileSystem
    isThisMachine = isLive && root.isSame(as: "/proc")
    kernel = isLive ? KernelVersion.running : KernelVersion(root: root)
    running = isLive ? AuxiliaryVector.ours : nil
  }

  /// Bytes; nil where the root does not tell, and then no count of pages can become bytes.
  package var pageSize: Int? {
    let size = auxiliary.pageSize
    if size == nil { missesPageSize.store(true, ordering: .relaxed) }
    return size
  }

  /// How many of the kernel's clock ticks are a second: 100 where the root does not tell.
  package var ticksPerSecond: Int { auxiliary.ticksPerSecond ?? 100 }

  /// Whether the size of a page was asked for and is not known. Does not look for it.
  package var lacksPageSize: Bool { missesPageSize.load(ordering: .relaxed) }

  /// Whether statm's figures are those of smaps_rollup: since 6.16 the kernel adds up what each
  /// processor has counted.
  package var hasExactResidentSizes: Bool { kernel.map { $0 >= KernelVersion(6, 16) } ?? false }

  private var auxiliary: AuxiliaryVector { running ?? found.value { root.auxiliaryVector() } }
}

extension RootDirectory {
  /// Of the first process that has one that makes sense: the one that made the copy, or one of the
  /// first of the listing. Where none has, the size of a page may stand in an smaps. What cannot be
  /// read here is looked for in the next process, and is at last not known.
  fileprivate func auxiliaryVector() -> AuxiliaryVector {
    var vector = AuxiliaryVector()
    let processes = [RelativePath("self")] + someProcesses().map { RelativePath($0) }
    for process in processes where vector.pageSize == nil {
      vector.fill(from: read(process, "/auxv") { AuxiliaryVector($0) })
    }
    for process in processes where vector.pageSize == nil {
      vector.pageSize = kernelPageSize(of: process)
    }
    return vector
  }

  /// As many as are looked at: of those of a whole machine hundreds may be threads of the kernel.
  private func someProcesses() -> [Int32] {
    guard let directory = try? open(".") else { return [] }
    var listing = DirectoryListing(directory, as: .other)
    var pids: [Int32] = []
    while pids.count < 512, let pid = (try? listing.nextNumber()) ?? nil { pids.append(pid) }
    return pids
  }

  private func read<Result>(
    _ process: RelativePath, _ name: StaticString, _ parse: (Span<UInt8>) -> Result?
  ) -> Result? {
    var path = process
    path.append(name)
    return (try? open(path).readWhole(inPieces: false, parse)) ?? nil
  }

  /// The smallest `KernelPageSize` of its first maps: one of huge pages may be among them.
  private func kernelPageSize(of process: RelativePath) -> Int? {
    var path = process
    path.append("/smaps")
    guard let file = try? open(path) else { return nil }
    let lines = LineStream(file, as: .other)
    var smallest: Int?
    for _ in 0..<1000 {
      guard let size = lines.next({ $0.kernelPageSize }) else { break }
      if let size { smallest = min(smallest ?? size, size) }
    }
    return smallest
  }
}

extension Span where Element == UInt8 {
  /// In bytes, of `KernelPageSize:        4 kB`.
  fileprivate var kernelPageSize: Int? {
    guard starts(with: "KernelPageSize:") else { return nil }
    var position = 15
    return takeNumber(&position).flatMap { AuxiliaryVector.plausiblePageSize($0 &* 1024) }
  }
}
