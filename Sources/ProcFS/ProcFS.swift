// ProcFS turns the bytes of /proc into records, and says of each fact whether it is absent, denied, failed
// or gone.
//
// It knows the kernel's files and their traps; it knows no query, no value and no output.

import Glibc

/// The root that is read: this machine's /proc, or another directory that looks like one.
package final class ProcFS: Sendable {
  /// The directory that all of it is read below.
  package let root: RootDirectory
  /// Page size, ticks and kernel of the machine that the root tells of.
  package let facts: RootFacts
  let descriptorBudget: DescriptorBudget
  /// What stays open from one reading of the processes to the next.
  package let keptFiles = KeptFiles()
  /// Whether processes are likely to be asked for several files.
  package let predictor = AccessPredictor()
  private let heldOwnPid = Once<Int32?>()
  let heldClocks = Once<Bool>()
  let heldPidNamespace = Once<PidNamespace>()
  let heldMostProcessors = Once<Int64>()
  let heldRunTimes = Once<Bool>()

  /// Opens a directory; no file in it is read before it is asked for.
  package init(_ path: String = "/proc") throws(Errno) {
    root = try RootDirectory(path)
    descriptorBudget = .ofThisProcess(above: root.descriptor.number)
    facts = RootFacts(root)
  }

  /// As it was given.
  package var path: String { root.path }

  /// Whether it is a proc file system's top and no directory in it, none of which has `self`.
  var isTopOfProc: Bool { facts.isLive && (try? root.status(of: "self")) != nil }

  /// Whether the root has a process, or any of the files that /proc has: else the directory was
  /// surely not meant.
  package var holdsAnything: Bool {
    let isKnown =
      facts.isLive
      ? isTopOfProc : wellKnownFiles.contains { (try? root.status(of: $0)) != nil }
    if isKnown { return true }
    // What cannot be listed fails with its reason when it is asked for.
    guard let directory = try? root.open(".") else { return true }
    var listing = DirectoryListing(directory, as: .root)
    return ((try? listing.nextNumber()) ?? nil) != nil
  }

  /// How many threads may read at a time, as far as descriptors go.
  package var mostReaders: Int { descriptorBudget.mostReaders }

  /// Why the processes could not be listed.
  func failure(_ reason: Errno) -> ReadFailure { ReadFailure(reason, nil, at: Array(path.utf8)) }

  /// Why a file below the root could not be read.
  func failure(_ reason: Errno, _ file: ProcFile, at relative: [UInt8]) -> ReadFailure {
    ReadFailure(reason, file, at: fullPath(of: relative))
  }

  /// As a user would name what is below the root.
  func fullPath(of relative: [UInt8]) -> [UInt8] { ProcFS.path(of: relative, below: path) }

  static func path(of relative: [UInt8], below root: String) -> [UInt8] {
    let root = Array(root.utf8)
    let slash = root.last == UInt8(ascii: "/") ? [] : [UInt8(ascii: "/")]
    return root + slash + relative
  }

  /// Roughly how many processes there are, without listing them and no fewer; nil where the file
  /// system does not count.
  package var entryCount: Int? {
    // It only helps to choose the cheaper of two ways.
    guard let links = try? root.descriptor.status().st_nlink, links > 2 else { return nil }
    return Int(links)
  }

  /// Whether the kernel would tell more of it if we were root.
  package var tellsRootMore: Bool { ownPid != nil && geteuid() != 0 }

  /// Our own pid as this root counts pids; nil where the root is not live.
  package var ownPid: Int32? { heldOwnPid.value { readOwnPid() } }

  private func readOwnPid() -> Int32? {
    // Without it our own process stands among the rows, which is no harm.
    guard facts.isLive, let target = try? root.readLink("self") else { return nil }
    var position = 0
    return target.span.takeNumber(&position).flatMap(Int32.init(exactly:))
  }
}

/// Of those that tell of the machine the ones by which a copy of /proc is known.
private let wellKnownFiles: [RelativePath] = [
  "self", "stat", "uptime", "meminfo", "loadavg", "version", "cpuinfo", "diskstats", "vmstat",
  "zoneinfo", "mounts", "net/dev", "tty/drivers", "sys/kernel/osrelease",
]
