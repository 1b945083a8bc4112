/// Clocks of processes that were seen before, read before processes are listed again.
///
/// A clock is asked by pid, which may be another process's by then. But where the listing has the same
/// directory for the pid as before, it was the same process's all the while, and so was the clock. That
/// costs nothing; to look at the directory after the call costs more than the call.
package struct EarlyClocks: Sendable {
  /// In ascending order of their pids.
  private var clocks: [(pid: Int32, inode: UInt64, reading: ClockReading)] = []
  /// The first that may be asked for.
  private var next = 0

  /// Reads none yet; it will be of so many processes.
  package init(count: Int = 0) {
    clocks.reserveCapacity(count)
  }

  /// Reads the clock of a process, by a call that opens nothing; to be asked only where
  /// `ProcFS.hasProcessClocks`, in ascending order of pids: what comes out of turn is not read. `inode` is
  /// that of the process's directory.
  package mutating func read(_ pid: Int32, inode: UInt64) {
    if let last = clocks.last, last.pid >= pid { return }
    guard let reading = try? ProcessClock(of: pid).read() else { return }
    clocks.append((pid, inode, reading))
  }

  /// How many were read.
  package var count: Int { clocks.count }

  /// The clock of a process that was listed afterwards; nil where it is not known. Processes are to be
  /// asked for in ascending order of their pids.
  package mutating func reading(of process: ListedProcess) -> ClockReading? {
    while next < clocks.count, clocks[next].pid < process.pid { next += 1 }
    guard next < clocks.count, clocks[next].pid == process.pid,
      clocks[next].inode == process.inode
    else { return nil }
    return clocks[next].reading
  }
}
