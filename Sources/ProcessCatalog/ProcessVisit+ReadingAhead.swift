import ProcFS
import QueryEngine

extension ProcessVisit {
  func beginReading(
    _ origins: [Origin], of rows: [any Row], unless cancellation: Cancellation
  ) -> () -> Void {
    // Of the rows that a scan gives, only those of processes are dear.
    let files = rows.compactMap { $0 as? ProcessRow }.largestFirst
    let readings = origins.compactMap(Origins.reading)
    guard threads.count > 1, files.isWorthThreads else { return {} }
    let work = threads.begin(parts: files.count) { index in
      for read in readings where !cancellation.isRequested { read(files[index]) }
    }
    // Another scan, or a relation, may lead to a row that several share.
    if remembersRows { threads.finish(work) }
    return { [threads] in threads.finish(work) }
  }
}

extension Origins {
  /// What reads and keeps an origin of a process that is one file or link; nil of others.
  fileprivate static func reading(_ origin: Origin) -> ((ProcessRow) -> Void)? {
    if origin === owner { return { _ = $0.files.owner } }
    switch file(of: origin) {
    case .stat: return { _ = $0.files.stat }
    case .statm: return { _ = $0.files.statm }
    case .status: return { _ = $0.files.status }
    case .comm: return { _ = $0.files.name }
    case .cmdline: return { _ = $0.files.commandLine }
    case .environ: return { _ = $0.files.environment }
    case .smapsRollup: return { _ = $0.files.rollup }
    case .io: return { _ = $0.files.io }
    case .cgroup: return { _ = $0.files.controlGroups }
    case .limits: return { _ = $0.files.limits }
    case .loginuid: return { _ = $0.files.loginUser }
    case .oomScore: return { _ = $0.files.oomScore }
    case .oomScoreAdjustment: return { _ = $0.files.oomScoreAdjustment }
    case .wchan: return { _ = $0.files.waitChannel }
    case .exe: return { _ = $0.files.executable }
    case .cwd: return { _ = $0.files.workingDirectory }
    case .root: return { _ = $0.files.rootDirectory }
    case .smaps, .maps, .ns, .task, .fd, .fdlink, .fdinfo, .net, .diskstats, .meminfo, .vmstat,
      .zoneinfo, .loadavg, .uptime, .cpuinfo, .mountinfo, .statvfs, .utmp, .kernel, .sysfs, nil:
      return nil
    }
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
    guard files.holds(.statm), case .read(let statm) = files.statm else { return nil }
    return statm.resident
  }
}
