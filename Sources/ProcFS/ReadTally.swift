import Synchronization

/// What one run has read: files opened and refusals by kind, processes looked at and vanished.
package final class ReadTally: Sendable {
  private let counts = Mutex(Counts())

  package struct Counts: Sendable {
    /// By `ProcFile.rawValue`.
    package var opened = [Int](repeating: 0, count: ProcFile.allCases.count)
    /// By `ProcFile.rawValue`.
    package var denied = [Int](repeating: 0, count: ProcFile.allCases.count)
    package var processes = 0
    package var vanished = 0
    fileprivate var comparedSizes = 0
    fileprivate var exceededSizes = 0
  }

  package init() {}

  package func opened(_ file: ProcFile) {
    counts.withLock { $0.opened[file.rawValue] += 1 }
  }

  package func denied(_ file: ProcFile) {
    counts.withLock { $0.denied[file.rawValue] += 1 }
  }

  package func lookedAt() {
    counts.withLock { $0.processes += 1 }
  }

  package func vanished() {
    counts.withLock { $0.vanished += 1 }
  }

  /// Takes note of a process whose resident size was told by statm and then by smaps_rollup.
  func compared(_ statm: Bytes, withRollup rollup: Bytes) {
    counts.withLock {
      $0.comparedSizes += 1
      if rollup > statm { $0.exceededSizes += 1 }
    }
  }

  /// Whether statm has told too little of most processes: then it bounds nothing, whatever the
  /// kernel calls itself. Some will have grown in between on any machine, most will not.
  package var residentSizesFallShort: Bool {
    counts.withLock { $0.exceededSizes >= 4 && $0.exceededSizes * 2 > $0.comparedSizes }
  }

  package var current: Counts { counts.withLock { $0 } }
}
