import ProcFS
import QueryEngine

extension ProcessCatalog {
  static func memoryPercent(_ moment: MachineMoment) -> Function {
    Function(
      "memory_percent", usage: "memory_percent(size)", "The share of physical memory, in percent.",
      arity: 1...1, isIncreasing: true,
      resultType: { types in
        switch types[0] {
        case .size, .integer, .null: .returns(.real)
        case .boolean, .real, .duration, .time, .address, .text, .byteRate, .countRate, .list, .map:
          .mismatch(argument: 0, expected: "a size")
        }
      },
      evaluate: { arguments in
        guard let total = moment.physicalMemory else { return .null }
        return switch arguments[0] {
        case .size(let count), .integer(let count):
          shareOfMemory(Bytes(count), of: total)?.value ?? .null
        case .null, .denied, .boolean, .real, .duration, .time, .address, .text, .byteRate,
          .countRate, .list, .map:
          .null
        }
      })
  }

  /// psutil's constants: which system this is.
  static let constants: [Catalog.Constant] = [
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

  private static func constant(_ name: String, _ value: Bool, _ system: String) -> Catalog.Constant
  {
    Catalog.Constant(name, .boolean(value), "Whether this machine's system is \(system).")
  }
}
