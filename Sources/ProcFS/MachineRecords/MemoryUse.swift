/// The machine's memory as psutil 7.2 and free(1) count it. A part that is larger than all of it is
/// not known.
package struct MemoryUse: Sendable, Equatable {
  /// Physical memory, without what the kernel keeps for itself.
  package var total: Bytes?
  /// What processes could still be given without swapping.
  package var available: Bytes?
  /// What is used for nothing at all.
  package var free: Bytes?
  /// What was used of late.
  package var active: Bytes?
  /// What was not used of late.
  package var inactive: Bytes?
  /// Cached blocks of file systems.
  package var buffers: Bytes?
  /// With reclaimable slab.
  package var cached: Bytes?
  /// Shared memory and tmpfs.
  package var shared: Bytes?
  /// The kernel's own structures.
  package var slab: Bytes?

  /// All but what is available.
  package var used: Bytes? {
    guard let total, let available else { return nil }
    return Bytes(total.count - available.count)
  }

  /// `used` of `total` in percent.
  package var percent: Double? {
    guard let used, let total else { return nil }
    return Percentage.of(used, in: total)
  }

  /// `lowWatermark` is what `LowWatermark` found in /proc/zoneinfo; it is asked for only where the
  /// kernel does not tell what is available.
  package init(_ information: MemoryInformation, lowWatermark: () -> Bytes?) {
    let total = information[.total]
    func part(_ size: Bytes?) -> Bytes? { size?.asPart(of: total) }
    self.total = total
    free = part(information[.free])
    active = part(information[.active])
    inactive = part(information[.inactive] ?? information.inactive24)
    buffers = part(information[.buffers])
    cached = part(information[.cached].map { $0 + (information[.reclaimableSlab] ?? Bytes(0)) })
    shared = part(information[.shared] ?? information[.shared24])
    slab = part(information[.slab])
    available = Self.available(information, lowWatermark: lowWatermark)
  }

  private static func available(
    _ information: MemoryInformation, lowWatermark: () -> Bytes?
  ) -> Bytes? {
    guard let total = information[.total] else { return information[.available] }
    guard let free = information[.free]?.asPart(of: total) else {
      return information[.available]?.asPart(of: total)
    }
    // Zero is what some containers' file systems make up for it.
    var available = information[.available] ?? Bytes(0)
    if available.count == 0 { available = information.estimate(free, lowWatermark()) }
    if available.count < 0 { return Bytes(0) }
    return available > total ? free : available
  }
}

extension MemoryInformation {
  /// What kernels before 3.14 would have said is available: free memory above the watermark, and
  /// of page cache and slab all but what must stay.
  fileprivate func estimate(_ free: Bytes, _ lowWatermark: Bytes?) -> Bytes {
    guard let active = self[.activeFile], let inactive = self[.inactiveFile],
      let reclaimable = self[.reclaimableSlab], let low = lowWatermark
    else { return free + (self[.cached] ?? Bytes(0)) }
    let cache = active + inactive
    return Bytes(free.count - low.count) + cache.above(low) + reclaimable.above(low)
  }

  /// 2.4 tells inactive memory in three parts.
  fileprivate var inactive24: Bytes? {
    guard let dirty = self[.inactiveDirty], let clean = self[.inactiveClean],
      let laundry = self[.inactiveLaundry]
    else { return nil }
    return dirty + clean + laundry
  }
}

extension Bytes {
  /// This, less `low`, or half of it if that leaves more.
  fileprivate func above(_ low: Bytes) -> Bytes {
    Bytes(count - min(count / 2, low.count))
  }
}
