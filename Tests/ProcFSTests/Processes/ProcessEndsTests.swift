import Glibc
import TestSupport
import Testing

@testable import ProcFS

/// Descriptors of processes that become readable when these end.
@Suite struct ProcessEndsTests {
  private func instance(_ pid: Int32, _ machine: ProcFS) throws -> UInt64 {
    try #require(
      ProcessFiles(pid: pid, of: machine, counters: ReadCounters()).instance)
  }

  @Test func whoeverHasEndedAndIsListedIsLeftOut() throws {
    let machine = try ProcFS()
    let child = try spawn(["/bin/sh", "-c", "exit 0"])
    defer { waitpid(child, nil, 0) }
    while !isZombie(child) { usleep(1000) }
    var ends = ProcessEnds(of: [(child, try instance(child, machine))], in: machine)
    let (count, hasEnded) = (ends.count, ends.hasEnded)
    #expect(count == 0 && !hasEnded)
    let ended = ends.wait(nanoseconds: 1000)
    #expect(!ended)
  }

  @Test func anotherWithThePidIsNotWatched() throws {
    let machine = try ProcFS()
    let own = try instance(getpid(), machine)
    let others = ProcessEnds(of: [(getpid(), own + 1)], in: machine)
    let (count, hasEnded) = (others.count, others.hasEnded)
    #expect(count == 0 && !hasEnded)
    let ours = ProcessEnds(of: [(getpid(), own)], in: machine)
    let watched = ours.count
    #expect(watched == 1)
  }

  @Test func aProcessThatIsNoMoreHasEnded() throws {
    let machine = try ProcFS()
    let child = try spawn(["/bin/sleep", "600"])
    let seen = try instance(child, machine)
    kill(child, SIGKILL)
    waitpid(child, nil, 0)
    var ends = ProcessEnds(of: [(child, seen)], in: machine)
    let hasEnded = ends.hasEnded
    let ended = ends.wait(nanoseconds: 3_600_000_000_000)
    #expect(hasEnded && ended)
  }

  @Test func noMoreAreWatchedThanThereAreDescriptorsFor() throws {
    let machine = try ProcFS()
    let own = (pid: getpid(), instance: try instance(getpid(), machine))
    let ends = ProcessEnds(of: Array(repeating: own, count: 1000), in: machine)
    let count = ends.count
    #expect(count > 0 && count <= 256)
  }
}
