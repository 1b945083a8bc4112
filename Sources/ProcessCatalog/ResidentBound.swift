import ProcFS
import QueryEngine

extension Column.Bound {
  /// The resident size of `statm`, which no count of a process's own pages passes. It leaves out
  /// huge pages of hugetlbfs: where there may be some, HugetlbPages of `status` is added for a count
  /// that has them. Nil on kernels whose resident sizes are no bound.
  static func residentSize(on machine: ProcFS, withHugePages: Bool) -> Column.Bound? {
    let moment = MachineMoment(machine)
    guard let slack = moment.residentSlack else { return nil }
    let addsHugePages = withHugePages && moment.mayHaveHugePages
    let words = ["rss", slack.words, addsHugePages ? "hugetlb" : nil].compactMap(\.self)
    return Column.Bound(
      words.joined(separator: " + "),
      from: [Origins.file(.statm)] + (addsHugePages ? [Origins.file(.status)] : [])
    ) { row in
      // The columns that it bounds are of processes alone.
      let row = unsafeDowncast(row, to: ProcessRow.self)
      return row.mostResident(slack: slack, addsHugePages: addsHugePages)
    }
  }
}

extension ProcessRow {
  /// Null of a process without memory, denied where nothing is known.
  fileprivate func mostResident(slack: Bytes, addsHugePages: Bool) -> Value {
    let unknown = Value.denied(.origin(Origins.file(.statm)))
    guard case .read(let statm) = files.statm, !visit.tally.residentSizesFallShort else {
      return unknown
    }
    // A copied root may have lost what statm told; of a live process its zeros are certain.
    guard !statm.isEmpty else { return files.machine.isLive ? .null : unknown }
    let resident = bytes(pages: statm.resident) + slack
    guard addsHugePages else { return resident.value }
    guard case .read(let status) = files.status, let hugePages = status.memory.hugePages else {
      return unknown
    }
    return (resident + hugePages).value
  }
}

extension Bytes {
  /// Nil of none: `768K`.
  fileprivate var words: String? {
    count == 0 ? nil : count % 1024 == 0 ? "\(count / 1024)K" : "\(count)B"
  }
}
