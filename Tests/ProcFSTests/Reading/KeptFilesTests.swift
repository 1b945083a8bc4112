import Glibc
import TestSupport
import Testing

@testable import ProcFS

/// Files that stay open from one reading to the next.
@Suite struct KeptFilesTests {
  private let procFS: ProcFS

  init() throws { procFS = try ProcFS() }

  private func read(_ pid: Int32) -> Reading<IO> {
    ProcessFiles(pid: pid, of: procFS, counters: ReadCounters()).io
  }

  @Test func theSecondReadingTellsWhatHasHappenedSince() throws {
    let own = getpid()
    procFS.keptFiles.keep([.io])
    let before = try #require(read(own).record?.readCharacters)
    #expect(procFS.keptFiles.take(.io, of: own) != nil)
    _ = read(own)
    let bytes = [UInt8](unsafeUninitializedCapacity: 4096) { buffer, count in
      let file = open("/proc/self/maps", O_RDONLY)
      count = max(0, Glibc.read(file, buffer.baseAddress, 4096))
      close(file)
    }
    let after = try #require(read(own).record?.readCharacters)
    #expect(after >= before + Bytes(Int64(bytes.count)) && !bytes.isEmpty)
    // It was put back.
    #expect(procFS.keptFiles.take(.io, of: own) != nil)
    #expect(procFS.keptFiles.take(.io, of: own) == nil)
  }

  private func children(of pid: Int32) -> String {
    let text = try? readWhole("/proc/\(pid)/task/\(pid)/children")
    return text.map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  @Test func nothingIsKeptUnlessSomebodyAsks() {
    _ = read(getpid())
    #expect(procFS.keptFiles.take(.io, of: getpid()) == nil)
    procFS.keptFiles.keep([.stat])
    _ = read(getpid())
    #expect(procFS.keptFiles.take(.io, of: getpid()) == nil)
    procFS.keptFiles.clear()
    #expect(!procFS.keptFiles.wants(.stat))
  }

  /// The file of a process that is no more does not answer for another.
  @Test func aProcessThatHasEndedIsGone() throws {
    let child = try Command("/bin/sleep", ["100"]).start()
    procFS.keptFiles.keep([.io])
    _ = try #require(read(child.pid).record)
    child.send(SIGKILL)
    _ = child.outcome()
    let reading = read(child.pid)
    if case .gone = reading {} else { Issue.record("\(reading)") }
    #expect(procFS.keptFiles.take(.io, of: child.pid) == nil)
  }

  /// An open file would tell of the program before.
  @Test func theEnvironmentIsThatOfTheProgramThatRuns() throws {
    procFS.keptFiles.keep([.environ])
    let script = "trap 'exec env -i AFTER=1 sleep 100' USR1; while :; do sleep 0.01; done"
    let child = try Command("/bin/sh", ["-c", script], environment: ["BEFORE": "1"]).start()
    defer {
      child.send(SIGKILL)
      _ = child.outcome()
    }
    func environment() -> [String] {
      let files = ProcessFiles(pid: child.pid, of: procFS, counters: ReadCounters())
      return (files.environment.record?.entries ?? []).map {
        String(decoding: $0.name, as: UTF8.self)
      }
    }
    func waits(for isSo: () -> Bool) -> Bool {
      for _ in 0..<60_000 {
        if isSo() { return true }
        usleep(1000)
      }
      return false
    }
    #expect(waits { environment().contains("BEFORE") })
    // It sleeps once its trap is set; a signal before that would end it.
    #expect(waits { !children(of: child.pid).isEmpty })
    child.send(SIGUSR1)
    #expect(waits { environment() == ["AFTER"] })
  }

  @Test func theyAreGivenUpWhereDescriptorsRunShort() {
    procFS.keptFiles.keep([.io])
    _ = read(getpid())
    procFS.keptFiles.giveUp()
    #expect(procFS.keptFiles.take(.io, of: getpid()) == nil)
    _ = read(getpid())
    #expect(procFS.keptFiles.take(.io, of: getpid()) == nil)
  }
}
