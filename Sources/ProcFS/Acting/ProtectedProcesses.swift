import Glibc

/// The processes of the machine that are to be left alone: what all others hang on, and ourselves.
package struct ProtectedProcesses {
  /// Why a process is left alone.
  package enum Reason: Sendable {
    /// Pid 1 of our pid namespace.
    case first
    case kernelThread
    /// Its stat cannot be read: it may be a kernel thread.
    case ofNoKnownKind
    /// Our own process.
    case ourselves
    /// It has started us, or who has.
    case ancestor
  }

  private let own = getpid()
  private let ancestors: Set<Int32>

  /// Reads the stat of every ancestor.
  package init(of machine: ProcFS, counters: ReadCounters) {
    // Who ends meanwhile hands its children on: what two readings in a row tell is so.
    var chain = Self.ancestors(of: own, machine, counters)
    var all = Set(chain)
    for _ in 0..<5 {
      let next = Self.ancestors(of: own, machine, counters)
      if next == chain { break }
      chain = next
      all.formUnion(next)
    }
    // Known in any case.
    all.insert(getppid())
    ancestors = all
  }

  /// Why a process of the machine is left alone; nil where it need not be. Reads its stat.
  package func reason(for process: ProcessFiles) -> Reason? {
    if process.pid == 1 { return .first }
    if process.pid == own { return .ourselves }
    if ancestors.contains(process.pid) { return .ancestor }
    return kernelThread(process.stat)
  }

  /// Of what may not be read it is told when it is to be held, with the capability that would suffice.
  private func kernelThread(_ stat: Reading<Stat>) -> Reason? {
    switch stat {
    case .read(let stat):
      stat.isKernelThread.map { $0 ? .kernelThread : nil } ?? .ofNoKnownKind
    case .absent, .failed: .ofNoKnownKind
    case .denied, .gone: nil
    }
  }

  /// The nearest first.
  private static func ancestors(
    of process: Int32, _ machine: ProcFS, _ counters: ReadCounters
  ) -> [Int32] {
    var chain: [Int32] = []
    var pid = process
    while pid > 1,
      let parent = ProcessFiles(pid: pid, of: machine, counters: counters).stat.record?.parent,
      parent > 0, !chain.contains(parent)
    {
      chain.append(parent)
      pid = parent
    }
    return chain
  }
}
