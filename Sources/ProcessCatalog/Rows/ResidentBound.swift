import Execution
import ProcFS
import Schema
import Values

/// The resident size of statm as an upper bound of what a process has of its own. It leaves out huge
/// pages of hugetlbfs: where there may be some, HugetlbPages of status is added for a count that has
/// them.
enum ResidentBound {
  /// Without huge pages, and with them.
  static let readers: [Column<ProcessRow>.Read] = [
    { $0.mostResident(addsHugePages: false) },
    { $0.mostResident(addsHugePages: true) },
  ]
}

extension ProcessSnapshot {
  /// Nil on kernels whose resident sizes are no bound.
  func upperBound(for bound: BoundSchema) -> UpperBound? {
    guard let slack = machine.residentSlack else { return nil }
    let addsHugePages = bound.terms.contains("hugetlb") && machine.mayHaveHugePages
    let text = ["rss", slack.text, addsHugePages ? "hugetlb" : nil].compactMap(\.self)
    return UpperBound(
      text.joined(separator: " + "),
      from: [Accesses.file(.statm)] + (addsHugePages ? [Accesses.file(.status)] : []),
      reader: ReaderID(addsHugePages ? 1 : 0))
  }
}

extension ProcessRow {
  /// Null of a process without memory, denied where nothing is known.
  fileprivate func mostResident(addsHugePages: Bool) -> Value {
    let unknown = Value.denied(Denial(.statm))
    guard case .read(let statm) = files.statm, let slack = snapshot.machine.residentSlack,
      let pageSize = snapshot.procFS.facts.pageSize, !snapshot.counters.residentSizesFallShort
    else { return unknown }
    // A copied root may have lost what statm told; of a live process its zeros are certain.
    guard !statm.isEmpty else { return snapshot.procFS.facts.isLive ? .null : unknown }
    let resident = Bytes(pages: statm.resident, of: pageSize) + slack
    guard addsHugePages else { return resident.value }
    guard case .read(let status) = files.status, let hugePages = status.memory.hugePages else {
      return unknown
    }
    return (resident + hugePages).value
  }
}

extension Bytes {
  /// Nil of none: `768K`.
  fileprivate var text: String? {
    count == 0 ? nil : count % 1024 == 0 ? "\(count / 1024)K" : "\(count)B"
  }
}
