/// The kinds of namespace, by their links in `ns`.
package enum Namespace: Int, CaseIterable, Sendable {
  case pid, mnt, net, user, uts, ipc, cgroup, time

  /// Relative to the process's directory.
  var path: RelativePath {
    switch self {
    case .pid: "ns/pid"
    case .mnt: "ns/mnt"
    case .net: "ns/net"
    case .user: "ns/user"
    case .uts: "ns/uts"
    case .ipc: "ns/ipc"
    case .cgroup: "ns/cgroup"
    case .time: "ns/time"
    }
  }
}
