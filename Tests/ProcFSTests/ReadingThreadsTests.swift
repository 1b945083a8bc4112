import Glibc
import Synchronization
import Testing

@testable import ProcFS

@Suite struct ReadingThreadsTests {
  @Test(arguments: [1, 2, 7]) func everyPartIsDoneOnce(threads: Int) {
    let reading = ReadingThreads(count: threads)
    let done = Mutex([Int](repeating: 0, count: 500))
    let works = (0..<10).map { work in
      reading.begin(parts: 50) { part in
        done.withLock { $0[work * 50 + part] += 1 }
      }
    }
    reading.finish(works[0])
    #expect(done.withLock { $0[..<50].allSatisfy { $0 == 1 } })
    reading.finish()
    #expect(done.withLock { $0.allSatisfy { $0 == 1 } })
    reading.finish(works[9])
    #expect(done.withLock { $0.allSatisfy { $0 == 1 } })
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
    let runs = Mutex([Int](repeating: 0, count: 1000))
    for _ in 0..<50 {
      let reading = ReadingThreads(count: 4)
      _ = reading.begin(parts: 1000) { part in runs.withLock { $0[part] += 1 } }
    }
    #expect(runs.withLock { $0.allSatisfy { $0 <= 50 } })
  }

  @Test func signalsAreForWhoAsks() {
    let reading = ReadingThreads(count: 2)
    let isBlocked = Mutex<[pthread_t: Bool]>([:])
    let work = reading.begin(parts: 2) { part in
      var mask = sigset_t()
      pthread_sigmask(SIG_SETMASK, nil, &mask)
      isBlocked.withLock { $0[pthread_self()] = sigismember(&mask, SIGINT) == 1 }
      for _ in 0..<10_000 where isBlocked.withLock({ $0.count < 2 }) { usleep(1000) }
    }
    reading.finish(work)
    let others = isBlocked.withLock { $0 }.filter { $0.key != pthread_self() }
    #expect(others.count == 1 && others.allSatisfy(\.value))
  }

  @Test func thereIsAProcessor() {
    #expect((1...sysconf(CInt(_SC_NPROCESSORS_CONF))).contains(ReadingThreads.processors))
  }
}
