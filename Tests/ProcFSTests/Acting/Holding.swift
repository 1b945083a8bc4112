import TestSupport
import Testing

@testable import ProcFS

extension ProcFS {
  /// Takes hold of a planted process that was read before.
  func hold(_ process: PlantedProcess) throws -> HeldProcess {
    let files = ProcessFiles(pid: process.pid, of: self, counters: ReadCounters())
    _ = files.status
    return try #require(files.hold(seenSince: ProcFS.sinceBoot).process)
  }
}
