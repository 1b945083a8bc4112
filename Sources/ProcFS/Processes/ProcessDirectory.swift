import Glibc

/// Opens the files of one process, and makes sure that they are not those of two: the kernel may give
/// a pid to another process between two readings.
///
/// Where several files are expected, the process's directory is opened first and the files are opened
/// from it. Else the first file is opened from the root, which is cheapest where it is the only one,
/// and kept open: as long as it can be read its process lives, so that a directory that was opened
/// before that test belongs to the same process. Where it is certain that two files will be read, the
/// second is opened before the first is read, so that the directory need not be opened for it. Of a
/// process that is held every file is opened from the directory that it is held by.
struct ProcessDirectory: ~Copyable {
  let pid: Int32
  let machine: ProcFS
  private let counters: ReadCounters
  private let held: HeldProcess?
  private var first: Descriptor?
  private var directory: Descriptor?
  private let together: FilePair?
  /// The file of the pair that was opened ahead of its reading.
  private var second: SecondFile?
  private var holdsDescriptor = false
  /// How many times it was asked for something.
  private var readings = 0
  /// It was first looked at after this instant, in nanoseconds since boot; nil as long as it was not.
  private(set) var firstLook: Int64?
  /// Of the process's directory: the kernel makes another one for another process.
  private(set) var inode: UInt64?
  /// The inode that it was listed with; nil where it was not listed.
  let listing: UInt64?
  /// The inode was seen after this instant of CLOCK_MONOTONIC; nil where that is not known.
  let listed: Int64?

  init(
    pid: Int32, of machine: ProcFS, counters: ReadCounters, together: FilePair? = nil,
    listed: ListedProcess? = nil
  ) {
    self.pid = pid
    self.held = nil
    self.inode = listed?.inode
    self.listing = listed?.inode
    self.listed = listed?.instant
    self.together = together
    self.machine = machine
    self.counters = counters
  }

  init(of held: HeldProcess, counters: ReadCounters) {
    self.held = held
    pid = held.pid
    machine = held.machine
    inode = held.inode
    (listing, listed, together) = (nil, nil, nil)
    self.counters = counters
  }

  deinit {
    if holdsDescriptor { machine.descriptorBudget.giveBack() }
  }

  /// Reads a file of the process whole. `body` may not read another file.
  mutating func read<Result>(
    _ file: ProcFile, _ path: RelativePath, _ body: (Span<UInt8>) -> Result
  ) throws(Errno) -> Result {
    let wait = Wait(for: .file(file, of: pid))
    defer { wait.end() }
    if held == nil, let result = try readOutside(file, path, body) { return result }
    let mayKeep = held == nil
    return try inside { [counters, machine, pid] (directory) throws(Errno) in
      let opened = try directory.open(path)
      counters.opened(file)
      let result = try opened.readWhole(inPieces: file.comesInPieces, limit: file.limit, body)
      if mayKeep, machine.keptFiles.wants(file), path.is(file.name) {
        machine.keptFiles.add(opened, file, of: pid)
      }
      return result
    }
  }

  /// Reads a file without the process's directory; nil where that is to be opened for it.
  private mutating func readOutside<Result>(
    _ file: ProcFile, _ path: RelativePath, _ body: (Span<UInt8>) -> Result
  ) throws(Errno) -> Result? {
    // A thread's file of this kind is another one.
    if second != nil, path.is(file.name), let result = try readSecond(file, body) { return result }
    if machine.keptFiles.isInUse, path.is(file.name), let result = readKept(file, body) {
      return result
    }
    guard firstLook == nil, file.mayComeFirst else { return nil }
    let other = path.is(file.name) ? together?.other(than: file) : nil
    guard other != nil || !machine.predictor.expectsSeveral else { return nil }
    return try readFirst(file, path, before: other, body)
  }

  /// Reads a file that was kept open when it was last read. If it answers, its process lives, and has had
  /// the pid all the time. Nil where none was kept, or its process is no more.
  private mutating func readKept<Result>(
    _ file: ProcFile, _ body: (Span<UInt8>) -> Result
  ) -> Result? {
    let look = firstLook ?? now()
    guard let kept = machine.keptFiles.take(file, of: pid),
      let result = try? kept.readAgain(inPieces: file.comesInPieces, limit: file.limit, body)
    else { return nil }
    machine.keptFiles.putBack(kept, file, of: pid)
    countReading()
    counters.opened(file)
    firstLook = look
    return result
  }

  /// Opens a file of the process to be read line by line.
  mutating func lines(_ file: ProcFile, _ path: RelativePath) throws(Errno) -> LineStream {
    let subject = Wait.Subject.file(file, of: pid)
    let wait = Wait(for: subject)
    defer { wait.end() }
    return try inside { [counters] (directory) throws(Errno) in
      let lines = LineStream(try directory.open(path), as: subject)
      counters.opened(file)
      return lines
    }
  }

  /// What the system says about the file that one of the process's links leads to.
  mutating func about(_ path: [UInt8]) throws(Errno) -> FileAbout {
    let wait = Wait(for: .file(.fd, of: pid))
    defer { wait.end() }
    return try inside { (directory) throws(Errno) in try FileAbout(path, in: directory) }
  }

  /// The name of the protocol of the socket that a link leads to, with a NUL at its end.
  mutating func socketProtocol(_ path: RelativePath) throws(Errno) -> [UInt8] {
    let wait = Wait(for: .file(.fd, of: pid))
    defer { wait.end() }
    return try inside { (directory) throws(Errno) in try directory.socketProtocol(path) }
  }

  /// The text of a link.
  mutating func readLink(_ file: ProcFile, _ path: RelativePath) throws(Errno) -> [UInt8] {
    let wait = Wait(for: .file(file, of: pid))
    defer { wait.end() }
    return try inside { [counters] (directory) throws(Errno) in
      let target = try directory.readLink(path)
      counters.opened(file)
      return target
    }
  }

  /// The numbers that a directory of the process lists, in ascending order.
  mutating func list(_ file: ProcFile, _ path: RelativePath) throws(Errno) -> [NumberedEntry] {
    let subject = Wait.Subject.file(file, of: pid)
    let wait = Wait(for: subject)
    defer { wait.end() }
    return try inside { [counters] (directory) throws(Errno) in
      var listing = DirectoryListing(try directory.open(path), as: subject)
      counters.opened(file)
      var entries: [NumberedEntry] = []
      while let entry = try listing.nextNumbered() { entries.append(entry) }
      return entries.sorted { $0.number < $1.number }
    }
  }

  /// Fails where a file or a directory may not be opened.
  mutating func tryOpening(_ path: RelativePath) throws(Errno) {
    try inside { (directory) throws(Errno) in _ = try directory.open(path) }
  }

  /// What the system says about one of the process's files without opening it.
  mutating func status(of path: RelativePath) throws(Errno) -> stat {
    try inside { (directory) throws(Errno) in try directory.status(of: path) }
  }

  /// What the system says about the directory itself: who owns it.
  mutating func status() throws(Errno) -> stat {
    guard held == nil, firstLook == nil, !machine.predictor.expectsSeveral else {
      return try inside { (directory) throws(Errno) in try directory.status() }
    }
    countReading()
    let look = now()
    let status = try machine.root.status(of: RelativePath(pid))
    firstLook = look
    inode = UInt64(status.st_ino)
    return status
  }

  /// The inode of the process's directory: the listing's, else it is looked at.
  mutating func instance() throws(Errno) -> UInt64 {
    if let inode { return inode }
    let found = UInt64(try status().st_ino)
    inode = found
    return found
  }

  /// Opens a link of the process, to go where it leads.
  borrowing func open(_ path: RelativePath) throws(Errno) -> Descriptor {
    if let held { return try held.directory.open(path) }
    return try machine.root.open(RelativePath(pid, path))
  }

  /// Whether the root still has a directory by this pid.
  borrowing func exists() -> Bool { held?.isThere ?? ProcessFiles.exists(pid, in: machine) }

  private mutating func readFirst<Result>(
    _ file: ProcFile, _ path: RelativePath, before other: ProcFile?,
    _ body: (Span<UInt8>) -> Result
  ) throws(Errno) -> Result {
    let opened = try machine.root.open(RelativePath(pid, path))
    // What could not even be opened does not count: the next one is read as if it came first.
    countReading()
    counters.opened(file)
    firstLook = now()
    if let other { openSecond(other) }
    do throws(Errno) {
      var isEmpty = false
      let result = try opened.readWhole(inPieces: file.comesInPieces, limit: file.limit) { text in
        isEmpty = text.isEmpty
        return body(text)
      }
      if isEmpty { second = nil }
      if machine.keptFiles.wants(file), path.is(file.name) {
        machine.keptFiles.add(opened, file, of: pid)
      } else if takeDescriptor() {
        first = consume opened
      }
      return result
    } catch {
      second = nil
      throw error
    }
  }

  /// Opens the other file of the pair from the root. If the first one tells something afterwards, its
  /// process was alive all the time, and this file is of no other. Where it cannot be opened, it is
  /// tried again in the usual way when it is asked for.
  private mutating func openSecond(_ file: ProcFile) {
    guard let opened = try? machine.root.open(RelativePath(pid, file.name)) else { return }
    counters.opened(file)
    second = SecondFile(file: file, descriptor: opened)
  }

  /// Nil where this is not the file that was opened ahead.
  private mutating func readSecond<Result>(
    _ file: ProcFile, _ body: (Span<UInt8>) -> Result
  ) throws(Errno) -> Result? {
    guard second.with({ $0.file == file }) == true else { return nil }
    countReading()
    defer { second = nil }
    return try second.with { (opened) throws(Errno) in
      try opened.descriptor.readWhole(inPieces: file.comesInPieces, limit: file.limit, body)
    }
  }

  /// Whether the pid is this process's still, whose directory had the inode `seen`. It is false where
  /// nothing has been read of the process yet and the pid may be another's now, whose inode is then the
  /// one to begin with.
  mutating func isStill(_ seen: UInt64) throws(Errno) -> Bool {
    if let held {
      guard held.isThere else { throw .noProcess }
      return true
    }
    let current = UInt64(try machine.root.status(of: RelativePath(pid)).st_ino)
    if current == seen { return true }
    // The kernel may have forgotten the directory and made it anew.
    let answers: Void? = try directory.with { (directory) throws(Errno) in try directory.answer() }
    if answers != nil { return true }
    guard firstLook != nil else {
      inode = current
      return false
    }
    try verify(try machine.root.openPlace(RelativePath(pid)))
    inode = current
    return true
  }

  /// Calls `body` with the process's directory, and keeps that open if we may. Where no descriptor is
  /// left, gives up what is kept and tries once more.
  private mutating func inside<Result>(
    _ body: (borrowing Descriptor) throws(Errno) -> Result
  ) throws(Errno) -> Result {
    countReading()
    do throws(Errno) {
      return try insideOnce(body)
    } catch {
      guard error.isShortage else { throw error }
      giveUpDescriptors()
      return try insideOnce(body)
    }
  }

  private mutating func insideOnce<Result>(
    _ body: (borrowing Descriptor) throws(Errno) -> Result
  ) throws(Errno) -> Result {
    if let held { return try body(held.directory) }
    if let result = try directory.with(body) { return result }
    let opened = try machine.root.openPlace(RelativePath(pid))
    try verify(opened)
    guard takeDescriptor() else {
      inode = opened.inode
      return try body(opened)
    }
    directory = consume opened
    guard let result = try directory.with(body) else { throw .noProcess }
    return result
  }

  /// Fails unless the directory is of the process that was read before.
  private mutating func verify(_ opened: borrowing Descriptor) throws(Errno) {
    defer { first = nil }
    guard let firstLook else {
      self.firstLook = now()
      return
    }
    guard machine.facts.isLive else { return }
    if let inode, inode == opened.inode { return }
    if first.with({ $0.hasBytes() }) == true { return }
    // The kernel may have forgotten the directory and made it anew, and a file that was empty tells
    // nothing: but a process that began after the first look is another.
    guard let started = try startTime(opened), started <= firstLook else { throw .noProcess }
  }

  /// Whether what is kept open of the process answers, so that it lives.
  var isAnswering: Bool {
    directory.with { (try? $0.answer()) != nil } == true || first.with { $0.hasBytes() } == true
  }

  /// Nanoseconds since boot.
  func startTime(_ opened: borrowing Descriptor) throws(Errno) -> Int64? {
    counters.opened(.stat)
    return try opened.readStat()?.startTime.flatMap(machine.facts.sinceBoot)
  }

  private mutating func countReading() {
    readings += 1
    if readings == 1 { machine.predictor.sawFirst() } else { machine.predictor.sawAnother() }
  }

  /// Closes what is kept open, and sees to it that nothing is kept any more.
  private mutating func giveUpDescriptors() {
    machine.keptFiles.giveUp()
    machine.descriptorBudget.markSpent()
    // The inode is what then tells this process's directory from another's.
    if let kept = directory.with({ $0.inode }) { inode = kept }
    directory = nil
    first = nil
    second = nil
    if holdsDescriptor { machine.descriptorBudget.giveBack() }
    holdsDescriptor = false
  }

  private mutating func takeDescriptor() -> Bool {
    if !holdsDescriptor { holdsDescriptor = machine.descriptorBudget.take() }
    return holdsDescriptor
  }
}

/// A file that was opened and not yet read.
private struct SecondFile: ~Copyable {
  let file: ProcFile
  let descriptor: Descriptor
}

extension Optional where Wrapped: ~Copyable {
  /// What `body` makes of the value, where there is one.
  fileprivate borrowing func with<Result, ReadFailure>(
    _ body: (borrowing Wrapped) throws(ReadFailure) -> Result
  ) throws(ReadFailure) -> Result? {
    switch self {
    case .some(let value): try body(value)
    case .none: nil
    }
  }
}

extension Descriptor {
  /// Whether a byte can be read from its beginning.
  fileprivate borrowing func hasBytes() -> Bool {
    var byte: UInt8 = 0
    return pread(number, &byte, 1, 0) == 1
  }
}

/// Nanoseconds since boot, sleep included, as start times are counted.
private func now() -> Int64 { nanoseconds(of: CLOCK_BOOTTIME) }
