import Glibc
import Testing

@testable import Console

@Suite struct FileWorkTests {
  private let work = FileWork(verb: "read", path: "/a")

  @Test func itGivesWhatItsThreadGives() throws {
    let main = pthread_self()
    #expect(try work.run { pthread_self() != main })
    #expect(work.offer { 7 } == 7)
  }

  @Test func itFailsAsItsThreadFails() {
    let failing = { @Sendable () throws(SystemError) -> Int in
      throw SystemError("open", "/b", because: "of that")
    }
    #expect(throws: SystemError("open", "/b", because: "of that")) { try work.run(failing) }
    #expect(work.offer(failing) == nil)
  }

  /// What it waits for may never come: a file system whose server is dead.
  @Test func whatDoesNotAnswerIsLeft() throws {
    let pipe = try #require(makePipe())
    let waiting = { @Sendable () throws(SystemError) -> Int in
      var byte: UInt8 = 0
      return read(pipe.output, &byte, 1)
    }
    #expect(work.offer(waiting) == nil)
    #expect(throws: SystemError("read", "/a", because: "it does not answer")) {
      try work.run(atMost: 1, waiting)
    }
    // Now both threads end.
    close(pipe.input)
  }
}
