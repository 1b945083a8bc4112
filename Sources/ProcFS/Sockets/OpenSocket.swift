/// An open socket of a process. What it is connected to is looked up when it is first asked for,
/// and kept.
package final class OpenSocket {
  /// The descriptor that leads to it.
  package let file: OpenFile
  /// The number by which the tables list it.
  package let inode: UInt64
  private let lookup: SocketLookup
  private var heldSocket: Reading<Socket>?

  init(_ file: OpenFile, inode: UInt64, lookup: SocketLookup) {
    self.file = file
    self.inode = inode
    self.lookup = lookup
  }

  /// Whose descriptor it is.
  package var process: ProcessFiles { file.process }

  /// Its process has ended.
  package var isGone: Bool { process.isGone }

  /// Whether it has been looked up already.
  package var holdsSocket: Bool { heldSocket != nil }

  /// What the tables of the process's network namespace say of it. One that none of them lists
  /// (it is not bound yet, or its protocol has no table) has but its family, where the kernel
  /// tells that; else absent.
  package var socket: Reading<Socket> {
    if let heldSocket { return heldSocket }
    var reading = lookup.socket(inode)
    if reading.isAbsent { reading = file.socketFamily.map { Socket(family: $0) } }
    heldSocket = reading
    return reading
  }
}

/// The way from a process's sockets to the table of its namespace, found once.
final class SocketLookup {
  private let process: ProcessFiles
  private let tables: SocketTables
  private var table: SocketTable?

  init(_ process: ProcessFiles, _ tables: SocketTables) {
    self.process = process
    self.tables = tables
  }

  /// The socket that has the inode, in the table of the process's own network namespace; absent
  /// where the table does not list it.
  func socket(_ inode: UInt64) -> Reading<Socket> {
    let table = table ?? tables.table(for: process)
    self.table = table
    return table.socket(inode, of: process)
  }
}
