/// The pids of a root in ascending order, pulled so that a limit stops the listing.
package final class ProcessListing {
  private let machine: ProcFS
  private var listing: DirectoryListing
  private var sorted: ArraySlice<Int32>?

  /// The kernel lists them in order, so they are pulled; a copied root is read whole first.
  init(_ machine: ProcFS) throws(ReadFailure) {
    self.machine = machine
    do throws(Errno) {
      listing = DirectoryListing(try machine.root.open(RelativePath(".")), as: .root)
    } catch {
      throw machine.failure(error)
    }
    guard !machine.facts.isLive else { return }
    var pids: [Int32] = []
    while let pid = try pull() { pids.append(pid) }
    sorted = pids.sorted()[...]
  }

  /// The next pid; nil at the end. A listing that breaks off in its middle fails.
  package func next() throws(ReadFailure) -> Int32? {
    if sorted != nil { return sorted?.popFirst() }
    return try pull()
  }

  private func pull() throws(ReadFailure) -> Int32? {
    do throws(Errno) {
      return try listing.nextNumber()
    } catch {
      throw machine.failure(error)
    }
  }
}

extension ProcFS {
  /// The pids now running, in ascending order; lists the root.
  package func listing() throws(ReadFailure) -> ProcessListing { try ProcessListing(self) }
}
