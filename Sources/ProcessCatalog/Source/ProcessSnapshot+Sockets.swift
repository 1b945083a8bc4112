import Execution
import ProcFS
import Schema
import Values

// The sockets that no process holds.
extension ProcessSnapshot {
  func expectOwnerlessRows(of table: String, certainly areAllWanted: Bool) {
    guard table == ProcessCatalog.sockets.schema.name else { return }
    if areAllWanted { socketCensus.begin() } else { socketCensus.expect() }
  }

  func ownerlessRows(of table: String) -> RowStream {
    guard table == ProcessCatalog.sockets.schema.name else { return .empty }
    mayHaveMissedProcesses = true
    let unheld = socketCensus.unheld(hidesProcesses: machine.hidesProcesses)
    takeNote(of: unheld)
    return RowStream(
      unheld.sockets.lazy.map { PartRow($0.socket, ofUnknown: $0.holder) as any Row })
  }

  /// Two queries of a statement may ask for them.
  private func takeNote(of unheld: UnheldSockets) {
    guard socketRemarks.isEmpty else { return }
    let count = unheld.doubtfulCount
    if count > 0 {
      let (lines, are) = count == 1 ? ("1 line", "is") : ("\(count) lines", "are")
      socketRemarks.append(
        "\(lines) of net/unix may be a part of a name, and \(are) told only where a process holds "
          + "the socket")
      unknownSockets = .refused(Accesses.id(of: .net))
    }
    guard let denial = unheld.unknown.denial else { return }
    socketRemarks.append(
      "sockets that no process holds may be missing: \(ProcessCatalog.schema.reason(for: denial))")
    unknownSockets = denial
  }
}
