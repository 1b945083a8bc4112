import Glibc

/// An open file of a process. Its link and its state are read when they are first asked for, and
/// kept.
package final class OpenFile {
  /// Whose descriptor it is.
  package let process: ProcessFiles
  /// The number of the descriptor.
  package let number: Int32
  /// The directory that `fd` and `fdinfo` stand in: of a task where the leader has ended.
  private let task: Int32?
  private var heldTarget: Reading<FileTarget>?
  private var heldState: Reading<FileState>?
  private var heldAbout: Reading<FileAbout>?
  private var heldProtocol: Reading<SocketProtocol>?

  init(_ number: Int32, of process: ProcessFiles) {
    self.number = number
    self.process = process
    task = process.livingTask
  }

  /// Its process has ended, or has closed it since it was listed.
  package var isGone: Bool {
    guard !process.isGone else { return true }
    return heldTarget?.isAbsent == true || heldState?.isAbsent == true || wasClosed
  }

  /// Whether the link in `fd` has been read already.
  package var holdsTarget: Bool { heldTarget != nil }
  /// Whether the file in `fdinfo` has been read already.
  package var holdsState: Bool { heldState != nil }

  /// Whether the system has been asked about the file itself.
  package var holdsAbout: Bool { heldAbout != nil }

  /// Reads the link in `fd`.
  package var target: Reading<FileTarget> {
    if let heldTarget { return heldTarget }
    let reading = process.readLink(.fdlink, path("fd/")).map { FileTarget(parsing: $0.span) }
    heldTarget = reading
    return reading
  }

  /// Reads the file in `fdinfo`.
  package var state: Reading<FileState> { heldState ?? readState(countingWatches: false) }

  /// With how many it watches: what was read without is read once more.
  private var stateWithWatches: Reading<FileState> {
    if let heldState, heldState.record.map({ $0.watches != nil }) ?? true { return heldState }
    return readState(countingWatches: true)
  }

  private func readState(countingWatches: Bool) -> Reading<FileState> {
    let reading = process.read(.fdinfo, path("fdinfo/")) {
      FileState(parsing: $0, countingWatches: countingWatches)
    }
    heldState = reading
    return reading
  }

  private func path(_ directory: StaticString) -> RelativePath {
    var path = RelativePath()
    if let task {
      path.append("task/")
      path.append(task)
      path.append("/")
    }
    path.append(directory)
    path.append(number)
    return path
  }

  /// Asks the system about the file itself, which opens nothing; absent where the link is not the
  /// kernel's own, and leads nowhere.
  package var about: Reading<FileAbout> {
    if let heldAbout { return heldAbout }
    let about = process.machine.facts.isLive ? askAbout() : .absent
    heldAbout = about
    return about
  }

  private func askAbout() -> Reading<FileAbout> {
    guard !process.isGone else { return .gone }
    do throws(Errno) {
      let about = try process.directory.about(path("fd/").copy)
      process.counters.opened(.fdstat)
      return .read(about)
    } catch {
      return error.isAbsence ? settle(error) : process.settle(error, .fdstat, at: path("fd/"))
    }
  }

  /// A file system may say of a file that it is not there, too, and the descriptor is: its link is
  /// read anew.
  private func settle(_ absence: Errno) -> Reading<FileAbout> {
    process.readLink(.fdlink, path("fd/")).flatMap { _ in
      process.fail(absence, .fdstat, at: path("fd/"))
    }
  }

  /// Whether it was found to be closed as the system was asked about it.
  private var wasClosed: Bool { process.machine.facts.isLive && heldAbout?.isAbsent == true }

  /// Where the link may be read and not followed, the link is all there is.
  private var aboutIfTold: Reading<FileAbout> {
    switch about {
    case .denied: .absent
    case .failed(let failure) where failure.reason.isAbsence: .absent
    case .read, .absent, .failed, .gone: about
    }
  }

  /// Of a socket, its protocol in the kernel's word, asked for once. A kernel without it answers
  /// with one of many errors: only a want of descriptors is a failure.
  var socketProtocol: Reading<SocketProtocol> {
    if let heldProtocol { return heldProtocol }
    let reading = process.machine.facts.isLive ? askForProtocol() : .absent
    heldProtocol = reading
    return reading
  }

  private func askForProtocol() -> Reading<SocketProtocol> {
    do throws(Errno) {
      let name = try process.directory.socketProtocol(path("fd/")).prefix { $0 != 0 }
      return SocketProtocol(named: name.span).map(Reading.read) ?? .absent
    } catch {
      return error.isShortage ? process.fail(error, .fdlink, at: path("fd/")) : .absent
    }
  }
}

extension OpenFile {
  /// What kind of file it is. Reads the link; of a path asks the system, or in a copied root the
  /// flags it was opened with.
  package var kind: Reading<FileKind> {
    aboutBehindFailure.map { .read(FileKind(mode: $0.mode)) } ?? target.flatMap(kind)
  }

  /// What the system says of the file where the text of its link could not be had: that of a path
  /// longer than a page is not printed.
  private var aboutBehindFailure: FileAbout? { target.failure == nil ? nil : about.record }

  /// Of a socket, the number by which the tables list it; absent of anything else.
  var socketInode: Reading<UInt64> {
    if let about = aboutBehindFailure {
      return FileKind(mode: about.mode) == .socket ? .read(about.inode) : .absent
    }
    // Short as it is, the name of a socket is none that is too long.
    if target.failure?.reason.code == ENAMETOOLONG { return .absent }
    return target.map { $0.kind == .socket ? $0.inode : nil }
  }

  /// That its link may not be read, for who goes on with others.
  var refusal: ReadFailure {
    process.machine.failure(
      Errno(EACCES), .fdlink, at: RelativePath(process.pid, path("fd/")).copy)
  }

  private var kindOfItself: Reading<FileKind> {
    aboutIfTold.map { FileKind(mode: $0.mode) }
  }

  private func kind(of target: FileTarget) -> Reading<FileKind> {
    switch target.kind {
    case .socket: .read(.socket)
    case .pipe: .read(.pipe)
    case .anon: .read(.anon)
    case .memfd: .read(.memfd)
    case .namespace: .read(.namespace)
    case .device where aboutIfTold.isAbsent: .read(.device)
    case .device, .path: aboutIfTold.isAbsent ? kindByFlags : kindOfItself
    }
  }

  private var kindByFlags: Reading<FileKind> {
    guard !process.machine.facts.isLive else { return .read(.file) }
    // A root that holds the link and not the state leaves nothing but the likeliest.
    guard case .read(let state) = state, state.isDirectory else { return .read(.file) }
    return .read(.directory)
  }

  /// Whether the file has been deleted since it was opened. Reads the link, and where that is in
  /// doubt asks the system.
  package var isDeleted: Reading<Bool> {
    if let links = aboutBehindFailure?.links { return .read(links == 0) }
    return target.map { target in
      guard let path = target.path, DeletedPath.isMarked(path) else { return false }
      guard case .read(let about) = about, about.links != 0 else { return true }
      // Another name of the file remains, or it has never had but this one.
      return !process.leads(path, to: about.isSameFile)
    }
  }

  /// Its path without what marks it as deleted; absent of a socket and a pipe.
  package var path: Reading<[UInt8]> {
    let isDeleted = isDeleted.record == true
    return target.map { target in
      target.path.map { isDeleted ? DeletedPath.unmarked($0) : $0 }
    }
  }
}

extension OpenFile {
  /// Its number on its device. Of a pipe, a socket and a namespace the link tells it; of all else the
  /// system is asked.
  package var inode: Reading<UInt64> {
    if let inode = target.record?.inode { return .read(inode) }
    return target.isAbsent ? .absent : about.map(\.inode)
  }

  /// From its beginning to its end, holes included; absent of what has no contents of its own.
  package var size: Reading<Bytes> { contents(\.size) }

  /// What it takes of its device; absent likewise.
  package var allocated: Reading<Bytes> { contents(\.allocated) }

  private func contents(_ amount: (FileAbout) -> Bytes?) -> Reading<Bytes> {
    about.flatMap { about in
      switch about.mode & S_IFMT {
      // What is called a file and is empty may be a namespace or the like: the link tells.
      case S_IFREG where about.size?.count ?? 0 == 0 && isWithoutContents: .absent
      case S_IFREG, S_IFDIR, S_IFLNK: amount(about).map(Reading.read) ?? .absent
      default: .absent
      }
    }
  }

  private var isWithoutContents: Bool {
    switch target.record?.kind {
    case .anon, .namespace: true
    case .socket, .pipe, .memfd, .device, .path, nil: false
    }
  }

  /// How many files and directories it watches; absent of what is no inotify, and before Linux 3.8,
  /// which does not tell. Reads the link, and of an inotify its state.
  package var watches: Reading<Int64> {
    target.flatMap { target in
      guard target.isInotify else { return .absent }
      if let kernel = process.machine.facts.kernel, kernel < KernelVersion(3, 8) { return .absent }
      return stateWithWatches.map(\.watches)
    }
  }
}

/// What a file is, by what it leads to.
package enum FileKind: String, Sendable, CaseIterable {
  case file, directory, pipe, socket, device, anon, memfd, namespace, link

  /// By st_mode.
  init(mode: UInt32) {
    switch mode & S_IFMT {
    case S_IFDIR: self = .directory
    case S_IFCHR, S_IFBLK: self = .device
    case S_IFIFO: self = .pipe
    case S_IFSOCK: self = .socket
    case S_IFLNK: self = .link
    default: self = .file
    }
  }
}
