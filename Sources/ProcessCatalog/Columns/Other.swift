import Execution
import ProcFS
import Schema
import Values

extension ProcessCatalog {
  /// Descriptors, out-of-memory scores, rights and limits.
  static let otherColumns: [Column<ProcessRow>] = [
    Column("num_fds", from: .fd, "How many descriptors it has open.") { $0 },
    Column("oom_score", from: .oomScore, "How likely it is killed when memory runs out, 0 to 2000.")
    {
      $0
    },
    Column(
      "oom_score_adj", from: .oomScoreAdjustment, "What is added to oom_score, from -1000 to 1000."
    ) { $0 },
    Column(
      "seccomp", from: .status, "System call filter: 0 none, 1 strict, 2 filter.", read: \.seccomp
    )
    .changingByWorkAlone(),
    Column(
      "no_new_privs", from: .status, kind: .gauge, "Whether no program it starts gains rights.",
      read: \.noNewPrivileges
    )
    .changingByWorkAlone(),
    Column(
      "cap_effective", from: .status, kind: .gauge, words: .capabilities, "The capabilities it has."
    ) {
      status in
      status.effectiveCapabilities.map { Capability.names(of: $0).map { Text($0) } }
    }
    .changingByWorkAlone(),
    Column(
      "limits", from: .limits, kind: .gauge, words: LimitMap.bytes,
      "The soft limits, by prlimit's names; of unlimited ones null."
    ) {
      limits in LimitMap(limits.all.map { ($0.resource, $0.soft) })
    },
    Column(
      "hard_limits", from: .limits, kind: .gauge, words: LimitMap.bytes,
      "The hard limits, by prlimit's names; of unlimited ones null."
    ) { limits in
      LimitMap(limits.all.map { ($0.resource, $0.hard) })
    },
    Column(
      "security_label", from: .securityLabel, kind: .gauge,
      "The context or profile that SELinux, AppArmor or another module confines it by."
    ) { Text(bytes: $0) },
    Column("wchan", from: .wchan, kind: .gauge, "The kernel's function it waits in.") {
      Text(bytes: $0)
    },
    Column(
      "tracer_pid", from: .status, kind: .gauge,
      "The process that follows it with ptrace, as debuggers do."
    ) {
      $0.tracer == 0 ? nil : $0.tracer
    },
  ]
}

/// Limits by name; an unlimited one is null.
private struct LimitMap: ColumnValue {
  var limits: [(resource: Limits.Resource, limit: Limits.Limit)]

  init(_ limits: [(resource: Limits.Resource, limit: Limits.Limit)]) {
    self.limits = limits
  }

  static var type: ValueType { .map(.integer) }
  static let bytes = Vocabulary.numbers(
    .bytesOf(Limits.Resource.allCases.filter(\.isBytes).map(\.name)))
  static var entry: ColumnSchema.Entry? { ColumnSchema.Entry("a limit", example: "nofile") }
  var value: Value {
    .map(
      MapValue(
        limits.map { resource, limit in
          switch limit {
          case .unlimited: (key: Text(resource.name), value: .null)
          case .value(let number): (key: Text(resource.name), value: number.value)
          }
        }))
  }
}
