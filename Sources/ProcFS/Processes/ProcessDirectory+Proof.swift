extension ProcessDirectory {
  /// Whether a directory that was opened by the pid just now is that of the process that was listed or, of
  /// one that was not, that was read: all that was told of it is true of that one then. It was seen after
  /// an instant, in nanoseconds since boot.
  borrowing func isSame(
    as opened: borrowing Descriptor, seenSince instant: Int64
  ) throws(Errno) -> Bool {
    if let listing {
      if listing == opened.inode { return true }
    } else if isAnswering || inode != nil && inode == opened.inode {
      return true
    }
    // The kernel may have forgotten the directory and made it anew. Who began before, by the ticks that
    // starts are cut to, has had the pid ever since. That its start is the same tick proves nothing: a
    // process can end, and another begin, within one.
    let look = listing == nil ? firstLook ?? instant : instant
    let tick = 1_000_000_000 / Int64(max(1, machine.facts.ticksPerSecond))
    return try startTime(opened).map { $0 <= look - tick } ?? false
  }
}

extension Descriptor {
  /// Of the directory of a process, which lives unless this fails: what is asked of the directory itself is
  /// answered for ever.
  borrowing func answer() throws(Errno) {
    _ = try status(of: RelativePath(ProcFile.stat.name))
  }

  /// Of the directory of a process: its stat.
  borrowing func readStat() throws(Errno) -> Stat? {
    try open(RelativePath(ProcFile.stat.name)).readWhole(inPieces: false) { Stat($0) }
  }
}
