// ProcFS turns the bytes of /proc into records, and says of each whether it is absent, denied or gone.
//
// It knows the kernel's files and their traps; it knows no query, no value and no output.

import CProc
import Glibc

/// The root that is read: this machine's /proc, or another directory that looks like one.
package final class ProcFS: Sendable {
  /// As it was given.
  package let path: String
  package let root: Descriptor
  /// A proc file system, and not a copy or a made-up one: what is missing from it is gone.
  package let isLive: Bool
  /// This machine's own /proc, so that what the system tells in other ways belongs to it.
  package let isThisMachine: Bool
  /// Bytes.
  package let pageSize: Int
  package let ticksPerSecond: Int
  /// Of the machine that the root tells of; nil where it does not say.
  package let kernel: KernelVersion?
  let handles = HandleAllowance.ofThisProcess
  package let habit = ReadingHabit()

  package init(_ path: String = "/proc") throws(Errno) {
    let root = try Descriptor(directory: path)
    self.path = path
    isLive = root.isProcFileSystem
    isThisMachine = isLive && root.isSame(as: "/proc")
    pageSize = sysconf(CInt(_SC_PAGESIZE))
    ticksPerSecond = sysconf(CInt(_SC_CLK_TCK))
    kernel = isLive ? KernelVersion.running : KernelVersion(root: root)
    self.root = root
  }

  /// Whether statm's figures are those of smaps_rollup: since 6.16 the kernel adds up what each
  /// processor has counted.
  package var hasExactResidentSizes: Bool { kernel.map { $0 >= KernelVersion(6, 16) } ?? false }

  /// Reads one of the machine's files (`meminfo`, `net/dev`) to its end, with `body` over its
  /// bytes; `body` may not read another file.
  package func read<Result>(
    _ path: RelativePath, _ body: (Span<UInt8>) -> Result
  ) throws(Errno) -> Result {
    try root.open(path).readWhole(inPieces: true, body)
  }

  /// No fewer than the processes that it tells of, roughly, without listing them; nil where the file
  /// system does not count.
  package var entryCount: Int? {
    var about = stat()
    guard fstat(root.number, &about) == 0, about.st_nlink > 2 else { return nil }
    return Int(about.st_nlink)
  }

  /// Our own pid as this root counts pids; nil where the root is not live.
  package var ownPid: Int32? {
    guard isLive, let target = try? root.readLink(RelativePath("self")) else { return nil }
    var position = 0
    return target.span.takeNumber(&position).flatMap(Int32.init(exactly:))
  }
}

extension Descriptor {
  /// PROC_SUPER_MAGIC.
  fileprivate var isProcFileSystem: Bool { cproc_filesystem_type(number) == 0x9FA0 }

  fileprivate func isSame(as path: String) -> Bool {
    var ours = stat()
    var theirs = stat()
    return fstat(number, &ours) == 0 && stat(path, &theirs) == 0
      && ours.st_dev == theirs.st_dev && ours.st_ino == theirs.st_ino
  }
}
