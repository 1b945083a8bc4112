import Execution
import ProcFS
import Schema
import Values

extension ProcessCatalog {
  /// Where it runs: control groups, containers, namespaces.
  static let placeColumns: [Column<ProcessRow>] = [
    Column(
      "cgroup", "cgroup_path", from: .cgroup,
      "The control group: of version 2, unless version 1 says more."
    ) {
      Text(bytes: $0.path)
    },
    Column("container", from: .cgroup, "The container's id or name.") { groups in
      groups.container.map { Text(bytes: $0) }
    },
    Column("unit", from: .cgroup, "The systemd unit.") { groups in
      groups.unit.map { Text(bytes: $0) }
    },
    Column("slice", from: .cgroup, "The systemd slice.") { groups in
      groups.slice.map { Text(bytes: $0) }
    },
    Column(
      "user_unit", "uunit", from: .cgroup, "The systemd unit of its user's own manager."
    ) { groups in
      groups.userUnit.map { Text(bytes: $0) }
    },
    Column(
      "ns_pid", from: .status, kind: .label,
      "The number of the process in its own namespace of pids.", read: \.innermostPid
    )
    .changingByWorkAlone(),
    Column("pid_ns", from: .ns(.pid), kind: .label, "The number of its namespace of pids.") { $0 }
      .changingByWorkAlone(),
    Column("mnt_ns", from: .ns(.mnt), kind: .label, "The number of its namespace of mounts.") {
      $0
    }
    .changingByWorkAlone(),
    Column("net_ns", from: .ns(.net), kind: .label, "The number of its namespace of networks.") {
      $0
    }
    .changingByWorkAlone(),
    Column("user_ns", from: .ns(.user), kind: .label, "The number of its namespace of users.") {
      $0
    }
    .changingByWorkAlone(),
    Column("uts_ns", from: .ns(.uts), kind: .label, "The number of its namespace of host names.") {
      $0
    }
    .changingByWorkAlone(),
    Column("ipc_ns", from: .ns(.ipc), kind: .label, "The number of its namespace of System V IPC.")
    { $0 }
    .changingByWorkAlone(),
    Column(
      "cgroup_ns", from: .ns(.cgroup), kind: .label,
      "The number of its namespace of control groups."
    ) {
      $0
    }
    .changingByWorkAlone(),
    Column("time_ns", from: .ns(.time), kind: .label, "The number of its namespace of clocks.") {
      $0
    }
    .changingByWorkAlone(),
  ]
}
