/// What /proc/PID/smaps (since 2.6.14) says of one map besides its line in `maps`.
///
/// Kept small: a process may have tens of thousands of maps.
package struct MapFigures: Sendable {
  /// By `Line.index`, in bytes; less than 0 for what the kernel does not tell.
  private var figures = InlineArray<11, Int64>(repeating: -1)
  /// VmFlags: two letters each, as the kernel has them: `rd wr mr mw me ac`. Since 3.8.
  package private(set) var flags: [UInt8]?

  /// The lines that are read of it, in the kernel's order.
  package enum Line: Int, CaseIterable, Sendable {
    case rss, pss, sharedClean, sharedDirty, privateClean, privateDirty
    /// Since 2.6.22.
    case referenced
    /// Since 2.6.36.
    case anonymous
    case privateHugetlb
    /// Since 2.6.26.
    case swap
    case locked

    fileprivate var name: StaticString {
      switch self {
      case .rss: "Rss"
      case .pss: "Pss"
      case .sharedClean: "Shared_Clean"
      case .sharedDirty: "Shared_Dirty"
      case .privateClean: "Private_Clean"
      case .privateDirty: "Private_Dirty"
      case .referenced: "Referenced"
      case .anonymous: "Anonymous"
      case .privateHugetlb: "Private_Hugetlb"
      case .swap: "Swap"
      case .locked: "Locked"
      }
    }
  }

  /// Tells nothing.
  package init() {}

  /// Nil where the kernel does not tell.
  package subscript(line: Line) -> Bytes? {
    let figure = figures[line.rawValue]
    return figure < 0 ? nil : Bytes(figure)
  }

  /// What no other process shares, huge pages included.
  package var uss: Bytes? {
    guard let clean = self[.privateClean], let dirty = self[.privateDirty] else { return nil }
    return clean + dirty + (self[.privateHugetlb] ?? Bytes(0))
  }

  /// Takes one line in: `Private_Dirty:        12 kB`. One that is not known is passed over.
  package mutating func take(line: Span<UInt8>) {
    guard let colon = line.index(of: UInt8(ascii: ":"), from: 0) else { return }
    let name = line.extracting(..<colon)
    var position = colon + 1
    if let known = Line.allCases.first(where: { name.equals($0.name) }) {
      guard let kibibytes = line.takeNumber(&position) else { return }
      figures[known.rawValue] = Bytes(kibibytes: kibibytes).count
    } else if name.equals("VmFlags") {
      line.skipBlanks(&position)
      let flags = line.extracting(position...)
      self.flags = flags.extracting(flags.trimmed).array
    }
  }
}
