/// A thread of a process: each of its files is read when it is first asked for, and kept.
package final class TaskFiles {
  /// The process that it is a thread of.
  package let process: ProcessFiles
  /// Its number among the kernel's tasks.
  package let id: Int32
  /// Of its directory: another thread of the same id has another.
  package let inode: UInt64
  private var instants = ReadingInstants()
  private var heldRunTime: Reading<Nanoseconds>?
  private var heldStat: Reading<Stat>?
  private var heldStatus: Reading<Status>?
  private var heldName: Reading<[UInt8]>?

  init(_ listed: NumberedEntry, of process: ProcessFiles) {
    id = listed.number
    inode = listed.inode
    self.process = process
  }

  /// Its process has ended, or the thread has since it was listed.
  package var isGone: Bool {
    guard !process.isGone else { return true }
    return heldStat?.isAbsent == true || heldStatus?.isAbsent == true
      || heldName?.isAbsent == true || heldRunTime?.isAbsent == true
  }

  /// Whether a file has been asked for already.
  package func holds(_ file: ProcFile) -> Bool {
    file == .stat && heldStat != nil || file == .status && heldStatus != nil
      || file == .comm && heldName != nil || file == .schedstat && heldRunTime != nil
  }

  /// When a file was read whose counters may be read again after a while, in nanoseconds of
  /// CLOCK_MONOTONIC; nil of what was not read.
  package func instant(of file: ProcFile) -> Int64? { instants[file] }

  /// Reads `task/ID/schedstat`, whose first number is how long it has run, in nanoseconds. While it runs
  /// the kernel brings that up to date at each of its clock's ticks.
  package var runTime: Reading<Nanoseconds> {
    if let heldRunTime { return heldRunTime }
    let reading = process.read(.schedstat, path("schedstat")) { text in
      var position = 0
      return text.takeNumber(&position).map { Nanoseconds(Int64(clamping: $0)) }
    }
    instants.schedstat = monotonicInstant()
    heldRunTime = reading
    return reading
  }

  /// Reads `task/ID/stat`.
  package var stat: Reading<Stat> {
    if let heldStat { return heldStat }
    let reading = process.read(.stat, path("stat")) { Stat($0) }
    instants.stat = monotonicInstant()
    heldStat = reading
    return reading
  }

  /// Reads `task/ID/status`.
  package var status: Reading<Status> {
    if let heldStatus { return heldStatus }
    let reading = process.read(.status, path("status")) { Status($0) }
    instants.status = monotonicInstant()
    heldStatus = reading
    return reading
  }

  /// Reads `task/ID/comm`, the name without its newline.
  package var name: Reading<[UInt8]> {
    if let heldName { return heldName }
    let reading = process.read(.comm, path("comm")) { $0.withoutLineFeed }
    heldName = reading
    return reading
  }

  private func path(_ file: RelativePath) -> RelativePath {
    RelativePath("task/", id, file)
  }
}

extension Span where Element == UInt8 {
  /// A copy without the line feed at the end: a name may end in other white space.
  var withoutLineFeed: [UInt8] {
    guard count > 0, self[count - 1] == UInt8(ascii: "\n") else { return array }
    return extracting(..<(count - 1)).array
  }
}
