import Glibc
import Testing

@testable import ProcFS

/// Clocks that are asked before it is known, or without its being known, whose they are.
@Suite struct EarlyClocksTests {
  private func listed(_ pid: Int32, in machine: ProcFS) throws -> ListedProcess {
    let listing = try machine.listing()
    while let process = try listing.next() {
      if process.pid == pid { return process }
    }
    throw Errno(ESRCH)
  }

  @Test func theListingProvesWhoseClockItWas() throws {
    let machine = try ProcFS()
    try #require(machine.hasProcessClocks)
    let known = try listed(getpid(), in: machine)
    var clocks = EarlyClocks(count: 2)
    let before = nanoseconds(of: CLOCK_PROCESS_CPUTIME_ID)
    clocks.read(known.pid, inode: known.inode)
    let after = nanoseconds(of: CLOCK_PROCESS_CPUTIME_ID)
    #expect(clocks.count == 1)
    let again = try listed(getpid(), in: machine)
    let found = clocks.reading(of: again)
    let reading = try #require(found)
    #expect((before...after).contains(reading.time.count))
    #expect(try #require(again.instant) >= reading.instant)
  }

  @Test func thePidOfAnotherIsNotBelieved() throws {
    let machine = try ProcFS()
    let known = try listed(getpid(), in: machine)
    var clocks = EarlyClocks()
    clocks.read(known.pid, inode: known.inode &+ 1)
    #expect(clocks.count == 1)
    let found = clocks.reading(of: known)
    #expect(found == nil)
  }

  @Test func processesAreAskedForInOrder() throws {
    let machine = try ProcFS()
    let known = try listed(getpid(), in: machine)
    var clocks = EarlyClocks()
    clocks.read(known.pid, inode: known.inode)
    clocks.read(known.pid, inode: known.inode)
    clocks.read(known.pid - 1, inode: 1)
    #expect(clocks.count == 1)
    let older = ListedProcess(pid: known.pid - 1, inode: known.inode, instant: nil)
    let younger = ListedProcess(pid: known.pid + 1, inode: known.inode, instant: nil)
    let found = [older, known, younger].map { clocks.reading(of: $0) != nil }
    #expect(found == [false, true, false])
  }

  @Test func whoeverIsNoMoreHasNone() throws {
    let child = try spawn(["/bin/sleep", "600"])
    kill(child, SIGKILL)
    waitpid(child, nil, 0)
    var clocks = EarlyClocks()
    clocks.read(child, inode: 1)
    #expect(clocks.count == 0)
    let gone = ListedProcess(pid: child, inode: 1, instant: nil)
    #expect(try ProcFS().clock(of: gone, isToBeProven: true) == nil)
  }

  @Test func whatIsToBeProvenIsNotLookedAt() throws {
    let machine = try ProcFS()
    let known = try listed(getpid(), in: machine)
    #expect(machine.clock(of: known, isToBeProven: false) != nil)
    let stranger = ListedProcess(pid: getpid(), inode: 1, instant: nil)
    #expect(machine.clock(of: stranger, isToBeProven: false) == nil)
    #expect(machine.clock(of: stranger, isToBeProven: true) != nil)
  }
}
