/// The machine's swap space, by /proc/meminfo. Where more is free than there is, nothing is known
/// but how much there is.
package struct SwapUse: Sendable, Equatable {
  /// The line `SwapTotal`.
  package var total: Bytes?
  /// The line `SwapFree`.
  package var free: Bytes?

  /// What is taken.
  package var used: Bytes? {
    guard let total, let free else { return nil }
    return Bytes(total.count - free.count)
  }

  /// `used` of `total` in percent; 0 without swap.
  package var percent: Double? {
    guard let used, let total else { return nil }
    return Percentage.of(used, in: total)
  }

  /// Of what `meminfo` tells.
  package init(_ information: MemoryInformation) {
    total = information[.swapTotal]
    free = information[.swapFree]?.asPart(of: total)
  }
}

/// Of /proc/vmstat (since 2.6), what has been swapped since boot; nothing where it is not known how
/// large the pages are that it counts.
package struct SwapTraffic: Sendable, Equatable {
  /// What was read back.
  package var swappedIn: Bytes?
  /// What was written out.
  package var swappedOut: Bytes?

  /// The lines `pswpin` and `pswpout` count pages of so many bytes.
  package init(parsing text: Span<UInt8>, pageSize: Int?) {
    guard let pageSize else { return }
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
