import Glibc

/// Whose numbers the pids of a root are.
package enum PidNamespace: Sendable {
  /// Those of our own pid namespace: a pid is the same process's to the system.
  case ours
  /// Those of another, or of a root that is not live.
  case another
  /// The kernel does not tell: it is older than 4.1, or has no pid namespaces.
  case unknown
}

extension ProcFS {
  /// Fails where it could not be read, and is read again when it is next asked for. Told for certain, by the line `NSpid` of our own status, and therefore asked only where something is
  /// to be done: it has our pid in the root's namespace, and in each below that down to our own. A `self`
  /// that is called as we are may be another's.
  package var pidNamespace: PidNamespace {
    get throws(Errno) { try heldPidNamespace.value(trying: readPidNamespace) }
  }

  private func readPidNamespace() -> Result<PidNamespace, Errno> {
    guard facts.isLive else { return .success(.another) }
    do throws(Errno) {
      let own = try root.readLink("self")
      guard own.span.number == UInt64(getpid()) else { return .success(.another) }
      let numbers = try root.open("self/status").readWhole(inPieces: false) { $0.namespacePids }
      guard let numbers else { return .success(.unknown) }
      return .success(numbers == [UInt64(getpid())] ? .ours : .another)
    } catch {
      return error.isAbsence ? .success(.another) : .failure(error)
    }
  }
}

extension Span where Element == UInt8 {
  /// The numbers of the line `NSpid`; nil where there is no such line.
  var namespacePids: [UInt64]? {
    var position = 0
    while let range = takeLine(&position) {
      let line = extracting(range)
      guard line.starts(with: "NSpid:") else { continue }
      var (start, numbers): (Int, [UInt64]) = (6, [])
      while let number = line.takeNumber(&start) { numbers.append(number) }
      return numbers
    }
    return nil
  }
}
