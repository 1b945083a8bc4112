// What a process has many of: threads, open files, sockets, maps. Each listing is read anew for
// whoever asks; what is listed reads its own files when they are asked for.

extension ProcessFiles {
  /// Lists `fd`: the open files by ascending number.
  package func openFiles() -> Reading<[OpenFile]> {
    readDescriptors().map { numbers in numbers.map { OpenFile($0, of: self) } }
  }

  /// Lists `fd` and reads its links for those that are sockets. Where of no descriptor it can be
  /// told whether it is one, for want of rights, the sockets are denied as a whole.
  package func openSockets(_ tables: SocketTables) -> Reading<OpenSockets> {
    openFiles().flatMap { openSockets(among: $0, tables) }
  }

  private func openSockets(
    among files: [OpenFile], _ tables: SocketTables
  ) -> Reading<OpenSockets> {
    let lookup = SocketLookup(self, tables)
    var open = OpenSockets()
    var refused: ProcFile?
    for file in files {
      switch file.socketInode {
      case .read(let inode): open.sockets.append(OpenSocket(file, inode: inode, lookup: lookup))
      case .absent: continue
      case .denied(let link):
        // The kernel asks for each link of a process the same rights.
        if machine.facts.isLive, open.sockets.isEmpty { return .denied(link) }
        refused = refused ?? link
        open.unknown = open.unknown ?? file.refusal
      case .failed(let failure): open.unknown = open.unknown ?? failure
      case .gone: return .gone
      }
    }
    guard open.sockets.isEmpty else { return .read(open) }
    return refused.map(Reading.denied) ?? open.unknown.map(Reading.failed) ?? .read(open)
  }

  /// Lists `task`: the threads by ascending id.
  package func threads() -> Reading<[TaskFiles]> {
    listTasks().map { tasks in tasks.map { TaskFiles($0, of: self) } }
  }

  /// Opens `maps`, whose lines are then pulled.
  package func maps() -> Reading<ProcessMaps> {
    memoryLines(.maps).map { ProcessMaps($0, of: self) }
  }

  /// Opens a file that tells of the process's memory line by line; as `readMemory`.
  func memoryLines(_ file: ProcFile) -> Reading<LineStream> {
    guard !isGone else { return .gone }
    do throws(Errno) {
      let lines = try directory.lines(file, RelativePath(file.name))
      guard lines.isEmpty else { return .read(lines) }
      // Some kernels refuse at the first reading what others refuse at the opening.
      if let failure = lines.failure, !failure.isAbsence {
        return settle(failure, file, at: RelativePath(file.name))
      }
      switch liveness() {
      case .gone: return .gone
      case .withoutMemory: return .absent
      case .leaderless: return linesAtLivingTask(file)
      case .alive: return .read(lines)
      case .unknown(let failure): return .failed(failure)
      }
    } catch {
      if error.isAbsence, liveness().isLeaderless { return linesAtLivingTask(file) }
      return settle(error, file, at: RelativePath(file.name))
    }
  }

  private func linesAtLivingTask(_ file: ProcFile) -> Reading<LineStream> {
    pathAtLivingTask(RelativePath(file.name)).flatMap { path in
      do throws(Errno) {
        return .read(try directory.lines(file, path))
      } catch {
        return settle(error, file, at: path)
      }
    }
  }

  /// What broke off the reading of a file's lines before their end; nil where nothing did, or where
  /// the process ended.
  func failure(of lines: LineStream, _ file: ProcFile) -> ReadFailure? {
    guard let error = lines.failure else { return nil }
    if error.isAbsence {
      _ = liveness()
      return nil
    }
    let reading: Reading<Never> = fail(error, file, at: RelativePath(file.name))
    return reading.failure
  }
}

/// The sockets among the open files of a process.
package struct OpenSockets {
  /// By ascending descriptor.
  package fileprivate(set) var sockets: [OpenSocket] = []
  /// Why of some other descriptor it cannot be told whether it is a socket; nil where of each it
  /// can.
  package fileprivate(set) var unknown: ReadFailure?
}
