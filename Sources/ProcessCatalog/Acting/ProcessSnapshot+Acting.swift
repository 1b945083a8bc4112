import Execution
import ProcFS

extension ProcessSnapshot {
  func target(of row: any Row) -> (any ActionTarget)? {
    guard allowsActions, procFS.pidNamespace == .ours, let process = row as? ProcessRow else {
      return nil
    }
    return ProcessTarget(process, in: self)
  }

  /// The row of a process that is held. Relations lead to it, too, as long as it has its pid.
  func row(of held: HeldProcess) -> ProcessRow {
    if let known = rows[held.pid], known.held === held { return known }
    let row = ProcessRow(held, in: self)
    remember(row)
    return row
  }
}
