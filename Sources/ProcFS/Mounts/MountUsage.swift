import Glibc

/// How full a file system is, as df(1) and psutil tell it.
package struct MountUsage: Sendable, Equatable {
  /// All blocks of it.
  package var total: Bytes
  /// All blocks that are not free.
  package var used: Bytes
  /// What everybody may still use: some is kept for root.
  package var free: Bytes

  /// How many files it can hold; nil of a file system that makes room for them as they come.
  package var files: UInt64?
  /// How many more it could hold; nil likewise.
  package var freeFiles: UInt64?

  /// `used` of what everybody may use, in percent.
  package var percent: Double { Percentage.of(used, in: used + free) }

  /// Asks statvfs(3), which waits for a file system that is far away as long as that takes.
  init(at mountpoint: [UInt8]) throws(Errno) {
    let wait = Wait(at: mountpoint)
    defer { wait.end() }
    var about = statvfs()
    let result = (mountpoint + [0]).withUnsafeBytes {
      $0.withMemoryRebound(to: CChar.self) { path in
        path.baseAddress.map { path in uninterrupted { statvfs(path, &about) } } ?? -1
      }
    }
    guard result == 0 else { throw .last }
    try self.init(about)
  }

  /// An answer without even the size of a block is no file system's: so the kernel speaks of a
  /// mount of FUSE to those whom it does not let in.
  init(_ about: statvfs) throws(Errno) {
    if about.f_bsize == 0, about.f_frsize == 0, about.f_blocks == 0 { throw .notPermitted }
    self.init(
      blockSize: UInt64(about.f_frsize), blocks: UInt64(about.f_blocks),
      freeBlocks: UInt64(about.f_bfree), availableBlocks: UInt64(about.f_bavail))
    guard about.f_files > 0 else { return }
    files = UInt64(about.f_files)
    freeFiles = UInt64(about.f_ffree)
  }

  init(blockSize: UInt64, blocks: UInt64, freeBlocks: UInt64, availableBlocks: UInt64) {
    total = Bytes(pages: blocks, of: Int(clamping: blockSize))
    free = Bytes(pages: availableBlocks, of: Int(clamping: blockSize))
    let taken = blocks >= freeBlocks ? blocks - freeBlocks : 0
    used = Bytes(pages: taken, of: Int(clamping: blockSize))
  }
}
