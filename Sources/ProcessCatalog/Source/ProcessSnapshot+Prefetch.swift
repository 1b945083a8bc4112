import Execution
import ProcFS
import Schema

extension ProcessSnapshot {
  func prefetch(
    _ accesses: [Access], of rows: [any Row], unless cancellation: Cancellation
  ) -> Prefetch {
    // Of the rows that a scan gives, only those of processes have what is expensive.
    let processes = rows.compactMap { $0 as? ProcessRow }.largestFirst
    let readings = accesses.compactMap(reading)
    guard threads.count > 1, processes.isWorthThreads else { return Prefetch {} }
    let work = threads.begin(parts: processes.count) { index in
      for read in readings where !cancellation.isRequested { read(processes[index]) }
    }
    // Another scan, or a relation, may lead to a row that several share.
    if remembersRows { threads.finish(work) }
    return Prefetch { [threads] in threads.finish(work) }
  }

  /// What reads and keeps one file or link of a process; nil of other accesses.
  private func reading(_ access: Access) -> ((ProcessRow) -> Void)? {
    if access == Accesses.owner { return { _ = $0.files.owner } }
    guard let file = Accesses.file(of: access.id), file.isReadAhead else { return nil }
    return { $0.files.readAhead(file) }
  }
}

extension [ProcessRow] {
  /// By their resident sizes, where those are known: the last ones to be read are then short, and no
  /// thread is left alone with a long one.
  fileprivate var largestFirst: [ProcessRow] {
    let sizes = map(\.residentPages)
    guard sizes.contains(where: { $0 != nil }) else { return self }
    return zip(self, sizes).sorted { $0.1 ?? 0 > $1.1 ?? 0 }.map(\.0)
  }

  /// Whether what other threads can take off the first one takes longer than to wake them.
  fileprivate var isWorthThreads: Bool {
    count >= 8 || count > 1 && self[1].residentPages ?? 0 > 4096
  }
}

extension ProcessRow {
  /// Nil where statm has not been read.
  fileprivate var residentPages: UInt64? {
    guard holds(Accesses.id(of: .statm)), case .read(let statm) = files.statm else { return nil }
    return statm.resident
  }
}
