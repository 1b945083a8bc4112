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

  @Test func theyAreGivenUpWhereDescriptorsRunShort() {
    procFS.keptFiles.keep([.io])
    _ = read(getpid())
    procFS.keptFiles.giveUp()
    #expect(procFS.keptFiles.take(.io, of: getpid()) == nil)
    _ = read(getpid())
    #expect(procFS.keptFiles.take(.io, of: getpid()) == nil)
  }
}
