import ProcFS
import Schema
import Values

extension ProcessCatalog {
  /// The share of MemTotal of /proc/meminfo, which is opened when it is first called.
  static let memoryPercent = FunctionSchema(
    "memory_percent", usage: "memory_percent(size)", "The share of physical memory, in percent.",
    takes: [.bytes], returns: .type(.real), vocabulary: .percent, evaluation: .ofSnapshot,
    isIncreasing: true)

  /// How many processors are on line, from /sys, or /proc/stat where that is another machine's.
  static let cpuCount = FunctionSchema(
    "cpu_count", usage: "cpu_count()", "How many processors are on line.", takes: [],
    returns: .type(.integer), evaluation: .ofSnapshot)

  /// psutil's constants: which system this is.
  static let constants: [ConstantSchema] = [
    constant("linux", true, "Linux"),
    constant("macos", false, "macOS"),
    constant("windows", false, "Windows"),
    constant("freebsd", false, "FreeBSD"),
    constant("netbsd", false, "NetBSD"),
    constant("openbsd", false, "OpenBSD"),
    constant("sunos", false, "Solaris or one of its kin"),
    constant("aix", false, "AIX"),
    constant("bsd", false, "one of the BSDs"),
    constant("posix", true, "of the Unix family"),
  ]

  private static func constant(_ name: String, _ value: Bool, _ system: String) -> ConstantSchema {
    ConstantSchema(name, value, "Whether this machine's system is \(system).")
  }
}

extension ProcessSnapshot {
  func value(of function: String, _ arguments: [Value]) -> Value {
    if function == ProcessCatalog.cpuCount.name { return machine.processorCount.value }
    guard function == ProcessCatalog.memoryPercent.name,
      let size = arguments.first?.measure?.amount, case .whole(let count) = size
    else { return .null }
    return percentOfMemory(Bytes(Int64(clamping: count))).value
  }

  /// The share of physical memory, in percent, as psutil's `memory_percent`; absent where the
  /// machine does not tell how much it has.
  func percentOfMemory(_ size: Bytes) -> Reading<Double> {
    machine.physicalMemory.map { total in
      total.count > 0 ? Double(size.count) / Double(total.count) * 100 : nil
    }
  }
}
