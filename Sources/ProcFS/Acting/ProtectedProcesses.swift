import Glibc

/// The processes of the machine that are to be left alone: what all others hang on, and ourselves.
package struct ProtectedProcesses {
  /// Why a process is left alone.
  package enum Reason: Sendable {
    /// Pid 1 of our pid namespace.
    case first
    case kernelThread
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
    ancestors = all
  }

  /// Why a process of the machine is left alone; nil where it need not be. Reads its stat.
  package func reason(for process: ProcessFiles) -> Reason? {
    if process.pid == 1 { return .first }
    if process.pid == own { return .ourselves }
    if process.stat.record?.isKernelThread == true { return .kernelThread }
    return ancestors.contains(process.pid) ? .ancestor : nil
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
