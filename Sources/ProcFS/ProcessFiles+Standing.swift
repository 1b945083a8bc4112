import Glibc

// Settling a doubt: a file that is missing, empty or refused does not say why.

/// What a process is at the moment, as far as its files are concerned.
enum Standing {
  case gone
  /// A kernel thread or a zombie: there is nothing for such files to tell.
  case withoutMemory
  /// The leader has ended, tasks live on.
  case leaderless
  case alive

  init(_ stat: Stat) {
    self = stat.hasNoMemory ? .withoutMemory : stat.isLeaderless ? .leaderless : .alive
  }
}

extension ProcessFiles {
  /// What a failure says about a file: the process is gone, has no such fact, or hides it.
  func settle<Record>(_ error: Errno, _ file: ProcFile) -> Reading<Record> {
    if error.isAbsence { return standing() == .gone ? .gone : .absent }
    guard file.needsMemory else { return deny(file) }
    switch standingAtRefusal() {
    case .gone: return .gone
    case .withoutMemory: return .absent
    case .alive, .leaderless: return deny(file)
    }
  }

  func deny<Record>(_ file: ProcFile) -> Reading<Record> {
    tally.denied(file)
    return .denied(file)
  }

  func vanish<Record>() -> Reading<Record> {
    isGone = true
    return .gone
  }

  /// By one stat for all refusals, read after the first: since it was last read as a column, the
  /// process may have become a zombie.
  private func standingAtRefusal() -> Standing {
    if isGone { return .gone }
    let standing = refusedStanding ?? standing()
    refusedStanding = standing
    return standing
  }

  /// By a fresh stat, for the process may have ended since the last one. A kernel thread and a zombie
  /// are known for good: of them such files are silent for as long as they are listed.
  func standing() -> Standing {
    if isGone { return .gone }
    if case .read(let held) = heldStat, held.hasNoMemory { return .withoutMemory }
    let fresh = readStat()
    guard case .read(let now) = fresh else {
      heldStat = heldStat ?? fresh
      return isGone ? .gone : .alive
    }
    if case .read(let held) = heldStat, held.startTime != now.startTime {
      isGone = true
      return .gone
    }
    heldStat = heldStat ?? fresh
    return Standing(now)
  }

  /// Whether there may be more tasks than the leader. Tells it by the number of subdirectories,
  /// where the file system counts them.
  var hasOtherTasks: Bool {
    guard let links = try? directory.status(of: "task").st_nlink else { return false }
    return links != 3
  }

  /// The same path below a task that lives on; nil where there is none.
  func pathAtLivingTask(_ path: RelativePath) -> RelativePath? {
    if livingTask == nil { livingTask = findLivingTask() }
    guard let livingTask else { return nil }
    return RelativePath("task/", livingTask, path)
  }

  private func findLivingTask() -> Int32? {
    guard case .read(let tasks) = readTasks() else { return nil }
    return tasks.first { task in
      guard task != pid,
        case .read(let stat) = read(.stat, RelativePath("task/", task, "stat"), { Stat($0) })
      else { return false }
      return !stat.isZombie
    }
  }
}
