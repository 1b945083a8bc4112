/// `smaps_rollup` (since 4.14), or `smaps` added up: what a process's pages are, by several counts.
///
/// A line that the kernel does not print is nil; one that we do not know is passed over.
package struct SmapsRollup: Sendable {
  /// The line `Rss`.
  package var resident: Bytes?
  /// The line `Pss`: shared pages are split among their users.
  package var proportional: Bytes?
  /// Since 6.0.
  package var proportionalDirty: Bytes?
  /// Only in the rollup, since 5.5, as the next two.
  package var proportionalAnonymous: Bytes?
  /// The line `Pss_File`.
  package var proportionalFile: Bytes?
  /// The line `Pss_Shmem`.
  package var proportionalShared: Bytes?
  /// Pages of several processes, not written to.
  package var sharedClean: Bytes?
  /// Pages of several processes, written to.
  package var sharedDirty: Bytes?
  /// Pages of this process alone, not written to.
  package var privateClean: Bytes?
  /// Pages of this process alone, written to.
  package var privateDirty: Bytes?
  /// Pages marked as used.
  package var referenced: Bytes?
  /// Pages that no file backs.
  package var anonymous: Bytes?
  /// Since 6.7.
  package var ksm: Bytes?
  /// Pages given up that the kernel has not taken yet. Since 4.12.
  package var lazyFree: Bytes?
  /// Memory in transparent huge pages.
  package var anonymousHugePages: Bytes?
  /// Huge pages of hugetlbfs that others use too.
  package var sharedHugePages: Bytes?
  /// Huge pages of hugetlbfs of this process alone.
  package var privateHugePages: Bytes?
  /// Memory moved out to swap.
  package var swap: Bytes?
  /// The same, shared pages split among their users.
  package var swapProportional: Bytes?
  /// Pages locked into RAM.
  package var locked: Bytes?

  /// A line that stands several times, as in `smaps`, is added up. Nil for a text without figures.
  package init?(_ text: Span<UInt8>) {
    Self.keys.forEachLine(of: text) { key, value in
      if let size = value.kibibytes { take(key, size) }
    }
    guard resident != nil else { return nil }
  }

  /// What no other process shares: every private line, huge pages included, as psutil counts. It
  /// can exceed pss and rss, which leave huge pages out. Nil where no private line was told.
  package var unique: Bytes? {
    [privateClean, privateDirty, privateHugePages].reduce(nil) { sum, size in added(sum, size) }
  }

  private static let keys = KeyTable<Key>()

  /// The lines in the kernel's order, which adds new ones at will.
  private enum Key: String, CaseIterable {
    case rss = "Rss"
    case pss = "Pss"
    case pssDirty = "Pss_Dirty"
    case pssAnon = "Pss_Anon"
    case pssFile = "Pss_File"
    case pssShmem = "Pss_Shmem"
    case sharedClean = "Shared_Clean"
    case sharedDirty = "Shared_Dirty"
    case privateClean = "Private_Clean"
    case privateDirty = "Private_Dirty"
    case referenced = "Referenced"
    case anonymous = "Anonymous"
    case ksm = "KSM"
    case lazyFree = "LazyFree"
    case anonHugePages = "AnonHugePages"
    case sharedHugetlb = "Shared_Hugetlb"
    case privateHugetlb = "Private_Hugetlb"
    case swap = "Swap"
    case swapPss = "SwapPss"
    case locked = "Locked"
  }

  private mutating func take(_ key: Key, _ size: Bytes) {
    switch key {
    case .rss: resident = added(resident, size)
    case .pss: proportional = added(proportional, size)
    case .pssDirty: proportionalDirty = added(proportionalDirty, size)
    case .pssAnon: proportionalAnonymous = added(proportionalAnonymous, size)
    case .pssFile: proportionalFile = added(proportionalFile, size)
    case .pssShmem: proportionalShared = added(proportionalShared, size)
    case .sharedClean: sharedClean = added(sharedClean, size)
    case .sharedDirty: sharedDirty = added(sharedDirty, size)
    case .privateClean: privateClean = added(privateClean, size)
    case .privateDirty: privateDirty = added(privateDirty, size)
    case .referenced: referenced = added(referenced, size)
    case .anonymous: anonymous = added(anonymous, size)
    case .ksm: ksm = added(ksm, size)
    case .lazyFree: lazyFree = added(lazyFree, size)
    case .anonHugePages: anonymousHugePages = added(anonymousHugePages, size)
    case .sharedHugetlb: sharedHugePages = added(sharedHugePages, size)
    case .privateHugetlb: privateHugePages = added(privateHugePages, size)
    case .swap: swap = added(swap, size)
    case .swapPss: swapProportional = added(swapProportional, size)
    case .locked: locked = added(locked, size)
    }
  }
}

/// The sum of what is told; nil where nothing is.
private func added(_ sum: Bytes?, _ size: Bytes?) -> Bytes? {
  guard let sum, let size else { return sum ?? size }
  return sum + size
}
