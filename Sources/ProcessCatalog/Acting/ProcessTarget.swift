import Execution
import ProcFS
import Schema
import Values

/// A process that something may be done to.
final class ProcessTarget: ActionTarget {
  private let row: ProcessRow
  /// What the row lives no longer than.
  private let snapshot: ProcessSnapshot
  private var held: HeldProcess?

  init(_ row: ProcessRow, in snapshot: ProcessSnapshot) {
    self.row = row
    self.snapshot = snapshot
  }

  var protection: Protection? {
    snapshot.protectedProcesses.reason(for: row.files).map(Protection.init)
  }

  var identity: RowIdentity {
    RowIdentity(Int64(row.pid), instance: held?.inode ?? row.instance ?? 0)
  }

  func hold() -> Holding {
    if held != nil { return .held }
    switch row.files.hold(seenSince: snapshot.beginning) {
    case .held(let process):
      held = process
      return .held
    case .ended: return .ended
    case .short: return .short
    case .refused(let refusal): return .refused(refusal.text)
    }
  }

  func release() { held = nil }

  func row(in snapshot: any Snapshot) -> (any Row)? {
    guard let held, !held.hasEnded else { return nil }
    return (snapshot as? ProcessSnapshot)?.row(of: held)
  }

  var hasEnded: Bool { held?.hasEnded ?? true }

  func send(_ signal: SignalSchema) -> ActionOutcome { outcome { $0.send(signal.number) } }

  func set(
    _ setting: SettingSchema, to value: Value, unless cancellation: Cancellation
  ) -> ActionOutcome {
    outcome { process in
      if process.hasEnded { return .ended }
      return ProcessActions.setting(setting, of: process.machine)?.change(process, value) {
        cancellation.isRequested
      }
    }
  }

  /// Of what is no value of a setting, nil comes.
  private func outcome(_ act: (HeldProcess) -> ActOutcome?) -> ActionOutcome {
    guard let held else { return .ended }
    return switch act(held) {
    case nil: .refused("it cannot be set to that")
    case .done: .done
    case .ended: .ended
    case .unfinished: .unfinished
    case .refused(let refusal): .refused(refusal.text)
    }
  }
}

extension Protection {
  fileprivate init(_ reason: ProtectedProcesses.Reason) {
    switch reason {
    case .first: self.init("pid 1")
    case .kernelThread: self.init("a kernel thread")
    case .ofNoKnownKind: self.init("it cannot be told whether it is a kernel thread")
    case .ourselves: self.init("procq itself")
    case .ancestor: self.init("procq was started by it", yieldsToExactKey: true)
    }
  }
}
