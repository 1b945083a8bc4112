/// The sockets that one file lists.
struct ListedSockets: Equatable {
  /// By inode.
  var sockets: [UInt64: Socket] = [:]
  /// Those that have no inode, since no descriptor leads to them any more, or none does yet:
  /// connections in TIME_WAIT and SYN_RECV, such as are closed and not yet at their end, such as wait
  /// to be accepted.
  var nameless: [Socket] = []
  /// Of `unix` those inodes whose every line may be a part of a name that a process has chosen.
  var doubtful: Set<UInt64> = []
  /// Likewise, how many lines without an inode.
  var doubtfulNameless = 0
}
