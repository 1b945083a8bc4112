import Execution
import ProcFS
import Schema
import Values

extension ProcessCatalog {
  /// The columns of `env.*`, from /proc/PID/environ.
  static let environmentColumns: [Column<ProcessRow>] = [
    Column("env", from: .environ, "The environment it was started with; of duplicates the first.") {
      EnvironmentMap($0)
    }
    .changingByWorkAlone()
  ]
}

/// The entries with `=`, looked up in the kernel's own bytes.
private final class EnvironmentMap: MapStorage, ColumnValue {
  private let environment: Environment

  init(_ environment: Environment) {
    self.environment = environment
  }

  static var type: ValueType { .map(.text) }
  static var entry: ColumnSchema.Entry? { ColumnSchema.Entry("a variable", example: "PATH") }
  var value: Value { .map(MapValue(self)) }

  func value(for key: Text) -> Value? {
    environment.value(of: key.bytes).map { .text(Text(bytes: $0)) }
  }

  var entries: [(key: Text, value: Value)] {
    var seen: Set<Text> = []
    return environment.entries.compactMap { entry in
      guard let value = entry.value, case let name = Text(bytes: entry.name),
        seen.insert(name).inserted
      else { return nil }
      return (name, .text(Text(bytes: value)))
    }
  }

  var count: Int { entries.count }
}
