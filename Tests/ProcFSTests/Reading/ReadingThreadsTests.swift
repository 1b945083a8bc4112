import Glibc
import Synchronization
import Testing

@testable import ProcFS

@Suite struct ReadingThreadsTests {
  @Test(arguments: [1, 2, 7]) func everyPartIsDoneOnce(threads: Int) {
    let reading = ReadingThreads(count: threads)
    // Without a lock: what a part touches is its own until it has been waited for.
    let done = UnsafeMutableBufferPointer<Int>.allocate(capacity: 500)
    done.initialize(repeating: 0)
    defer { done.deallocate() }
    let works = (0..<10).map { work in
      reading.begin(parts: 50) { part in done[work * 50 + part] += 1 }
    }
    reading.finish(works[0])
    #expect(done[..<50].allSatisfy { $0 == 1 })
    reading.finish()
    #expect(done.allSatisfy { $0 == 1 })
    reading.finish(works[9])
    #expect(done.allSatisfy { $0 == 1 })
  }

  /// The first part ends only once the second has begun.
  @Test func severalThreadsReadAtATime() {
    let reading = ReadingThreads(count: 2)
    let hasBegun = Atomic(false)
    let met = Atomic(false)
    let work = reading.begin(parts: 2) { part in
      if part == 1 { hasBegun.store(true, ordering: .releasing) }
      for _ in 0..<10_000 where !hasBegun.load(ordering: .acquiring) { usleep(1000) }
      if part == 0 { met.store(hasBegun.load(ordering: .acquiring), ordering: .releasing) }
    }
    reading.finish(work)
    let haveMet = met.load(ordering: .acquiring)
    #expect(haveMet)
  }

  /// What nobody waits for is not begun any more, and what was begun may end in peace.
  @Test func itMayBeLetGoAtAnyTime() {
    let begun = Atomic(0)
    for _ in 0..<50 {
      let reading = ReadingThreads(count: 4)
      _ = reading.begin(parts: 1000) { _ in begun.add(1, ordering: .relaxed) }
    }
    let most = begun.load(ordering: .relaxed)
    #expect(most <= 50_000)
  }

  @Test func signalsAreForWhoAsks() {
    let reading = ReadingThreads(count: 2)
    let asker = pthread_self()
    let begun = Atomic(0)
    let isBlocked = Atomic(false)
    let work = reading.begin(parts: 2) { _ in
      var mask = sigset_t()
      pthread_sigmask(SIG_SETMASK, nil, &mask)
      if pthread_equal(pthread_self(), asker) == 0, sigismember(&mask, SIGINT) == 1 {
        isBlocked.store(true, ordering: .releasing)
      }
      begun.add(1, ordering: .acquiringAndReleasing)
      for _ in 0..<10_000 where begun.load(ordering: .acquiring) < 2 { usleep(1000) }
    }
    reading.finish(work)
    let isBlockedForOthers = isBlocked.load(ordering: .acquiring)
    #expect(isBlockedForOthers)
  }

  @Test func thereIsAProcessor() {
    #expect((1...sysconf(CInt(_SC_NPROCESSORS_CONF))).contains(ReadingThreads.processors))
  }
}
