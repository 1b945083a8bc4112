/// What a listing tells of a process: that it was there, and by what it is known again.
package struct ListedProcess: Sendable {
  /// As the root counts pids.
  package let pid: Int32
  /// Of its directory: another process of the same pid has another.
  package let inode: UInt64
  /// It was there at this instant or began afterwards, in nanoseconds of CLOCK_MONOTONIC; nil where
  /// the root is a copy.
  package let instant: Int64?
}

/// The processes of a root in ascending order of their pids, pulled so that a limit stops the listing.
package final class ProcessListing {
  private let machine: ProcFS
  private var listing: DirectoryListing
  private var sorted: ArraySlice<ListedProcess>?

  /// The kernel lists them in order, so they are pulled; a copied root is read whole first.
  init(_ machine: ProcFS) throws(ReadFailure) {
    self.machine = machine
    do throws(Errno) {
      listing = DirectoryListing(try machine.root.open(RelativePath(".")), as: .root)
    } catch {
      throw machine.failure(error)
    }
    guard !machine.facts.isLive else { return }
    var processes: [ListedProcess] = []
    while let process = try pull() { processes.append(process) }
    sorted = processes.sorted { $0.pid < $1.pid }[...]
  }

  /// The next process; nil at the end. A listing that breaks off in its middle fails.
  package func next() throws(ReadFailure) -> ListedProcess? {
    if sorted != nil { return sorted?.popFirst() }
    return try pull()
  }

  private func pull() throws(ReadFailure) -> ListedProcess? {
    do throws(Errno) {
      return try listing.nextNumbered().map { entry in
        ListedProcess(
          pid: entry.number, inode: entry.inode,
          instant: machine.facts.isLive ? listing.instant : nil)
      }
    } catch {
      throw machine.failure(error)
    }
  }
}

extension ProcFS {
  /// The processes now running, in ascending order of their pids; lists the root.
  package func listing() throws(ReadFailure) -> ProcessListing { try ProcessListing(self) }
}
