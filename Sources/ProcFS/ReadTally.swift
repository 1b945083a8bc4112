import Synchronization

/// What one run has read: files opened and refusals by kind, processes looked at and vanished.
/// Any thread may count.
package final class ReadTally: Sendable {
  private let opened = FileCounters()
  private let denied = FileCounters()
  private let processes = Atomic(0)
  private let gone = Atomic(0)
  private let comparedSizes = Atomic(0)
  private let exceededSizes = Atomic(0)

  package struct Counts: Sendable {
    /// By `ProcFile.rawValue`.
    package var opened: [Int]
    /// By `ProcFile.rawValue`.
    package var denied: [Int]
    package var processes: Int
    package var vanished: Int
  }

  package init() {}

  package func opened(_ file: ProcFile) { opened.add(file) }

  package func denied(_ file: ProcFile) { denied.add(file) }

  package func lookedAt() { processes.add(1, ordering: .relaxed) }

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

  package var current: Counts {
    Counts(
      opened: opened.current, denied: denied.current,
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

  func add(_ file: ProcFile) {
    counts[file.rawValue].add(1, ordering: .relaxed)
  }

  /// By `ProcFile.rawValue`.
  var current: [Int] { counts.indices.map { counts[$0].load(ordering: .relaxed) } }
}
