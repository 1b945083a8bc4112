import Glibc

// A file that is missing, empty or refused does not say why. A fresh stat settles it: the process has
// ended, has no such fact, or hides it.

/// What a process is at the moment, as far as its files are concerned.
enum Liveness {
  case gone
  /// A kernel thread or a zombie: there is nothing for such files to tell.
  case withoutMemory
  /// The leader has ended, tasks live on.
  case leaderless
  case alive
  /// Its stat could not be read.
  case unknown(ReadFailure)

  init(_ stat: Stat) {
    self = stat.hasNoMemory ? .withoutMemory : stat.isLeaderless ? .leaderless : .alive
  }

  var isLeaderless: Bool { if case .leaderless = self { true } else { false } }
}

extension ProcessFiles {
  /// What an error says about a file: the process is gone, has no such fact, or hides it; or that
  /// the file could not be read.
  func settle<Record>(_ error: Errno, _ file: ProcFile, at path: RelativePath) -> Reading<Record> {
    if error.isAbsence { return settleAbsence() }
    guard error.isDenial else { return fail(error, file, at: path) }
    guard file.needsMemory else { return deny(file) }
    switch livenessOfRefused() {
    case .gone: return .gone
    case .withoutMemory: return .absent
    case .alive, .leaderless, .unknown: return deny(file)
    }
  }

  private func settleAbsence<Record>() -> Reading<Record> {
    switch liveness() {
    case .gone: .gone
    case .withoutMemory, .alive, .leaderless: .absent
    case .unknown(let failure): .failed(failure)
    }
  }

  /// Counts a refusal.
  func deny<Record>(_ file: ProcFile) -> Reading<Record> {
    counters.denied(file)
    return .denied(file)
  }

  /// Counts a failure.
  func fail<Record>(_ error: Errno, _ file: ProcFile, at path: RelativePath) -> Reading<Record> {
    counters.failed(file)
    return .failed(machine.failure(error, file, at: RelativePath(pid, path).copy))
  }

  /// Takes note that the process has ended.
  func vanish<Record>() -> Reading<Record> {
    isGone = true
    return .gone
  }

  /// By one stat for all refusals, read after the first: since it was last read as a column, the
  /// process may have become a zombie.
  private func livenessOfRefused() -> Liveness {
    if isGone { return .gone }
    let liveness = livenessAtRefusal ?? self.liveness()
    livenessAtRefusal = liveness
    return liveness
  }

  /// By a fresh stat, for the process may have ended since the last one. A kernel thread is known for
  /// good; a zombie may have been reaped, but for one in a copied root.
  func liveness() -> Liveness {
    if isGone { return .gone }
    if case .read(let held) = heldStat, held.hasNoMemory,
      !(machine.facts.isLive && held.isZombie)
    {
      return .withoutMemory
    }
    let fresh = readStat()
    let instant = monotonicInstant()
    guard case .read(let now) = fresh else {
      hold(fresh, readAt: instant)
      return isGone ? .gone : fresh.failure.map(Liveness.unknown) ?? .alive
    }
    if case .read(let held) = heldStat, held.startTime != now.startTime {
      isGone = true
      return .gone
    }
    hold(fresh, readAt: instant)
    return Liveness(now)
  }

  /// The first one is kept, as it is when it is asked for as a column.
  private func hold(_ fresh: Reading<Stat>, readAt instant: Int64) {
    guard heldStat == nil else { return }
    heldStat = fresh
    instants.stat = instant
  }

  /// Whether there may be more tasks than the leader. Tells it by the number of subdirectories,
  /// where the file system counts them.
  func hasOtherTasks() throws(Errno) -> Bool {
    do throws(Errno) {
      return try directory.status(of: "task").st_nlink != 3
    } catch {
      guard error.isAbsence || error.isDenial else { throw error }
      return false
    }
  }

  /// The same path below a task that lives on; absent where there is none. Lists `task` and reads
  /// the `stat` of its tasks, once.
  func pathAtLivingTask(_ path: RelativePath) -> Reading<RelativePath> {
    if let livingTask { return .read(RelativePath("task/", livingTask, path)) }
    return findLivingTask().map { task in
      livingTask = task
      return RelativePath("task/", task, path)
    }
  }

  private func findLivingTask() -> Reading<Int32> {
    readTasks().flatMap { tasks in
      var failure: ReadFailure?
      for task in tasks where task != pid {
        switch read(.stat, RelativePath("task/", task, "stat"), { Stat($0) }) {
        case .read(let stat): if !stat.isZombie { return .read(task) }
        case .failed(let reason): failure = reason
        case .absent, .denied, .gone: continue
        }
      }
      return failure.map(Reading.failed) ?? .absent
    }
  }
}
