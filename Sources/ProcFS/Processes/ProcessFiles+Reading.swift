import Glibc

// How each file of a process is read, and where the next one is asked when it says nothing.

extension ProcessFiles {
  /// Reads a file whose emptiness says nothing.
  package func read<Record>(
    _ file: ProcFile, _ parse: (Span<UInt8>) -> Record?
  ) -> Reading<Record> {
    read(file, RelativePath(file.name), parse)
  }

  /// Reads a file under another name than its kind's: `fdinfo/3`.
  package func read<Record>(
    _ file: ProcFile, _ path: RelativePath, _ parse: (Span<UInt8>) -> Record?
  ) -> Reading<Record> {
    guard !isGone else { return .gone }
    do throws(Errno) {
      return try directory.read(file, path, parse).map(Reading.read) ?? .absent
    } catch {
      return settle(error, file, at: path)
    }
  }

  /// Reads a file that tells of the process's memory: empty for a process that has none, and where
  /// the leader has ended, at a task that lives on.
  package func readMemory<Record>(
    _ file: ProcFile, _ parse: (Span<UInt8>) -> Record?
  ) -> Reading<Record> {
    guard !isGone else { return .gone }
    var isEmpty = false
    do throws(Errno) {
      let record = try directory.read(file, RelativePath(file.name)) { text in
        isEmpty = text.isEmpty
        return parse(text)
      }
      guard isEmpty else { return record.map(Reading.read) ?? .absent }
      return settleEmpty(record, file, parse)
    } catch {
      if error.isAbsence, let reading = readAtLivingTask(file, parse) { return reading }
      return settle(error, file, at: RelativePath(file.name))
    }
  }

  private func settleEmpty<Record>(
    _ record: Record?, _ file: ProcFile, _ parse: (Span<UInt8>) -> Record?
  ) -> Reading<Record> {
    switch liveness() {
    case .gone: .gone
    case .withoutMemory: .absent
    case .leaderless: readAtLivingTask(file, parse) ?? .absent
    case .alive: record.map(Reading.read) ?? .absent
    case .unknown(let failure): .failed(failure)
    }
  }

  /// Nil where the leader has not ended.
  private func readAtLivingTask<Record>(
    _ file: ProcFile, _ parse: (Span<UInt8>) -> Record?
  ) -> Reading<Record>? {
    guard liveness().isLeaderless else { return isGone ? .gone : nil }
    return pathAtLivingTask(RelativePath(file.name)).flatMap { read(file, $0, parse) }
  }

  /// Settles, too, whether the process is there: where stat is missing it is gone.
  func readStat() -> Reading<Stat> {
    do throws(Errno) {
      return try directory.read(.stat, "stat") { Stat($0) }.map(Reading.read) ?? .absent
    } catch {
      if error.isDenial { return deny(.stat) }
      guard error.isAbsence else { return fail(error, .stat, at: "stat") }
      // A made-up root may lack the file; a live one lacks it when the process is no more.
      return !machine.facts.isLive && directory.exists() ? .absent : vanish()
    }
  }

  /// By a call that opens nothing.
  func readProcessorTime() -> Reading<Nanoseconds> {
    do throws(Errno) {
      let reading = try directory.processorTime()
      counters.opened(.clock)
      instants.clock = reading.instant
      return .read(reading.time)
    } catch {
      return settle(error, .clock, at: RelativePath())
    }
  }

  /// By a call that opens nothing. Absent of a root whose pids are not ours, and of a kernel without
  /// the call.
  func readIOPriority() -> Reading<IOPriority> {
    guard machine.sharesOurPids else { return .absent }
    do throws(Errno) {
      let priority = try directory.ioPriority()
      counters.opened(.ioPriority)
      return .read(priority)
    } catch {
      return error.code == ENOSYS ? .absent : settle(error, .ioPriority, at: RelativePath())
    }
  }

  /// Where statm is all zeros though the process lives, through a living task.
  func readStatm() -> Reading<Statm> {
    let reading = read(.statm) { Statm($0) }
    guard case .read(let statm) = reading, statm.isEmpty else { return reading }
    do throws(Errno) {
      guard try hasOtherTasks() else { return reading }
      return readAtLivingTask(.statm, { Statm($0) }) ?? reading
    } catch {
      return fail(error, .task, at: "task")
    }
  }

  /// The lines on memory are those of a living task where the leader has ended.
  func readStatus() -> Reading<Status> {
    let reading = read(.status) { Status($0) }
    guard case .read(var status) = reading, status.isLeaderless else { return reading }
    let living = pathAtLivingTask("status").flatMap { read(.status, $0, { Status($0) }) }
    switch living {
    case .read(let living): status.memory = living.memory
    case .failed(let failure): return .failed(failure)
    case .absent, .denied, .gone: break
    }
    return .read(status)
  }

  /// Smaps added up where there is no smaps_rollup (before Linux 4.14).
  func readRollup() -> Reading<SmapsRollup> {
    let reading = readMemory(.smapsRollup) { SmapsRollup($0) }
    guard case .absent = reading else { return reading }
    // Just settled, for the most part.
    if case .read(let held) = heldStat, held.hasNoMemory { return reading }
    if case .withoutMemory = liveness() { return reading }
    return readMemory(.smaps) { SmapsRollup($0) }
  }

  /// The kernel writes `0` for a process that does not wait (a zombie among them), and, without a
  /// word, for one that we may not trace: those are told apart by the link exe, which is refused for the same reason.
  func readWaitChannel() -> Reading<[UInt8]> {
    let reading = read(.wchan) { text in text.equals("0") ? [] : text.extracting(text.trimmed).array
    }
    guard case .read(let name) = reading, name.isEmpty else { return reading }
    if case .read(let stat) = stat, stat.state == .running || stat.isZombie { return .absent }
    if case .failed(let failure) = executable { return .failed(failure) }
    return exeIsRefused == true ? deny(.wchan) : isGone ? .gone : .absent
  }

  /// Reads a link of the process.
  package func readLink(_ file: ProcFile, _ path: RelativePath) -> Reading<[UInt8]> {
    guard !isGone else { return .gone }
    do throws(Errno) {
      return .read(try directory.readLink(file, path))
    } catch {
      let error = refusalInPlaceOfLink(path) ?? error
      if file == .exe { exeIsRefused = error.isDenial }
      guard error.isAbsence, file.endsWithLeader, liveness().isLeaderless else {
        return settle(error, file, at: path)
      }
      return pathAtLivingTask(path).flatMap { readLinkOfTask(file, $0) }
    }
  }

  /// By the number of the file's names. Where the link may be read and not followed, the mark at
  /// its end is believed.
  func askWhetherExecutableIsDeleted() -> Reading<Bool> {
    let path = livingTask.map { RelativePath("task/", $0, "exe") } ?? "exe"
    do throws(Errno) {
      return .read(try directory.about(path.copy).links ?? 0 == 0)
    } catch {
      return error.isDenial ? .read(true) : settle(error, .exe, at: path)
    }
  }

  private func readLinkOfTask(_ file: ProcFile, _ path: RelativePath) -> Reading<[UInt8]> {
    do throws(Errno) {
      return .read(try directory.readLink(file, path))
    } catch {
      return settle(error, file, at: path)
    }
  }

  /// Where a copied root has something else for a link that could not be read, and that cannot be
  /// opened: why.
  private func refusalInPlaceOfLink(_ path: RelativePath) -> Errno? {
    guard !machine.facts.isLive else { return nil }
    do throws(Errno) {
      try directory.tryOpening(path)
      return nil
    } catch {
      return error.isAbsence ? nil : error
    }
  }

  /// The inode of a link such as ns/net, which is the number of the namespace.
  func readNamespace(_ kind: Namespace) -> Reading<UInt64> { readNamespace(at: kind.path) }

  /// Of a thread, which may have left the process's namespace.
  func readNamespace(_ kind: Namespace, ofTask task: Int32) -> Reading<UInt64> {
    readNamespace(at: RelativePath("task/", task, kind.path))
  }

  private func readNamespace(at path: RelativePath) -> Reading<UInt64> {
    readLink(.ns, path).map { target in
      let text = target.span
      guard var position = text.index(of: UInt8(ascii: "["), from: 0) else { return nil }
      position += 1
      return text.takeNumber(&position)
    }
  }

  /// By fstat of the directory; nothing is opened for it that is not open.
  func readOwner() -> Reading<Owner> {
    do throws(Errno) {
      let status = try directory.status()
      return .read(Owner(user: status.st_uid, group: status.st_gid))
    } catch {
      return settle(error, .status, at: RelativePath())
    }
  }

  /// Since Linux 6.2 the size of the directory fd; before, and of a copied root, its entries are
  /// counted.
  func readDescriptorCount() -> Reading<Int64> {
    guard machine.facts.isLive, let kernel = machine.facts.kernel, kernel >= KernelVersion(6, 2)
    else {
      return readDescriptors().map { Int64($0.count) }
    }
    do throws(Errno) {
      let size = try directory.status(of: "fd").st_size
      guard size == 0, try hasOtherTasks(), liveness().isLeaderless else {
        return .read(Int64(size))
      }
      guard case .read(let path) = pathAtLivingTask("fd") else {
        return readDescriptors().map { Int64($0.count) }
      }
      return .read(Int64(try directory.status(of: path).st_size))
    } catch {
      return settle(error, .fd, at: "fd")
    }
  }

  /// Lists `fd`: the numbers of the open descriptors, in ascending order.
  package func readDescriptors() -> Reading<[Int32]> {
    let reading = list(.fd, "fd").map { $0.map(\.number) }
    guard case .read(let numbers) = reading, numbers.isEmpty, liveness().isLeaderless else {
      return reading
    }
    switch pathAtLivingTask("fd") {
    case .read(let path): return list(.fd, path).map { $0.map(\.number) }
    case .failed(let failure): return .failed(failure)
    case .absent, .denied, .gone: return reading
    }
  }

  /// Lists `task`: the ids of the threads, in ascending order.
  package func readTasks() -> Reading<[Int32]> { listTasks().map { $0.map(\.number) } }

  /// Lists `task`: the threads by ascending id, with what tells each from another of its id.
  func listTasks() -> Reading<[NumberedEntry]> { list(.task, "task") }

  private func list(_ file: ProcFile, _ path: RelativePath) -> Reading<[NumberedEntry]> {
    guard !isGone else { return .gone }
    do throws(Errno) {
      return .read(try directory.list(file, path))
    } catch {
      return settle(error, file, at: path)
    }
  }
}

extension Span where Element == UInt8 {
  /// The number, which may have a sign, that the bytes begin with.
  var signedNumber: Int64? {
    var start = 0
    return takeSignedNumber(&start)
  }
}
