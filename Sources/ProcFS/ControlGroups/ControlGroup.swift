import Glibc

/// A control group: each of its files is read when it is first asked for, and kept.
///
/// Of version 1 each controller may have a hierarchy of its own: what they tell of one path is one
/// group. What a hierarchy of version 1 has, version 2 has not.
package final class ControlGroup {
  /// As /proc/PID/cgroup calls it.
  package let path: [UInt8]
  private let places: [Place]
  private let counters: ReadCounters
  private var removed: Set<Int> = []
  private var instants: [ProcFile: Int64] = [:]
  private var heldInstance: UInt64?
  private var heldMemory: Reading<Bytes>?
  private var heldMemoryPeak: Reading<Bytes>?
  private var heldMemoryLimit: Reading<Bytes>?
  private var heldMemoryHigh: Reading<Bytes>?
  private var heldSwap: Reading<Bytes>?
  private var heldSwapLimit: Reading<Bytes>?
  private var heldKills: Reading<UInt64>?
  private var heldTasks: Reading<UInt64>?
  private var heldTaskLimit: Reading<UInt64>?
  private var heldProcessorTime: Reading<Nanoseconds>?
  private var heldThrottledTime: Reading<Nanoseconds>?
  private var heldProcessorLimit: Reading<Double>?
  private var heldProcessorUse: Reading<ProcessorUse>?
  private var heldProcessCount: Reading<Int64>?
  private var heldPressures: [Stall: Reading<Pressure>] = [:]

  /// Where a hierarchy has a directory for it.
  struct Place {
    let hierarchy: ControlGroupHierarchy
    /// What the group is called there.
    let group: [UInt8]
    /// Below the hierarchy's mount point.
    let directory: [UInt8]

    /// Of the directory, as a user would name it.
    var path: [UInt8] { hierarchy.path(of: directory) }
  }

  /// `places` has one at least, in the order of the hierarchies.
  init(_ path: [UInt8], at places: [Place], counters: ReadCounters) {
    self.path = path
    self.places = places
    self.counters = counters
  }

  /// It was removed since it was listed: no hierarchy has it any more.
  package var isGone: Bool { removed.count == places.count }

  /// When a file was last read whose counters may be read again after a while, in nanoseconds of
  /// CLOCK_MONOTONIC; nil of what was not read.
  package func instant(of file: ProcFile) -> Int64? { instants[file] }

  /// What tells it from another group that has its path at another moment: the inode of its directory.
  /// 0 where that cannot be looked at.
  package var instance: UInt64 {
    if let heldInstance { return heldInstance }
    let status = places.first.flatMap { try? LongPath($0.path).status() }
    let instance = status.map { UInt64($0.st_ino) } ?? 0
    heldInstance = instance
    return instance
  }

  /// What the hierarchies call it that have it under another path; empty where none does.
  package var otherPaths: [[UInt8]] { places.map(\.group).filter { $0 != path } }

  /// What no two groups of a moment have in common: its path, and of each hierarchy where it is which.
  package var names: [[UInt8]] {
    [path] + places.flatMap { [$0.hierarchy.mount.mountpoint, $0.group] }
  }
}

// What it uses, and what it may use.
extension ControlGroup {
  /// Of it and of the groups below it, the page cache among it.
  package var memory: Reading<Bytes> { keep(\.heldMemory) { $0.read(.memory).map(\.bytes) } }

  /// The most that `memory` ever was.
  package var memoryPeak: Reading<Bytes> {
    keep(\.heldMemoryPeak) { $0.read(.memoryPeak).map(\.bytes) }
  }

  /// How much it may use; absent where there is no limit, as of all limits.
  package var memoryLimit: Reading<Bytes> {
    keep(\.heldMemoryLimit) { $0.read(.memoryLimit).map(\.bytes) }
  }

  /// From where on it is slowed down.
  package var memoryHigh: Reading<Bytes> {
    keep(\.heldMemoryHigh) { $0.read(.memoryHigh).map(\.bytes) }
  }

  /// Version 1 counts swap and memory together, and the memory is taken off.
  package var swap: Reading<Bytes> {
    keep(\.heldSwap) { $0.read(.memoryAndSwap, less: $0.memory, else: .swap) }
  }

  /// Likewise.
  package var swapLimit: Reading<Bytes> {
    keep(\.heldSwapLimit) { $0.read(.memoryAndSwapLimit, less: $0.memoryLimit, else: .swapLimit) }
  }

  private func read(
    _ both: ControlGroupFact<UInt64>, less memory: @autoclosure () -> Reading<Bytes>,
    else own: ControlGroupFact<UInt64>
  ) -> Reading<Bytes> {
    let both = read(both).map(\.bytes)
    guard both.isAbsent else {
      return both.flatMap { both in memory().map { Bytes(max(0, both.count - $0.count)) } }
    }
    return read(own).map(\.bytes)
  }

  /// How many processes were ended since it had no memory left.
  package var outOfMemoryKills: Reading<UInt64> {
    keep(\.heldKills) { $0.read(.outOfMemoryKills) }
  }

  /// Processes and threads, of the groups below it too.
  package var tasks: Reading<UInt64> { keep(\.heldTasks) { $0.read(.tasks) } }

  /// How many there may be.
  package var taskLimit: Reading<UInt64> { keep(\.heldTaskLimit) { $0.read(.taskLimit) } }

  /// Processor time that it used, with the groups below it.
  package var processorTime: Reading<Nanoseconds> {
    keep(\.heldProcessorTime) { $0.read(.processorTime, else: \.used) }
  }

  /// How long it might have run and had used up its share.
  package var throttledTime: Reading<Nanoseconds> {
    keep(\.heldThrottledTime) { $0.read(.throttledTime, else: \.throttled) }
  }

  private func read(
    _ own: ControlGroupFact<UInt64>, else part: (ProcessorUse) -> UInt64?
  ) -> Reading<Nanoseconds> {
    let own = read(own)
    guard own.isAbsent else { return own.map(\.nanoseconds) }
    return keep(\.heldProcessorUse) { $0.read(.processorUse) }.map(part).map(\.nanoseconds)
  }

  /// How many processors' time it may use: 0.5 is half of one.
  package var processorLimit: Reading<Double> {
    keep(\.heldProcessorLimit) { group in
      let own = group.read(.quota).flatMap { quota in
        group.read(.period).map { $0 > 0 ? Double(quota) / Double($0) : nil }
      }
      return own.isAbsent ? group.read(.processorLimit) : own
    }
  }

  /// Since 4.20; of version 2 alone.
  package func pressure(_ stall: Stall) -> Reading<Pressure> {
    if let held = heldPressures[stall] { return held }
    let reading = isGone ? .gone : read(.pressure(stall))
    heldPressures[stall] = reading
    return reading
  }

  /// How many processes are in it itself, not in groups below it. Of several hierarchies that have it
  /// under its path, those that one of them has in it.
  package var processCount: Reading<Int64> { keep(\.heldProcessCount) { $0.countProcesses() } }

  private static var members: ControlGroupFact<ControlGroupMembers>.Text {
    .init("cgroup.procs") { ControlGroupMembers($0) }
  }

  private func countProcesses() -> Reading<Int64> {
    var members = ControlGroupMembers()
    var isKnown = false
    for (index, place) in places.enumerated() where place.group == path {
      switch read(.groupProcesses, Self.members, stamps: [.groupProcesses], at: index) {
      case .read(let others):
        members.formUnion(others)
        isKnown = true
      case .absent, .gone: continue
      case .denied(let file): return .denied(file)
      case .failed(let failure): return .failed(failure)
      }
    }
    return isGone ? .gone : isKnown ? .read(Int64(members.count)) : .absent
  }

  /// The least of the limits of it and of all groups above it; of version 1 alone, which knows of those
  /// too that are not seen.
  package var memoryLimitOfAll: Reading<Bytes> { read(.memoryLimitOfAll).map(\.bytes) }

  /// Keeps what `read` finds, the first time.
  private func keep<Record>(
    _ slot: ReferenceWritableKeyPath<ControlGroup, Reading<Record>?>,
    _ read: (ControlGroup) -> Reading<Record>
  ) -> Reading<Record> {
    if let held = self[keyPath: slot] { return held }
    let reading = isGone ? .gone : read(self)
    self[keyPath: slot] = reading
    return reading
  }
}

// How each is read.
extension ControlGroup {
  /// Of the hierarchy of version 1 that has the controller, else of version 2.
  private func read<Value>(_ fact: ControlGroupFact<Value>) -> Reading<Value> {
    if let (controller, text) = fact.legacy {
      for (index, place) in places.enumerated() where place.hierarchy.has(controller) {
        let reading = read(fact.file, text, stamps: fact.stamped, at: index)
        if !reading.isAbsent { return reading }
      }
    }
    if let text = fact.unified {
      for (index, place) in places.enumerated() where place.hierarchy.mount.isUnified {
        let reading = read(fact.file, text, stamps: fact.stamped, at: index)
        if !reading.isAbsent { return reading }
      }
    }
    return isGone ? .gone : .absent
  }

  private func read<Record>(
    _ file: ProcFile, _ text: ControlGroupFact<Record>.Text, stamps stamped: [ProcFile],
    at index: Int
  ) -> Reading<Record> {
    let path = places[index].path + [UInt8(ascii: "/")] + text.name.bytes
    let wait = Wait(at: path)
    defer { wait.end() }
    do throws(Errno) {
      let opened = try LongPath(path).open()
      counters.opened(file)
      let record = try opened.readWhole(inPieces: true, text.parse)
      let instant = monotonicInstant()
      for file in stamped { instants[file] = instant }
      return record.map(Reading.read) ?? .absent
    } catch {
      let reading: Reading<Record> = ReadFailure(error, file, at: path).reading(counters)
      // A group of threads has no processes, the root few files, and pressure may be switched off.
      if reading.isAbsent, isRemoved(places[index]) { removed.insert(index) }
      return reading
    }
  }

  private func isRemoved(_ place: Place) -> Bool {
    do throws(Errno) {
      _ = try LongPath(place.path).status()
      return false
    } catch {
      return error.isAbsence
    }
  }
}

/// The processes that `cgroup.procs` tells. Version 1 may tell one twice, and one that is not in our
/// namespace of pids is 0 in version 2.
private struct ControlGroupMembers {
  private var pids: Set<UInt64> = []
  private var foreigners = 0

  init() {}

  init(_ text: Span<UInt8>) {
    var position = 0
    while let range = text.takeLine(&position) {
      guard let pid = text.extracting(range).exactNumber else { continue }
      if pid == 0 { foreigners += 1 } else { pids.insert(pid) }
    }
  }

  var count: Int { pids.count + foreigners }

  mutating func formUnion(_ other: ControlGroupMembers) {
    pids.formUnion(other.pids)
    foreigners = max(foreigners, other.foreigners)
  }
}

extension UInt64 {
  fileprivate var bytes: Bytes { Bytes(Int64(clamping: self)) }
  fileprivate var nanoseconds: Nanoseconds { Nanoseconds(Int64(clamping: self)) }
}

extension StaticString {
  fileprivate var bytes: [UInt8] { withUTF8Buffer { Array($0) } }
}
