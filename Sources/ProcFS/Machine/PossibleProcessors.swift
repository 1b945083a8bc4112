import Glibc

extension RootFacts {
  /// How many processors this machine may ever have on line, by which the kernel sizes what it
  /// counts for each; nil of another machine, of which only those on line can be told. Reads /sys.
  package var possibleProcessors: Int? {
    guard isThisMachine else { return nil }
    // The C library reads the same where we cannot.
    let listed = try? Descriptor(directory: "/sys/devices/system/cpu").open("possible")
      .readWhole(inPieces: false) { ProcessorSet($0).count }
    if let listed, listed > 0 { return listed }
    let configured = sysconf(CInt(_SC_NPROCESSORS_CONF))
    return configured > 0 ? configured : nil
  }
}

extension ProcessorSet {
  /// How many there are.
  var count: Int { ranges.reduce(0) { $0 + $1.count } }
}
