import Testing

@testable import ProcFS

/// No bytes, however cut or changed, make a parser of rows or of the machine trap.
@Suite struct HostileRowTests {
  private static let texts = [
    MachineTexts.disk24 + MachineTexts.disk55 + MachineTexts.partition26, MachineTexts.meminfo,
    MachineTexts.stat, MachineTexts.mountinfo, MachineTexts.netDev, MachineTexts.vmstat,
    "5604f9b3c000-5604f9b3f000 r-xp 00002000 fe:00 254626    /a b\\012c\nVmFlags: rd wr\nRss: 1 kB\n",
    "pos:\t42\nflags:\t0100002\n", "/var/log/x", "0.44 0.34 0.22 1/95 13091\n",
    "   0: 0100007F:07E8 00000000:0000 0A 0:0 00:0 0     0        0 1049 1 0\n",
    "00000000b1c73cba: 00000002 00000000 00010000 0001 01   644 /run/a b\nx\n",
  ].map { Array($0.utf8) }

  /// How many lines or figures every parser makes of it: the value does not matter, that there is
  /// one does.
  private func parseAll(_ bytes: [UInt8]) -> Int {
    let text = bytes.span
    var count = DiskStatistics.lines(of: text).records.count
    count += MachineStatistics(parsing: text).processors.count
    let mounts = Mount.lines(ofMountInformation: text).records
    let covered = CoveredMounts(mounts)
    count += mounts.count { !covered.contains($0) } + Mount.lines(ofMounts: text).records.count
    count += InterfaceCounters.lines(of: text).records.count
    count += Login.records(of: text).count + (Login(session: text) == nil ? 0 : 1)
    count += text.namesByNumber.count
    let messages = RouteMessages(bytes: bytes)
    count += InterfaceLink.all(links: messages, addresses: messages).count
    for file in SocketFile.allCases { count += file.sockets(of: text).sockets.count }
    count += MemoryUse(MemoryInformation(parsing: text)) { nil }.used == nil ? 0 : 1
    count += SwapTraffic(parsing: text, pageSize: 4096).swappedIn == nil ? 0 : 1
    count += LowWatermark.parse(text, pageSize: 4096).count == 0 ? 0 : 1
    count += LoadAverage(parsing: text) == nil ? 0 : 1
    count += ProcessorInformation(parsing: text)[0] == nil ? 0 : 1
    count += FileState(parsing: text).flags == nil ? 0 : 1
    count += FileTarget(parsing: text).path == nil ? 0 : 1
    count += SocketProtocol(named: text) == nil ? 0 : 1
    var dumped = ListedSockets()
    UnixSocketDump.take(&dumped, NetlinkMessages(bytes))
    InternetSocketDump(.tcp6, informed: true)?.take(&dumped, NetlinkMessages(bytes))
    VsockDump.take(&dumped, NetlinkMessages(bytes))
    count += dumped.sockets.count
    var figures = MapFigures()
    var position = 0
    while let line = text.takeLine(&position) {
      count += MemoryMap(line: text.extracting(line)) == nil ? 0 : 1
      figures.take(line: text.extracting(line))
    }
    return count
  }

  @Test(arguments: texts)
  func truncated(text: [UInt8]) {
    let whole = parseAll(text)
    #expect(whole > 0)
    for length in text.indices { #expect(parseAll(Array(text[..<length])) <= whole + 4) }
  }

  @Test(arguments: texts)
  func mutated(text: [UInt8]) {
    var random = Xorshift(state: 0x9E37_79B9_7F4A_7C15)
    for _ in 0..<2000 {
      var mutant = text
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        guard let index = mutant.indices.randomElement(using: &random) else { break }
        switch Int.random(in: 0..<4, using: &random) {
        case 0: mutant[index] = UInt8.random(in: 0...255, using: &random)
        case 1: mutant.remove(at: index)
        case 2: mutant.insert(contentsOf: mutant[index...], at: index)
        case _: mutant.insert(contentsOf: "18446744073709551615".utf8, at: index)
        }
        if mutant.count > 4096 { mutant.removeLast(mutant.count - 4096) }
      }
      #expect(parseAll(mutant) >= 0, "\(mutant)")
    }
  }
}

/// The same numbers at every run.
private struct Xorshift: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
