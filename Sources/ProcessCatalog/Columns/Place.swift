import ProcFS
import QueryEngine

extension ProcessCatalog {
  /// Where it runs: control groups, containers, namespaces.
  static let placeColumns: [Column] = [
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
    Column("pid_ns", from: .ns(.pid), "The number of its namespace of pids.") { $0 },
    Column("mnt_ns", from: .ns(.mnt), "The number of its namespace of mounts.") { $0 },
    Column("net_ns", from: .ns(.net), "The number of its namespace of networks.") { $0 },
    Column("user_ns", from: .ns(.user), "The number of its namespace of users.") { $0 },
    Column("uts_ns", from: .ns(.uts), "The number of its namespace of host names.") { $0 },
    Column("ipc_ns", from: .ns(.ipc), "The number of its namespace of System V IPC.") { $0 },
    Column("cgroup_ns", from: .ns(.cgroup), "The number of its namespace of control groups.") {
      $0
    },
    Column("time_ns", from: .ns(.time), "The number of its namespace of clocks.") { $0 },
  ]
}
