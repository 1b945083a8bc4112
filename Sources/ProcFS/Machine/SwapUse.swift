/// The machine's swap space, by /proc/meminfo.
package struct SwapUse: Sendable, Equatable {
  package var total: Bytes?
  package var free: Bytes?

  package var used: Bytes? {
    guard let total, let free else { return nil }
    return Bytes(total.count - free.count)
  }

  /// `used` of `total` in percent; 0 without swap.
  package var percent: Double? {
    guard let used, let total else { return nil }
    return Percentage.of(used, in: total)
  }

  package init(_ information: MemoryInformation) {
    total = information[.swapTotal]
    free = information[.swapFree]
  }
}

/// Of /proc/vmstat (since 2.6), what has been swapped since boot.
package struct SwapTraffic: Sendable, Equatable {
  package var swappedIn: Bytes?
  package var swappedOut: Bytes?

  package init(parsing text: Span<UInt8>, pageSize: Int) {
    var position = 0
    while let range = text.takeLine(&position) {
      let line = text.extracting(range)
      var end = 0
      guard let name = line.takeWord(&end), let pages = line.takeNumber(&end) else { continue }
      if line.extracting(name).equals("pswpin") {
        swappedIn = Bytes(pages: pages, of: pageSize)
      } else if line.extracting(name).equals("pswpout") {
        swappedOut = Bytes(pages: pages, of: pageSize)
      }
      if swappedIn != nil, swappedOut != nil { return }
    }
  }
}
