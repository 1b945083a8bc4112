import Glibc

extension ProcessDirectory {
  /// The processor time of this process and no other.
  ///
  /// The clock is asked by pid, and the kernel may have given that to another process since this one
  /// was seen. So its directory is looked at after the call: it is the one that was seen before, or the
  /// one that is held open still answers. What used more time than another can have used since the
  /// listing needs no such look.
  mutating func processorTime() throws(Errno) -> ClockReading {
    let (machine, listed) = (machine, listed)
    return try answer { (pid) throws(Errno) in
      try ProcessClock(of: pid).read()
    } isCertain: {
      machine.isOlder($0, than: listed)
    }
  }

  /// The priority of the transfers of this process's main thread, which is asked by pid as well.
  mutating func ioPriority() throws(Errno) -> IOPriority {
    try answer(to: { (pid) throws(Errno) in try IOPriority(of: pid) }, isCertain: { _ in false })
  }

  /// What a call says that goes by pid. Where the answer is not certain to be this process's, its
  /// directory is looked at.
  private mutating func answer<Answer>(
    to call: (Int32) throws(Errno) -> Answer, isCertain: (Answer) -> Bool
  ) throws(Errno) -> Answer {
    for _ in 0..<3 {
      let seen = try instance()
      let answer = try call(pid)
      if isCertain(answer) { return answer }
      if try isStill(seen) { return answer }
    }
    throw .noProcess
  }
}

extension ProcFS {
  /// The clock of a process that was just listed, by calls that open nothing. Nil where that is not so
  /// simple: its `ProcessFiles` tell what it means.
  ///
  /// The reading `isToBeProven` where it is used only if a later listing has the same directory for the
  /// pid: then the pid was this process's all the while, and nobody has to look at the directory now.
  package func clock(of process: ListedProcess, isToBeProven: Bool) -> ClockReading? {
    guard let reading = try? ProcessClock(of: process.pid).read() else { return nil }
    if isToBeProven || isOlder(reading, than: process.instant) { return reading }
    guard let status = try? root.status(of: RelativePath(process.pid)),
      UInt64(status.st_ino) == process.inode
    else { return nil }
    return reading
  }

  /// Whether no process that began after the listing can have used so much, on however many
  /// processors.
  fileprivate func isOlder(_ reading: ClockReading, than listed: Int64?) -> Bool {
    guard let listed else { return false }
    let (most, overflow) = (reading.instant - listed)
      .multipliedReportingOverflow(by: mostProcessors)
    return !overflow && reading.time.count > most
  }

  /// More processors than a process can run on at a time.
  private var mostProcessors: Int64 {
    heldMostProcessors.value { Int64(facts.possibleProcessors ?? 8192) }
  }
}
