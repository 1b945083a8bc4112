import Synchronization

/// What one statement has read: files opened, refusals and failures by kind, processes looked at and vanished.
/// Any thread may count.
package final class ReadCounters: Sendable {
  private let opened = FileCounters()
  private let denied = FileCounters()
  private let failed = FileCounters()
  private let processes = Atomic(0)
  private let gone = Atomic(0)
  private let comparedSizes = Atomic(0)
  private let exceededSizes = Atomic(0)

  /// The counts at one time.
  package struct Counts: Sendable {
    /// By `ProcFile.rawValue`.
    package var opened: [Int]
    /// By `ProcFile.rawValue`.
    package var denied: [Int]
    /// By `ProcFile.rawValue`.
    package var failed: [Int]
    /// Processes that were looked at.
    package var processes: Int
    /// Processes that ended while they were looked at.
    package var vanished: Int
  }

  /// All zero.
  package init() {}

  /// A file, a link or a listing that was opened.
  package func opened(_ file: ProcFile) { opened.add(file, 1) }

  /// So many of them.
  package func opened(_ file: ProcFile, times count: Int) { opened.add(file, count) }

  /// A file that may not be read.
  package func denied(_ file: ProcFile) { denied.add(file, 1) }

  /// A file that could not be read for another reason.
  package func failed(_ file: ProcFile) { failed.add(file, 1) }

  /// A process among those that a query looks at.
  package func lookedAt() { processes.add(1, ordering: .relaxed) }

  /// A process that ended while it was looked at.
  package func vanished() { gone.add(1, ordering: .relaxed) }

  /// Takes note of a process whose resident size was told by statm and then by smaps_rollup.
  func compared(_ statm: Bytes, withRollup rollup: Bytes) {
    comparedSizes.add(1, ordering: .relaxed)
    if rollup > statm { exceededSizes.add(1, ordering: .relaxed) }
  }

  /// Whether statm has told too little of most processes: then it bounds nothing, whatever the
  /// kernel calls itself. Some will have grown in between on any machine, most will not.
  package var residentSizesFallShort: Bool {
    let exceeded = exceededSizes.load(ordering: .relaxed)
    return exceeded >= 4 && exceeded * 2 > comparedSizes.load(ordering: .relaxed)
  }

  /// The counts as they stand now.
  package var current: Counts {
    Counts(
      opened: opened.current, denied: denied.current, failed: failed.current,
      processes: processes.load(ordering: .relaxed), vanished: gone.load(ordering: .relaxed))
  }
}

/// One count for each kind of file.
private final class FileCounters: Sendable {
  // An array holds no atomics, as they cannot be copied.
  nonisolated(unsafe) private let counts: UnsafeMutableBufferPointer<Atomic<Int>>

  init() {
    counts = .allocate(capacity: ProcFile.allCases.count)
    for index in counts.indices { counts.initializeElement(at: index, to: Atomic(0)) }
  }

  deinit {
    counts.deinitialize()
    counts.deallocate()
  }

  func add(_ file: ProcFile, _ count: Int) {
    counts[file.rawValue].add(count, ordering: .relaxed)
  }

  /// By `ProcFile.rawValue`.
  var current: [Int] { counts.indices.map { counts[$0].load(ordering: .relaxed) } }
}
