import Execution
import ProcFS

extension ProcessSnapshot {
  func target(of row: any Row) -> (any ActionTarget)? {
    guard allowsActions, mayBeOfOurs, let process = row as? ProcessRow else { return nil }
    return ProcessTarget(process, in: self)
  }

  /// Whether pids are ours, as far as is known: who takes hold of a process is told why it cannot be known.
  private var mayBeOfOurs: Bool {
    do throws(Errno) {
      return try procFS.pidNamespace == .ours
    } catch {
      return true
    }
  }

  /// The row of a process that is held. Relations lead to it, too, as long as it has its pid.
  func row(of held: HeldProcess) -> ProcessRow {
    if let known = rows[held.pid], known.held === held { return known }
    let row = ProcessRow(held, in: self)
    remember(row)
    return row
  }
}
