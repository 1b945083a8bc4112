/// What /proc/PID/smaps (since 2.6.14) says of one map besides its line in `maps`. What a kernel
/// does not tell is nil.
package struct MapFigures: Sendable, Equatable {
  package var rss: Bytes?
  package var pss: Bytes?
  package var sharedClean: Bytes?
  package var sharedDirty: Bytes?
  package var privateClean: Bytes?
  package var privateDirty: Bytes?
  package var privateHugetlb: Bytes?
  /// Since 2.6.22.
  package var referenced: Bytes?
  /// Since 2.6.36.
  package var anonymous: Bytes?
  /// Since 2.6.26.
  package var swap: Bytes?
  package var locked: Bytes?
  /// Two letters each, as the kernel has them: `rd wr mr mw me ac`. Since 3.8.
  package var flags: [UInt8]?

  /// What no other process shares, huge pages included.
  package var uss: Bytes? {
    guard let privateClean, let privateDirty else { return nil }
    return privateClean + privateDirty + (privateHugetlb ?? Bytes(0))
  }

  package init() {}

  /// Takes one line in: `Private_Dirty:        12 kB`. One that is not known is passed over.
  package mutating func take(line: Span<UInt8>) {
    guard let colon = line.index(of: UInt8(ascii: ":"), from: 0) else { return }
    let name = line.extracting(..<colon)
    if name.equals("VmFlags") {
      var start = colon + 1
      line.skipBlanks(&start)
      let flags = line.extracting(start...)
      self.flags = flags.extracting(flags.trimmed).array
      return
    }
    guard let figure = Self.figure(name) else { return }
    var position = colon + 1
    self[keyPath: figure] = line.takeNumber(&position).map { Bytes(kibibytes: $0) }
  }

  private static func figure(_ name: Span<UInt8>) -> WritableKeyPath<MapFigures, Bytes?>? {
    if name.equals("Rss") { return \.rss }
    if name.equals("Pss") { return \.pss }
    if name.equals("Shared_Clean") { return \.sharedClean }
    if name.equals("Shared_Dirty") { return \.sharedDirty }
    if name.equals("Private_Clean") { return \.privateClean }
    if name.equals("Private_Dirty") { return \.privateDirty }
    if name.equals("Referenced") { return \.referenced }
    if name.equals("Anonymous") { return \.anonymous }
    if name.equals("Private_Hugetlb") { return \.privateHugetlb }
    if name.equals("Swap") { return \.swap }
    if name.equals("Locked") { return \.locked }
    return nil
  }
}
