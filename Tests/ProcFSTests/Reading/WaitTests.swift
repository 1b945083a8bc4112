import Glibc
import Synchronization
import TestSupport
import Testing

@testable import ProcFS

/// What one thread waits for, as another one sees it.
@Suite struct WaitTests {
  /// A thread that waits for something until it is told to go on.
  private final class Sleeper: Sendable {
    private let step = Atomic(0)
    private let place = Mutex<HeldThread?>(nil)

    /// It waits once this returns.
    init(_ begin: @escaping @Sendable () -> Wait) {
      let isStarted = BackgroundThread.start(deafTo: []) {
        self.place.withLock { $0 = HeldThread() }
        let wait = begin()
        self.step.store(1, ordering: .releasing)
        self.pass(2)
        wait.end()
        self.step.store(3, ordering: .releasing)
      }
      #expect(isStarted)
      pass(1)
    }

    func goOn() {
      step.store(2, ordering: .releasing)
    }

    func end() {
      goOn()
      pass(3)
    }

    var hasEnded: Bool { step.load(ordering: .acquiring) == 3 }

    func hold() -> Bool { place.withLock { $0?.hold() ?? false } }

    private func pass(_ number: Int) {
      while step.load(ordering: .acquiring) < number { usleep(500) }
    }
  }

  private func paths(_ observation: WaitObservation, at now: Int64 = 0) -> [String] {
    observation.look(at: now).map { String(decoding: $0.path, as: UTF8.self) }
  }

  @Test(
    arguments: [
      ("/proc", 4711, "/proc/4711/"), ("/", 4712, "/4712/"), ("some/root", 4713, "some/root/4713/"),
    ] as [(String, Int32, String)])
  func itIsNamedAsAUserWould(root: String, pid: Int32, prefix: String) {
    let observation = WaitObservation(root: root)
    for (file, name) in [
      (ProcFile.smapsRollup, "smaps_rollup"), (.stat, "stat"), (.fdlink, "fd"), (.exe, "exe"),
    ] {
      let sleeper = Sleeper { Wait(for: .file(file, of: pid)) }
      #expect(paths(observation).contains(prefix + name))
      sleeper.end()
      #expect(!paths(observation).contains(prefix + name))
    }
  }

  @Test func whatHasANameSaysIt() {
    let observation = WaitObservation(root: "/proc")
    let long = "/mnt/" + String(repeating: "x", count: 5000)
    for path in ["/mnt/dead share", long] {
      let sleeper = Sleeper { Wait(at: Array(path.utf8)) }
      #expect(paths(observation).contains(String(path.prefix(1000))))
      sleeper.end()
    }
  }

  @Test func itCountsFromWhenItWasFirstSeen() throws {
    let observation = WaitObservation(root: "/first")
    let sleeper = Sleeper { Wait(for: .file(.environ, of: 31)) }
    func firstSeen(_ now: Int64) -> Int64? {
      observation.look(at: now).first { $0.path == Array("/first/31/environ".utf8) }?.firstSeen
    }
    #expect(firstSeen(5) == 5)
    #expect(firstSeen(9) == 5)
    sleeper.end()
    #expect(firstSeen(10) == nil)
    let another = Sleeper { Wait(for: .file(.environ, of: 31)) }
    #expect(firstSeen(11) == 11)
    another.end()
  }

  @Test func oneWithinAnotherIsAPartOfThat() {
    let observation = WaitObservation(root: "/nested")
    let sleeper = Sleeper {
      let wait = Wait(for: .file(.status, of: 32))
      let inner = Wait(for: .file(.comm, of: 32))
      inner.end()
      return wait
    }
    let seen = paths(observation)
    #expect(seen.contains("/nested/32/status") && !seen.contains("/nested/32/comm"))
    sleeper.end()
  }

  /// A thread that an earlier statement has left behind.
  @Test func whatWaitedBeforeDoesNotCount() {
    let left = Sleeper { Wait(for: .file(.cmdline, of: 33)) }
    let observation = WaitObservation(root: "/later")
    #expect(!paths(observation).contains("/later/33/cmdline"))
    left.end()
  }

  @Test func aThreadThatWaitsIsKeptFromGoingOn() {
    let sleeper = Sleeper { Wait(for: .file(.cmdline, of: 34)) }
    #expect(sleeper.hold())
    sleeper.goOn()
    usleep(20_000)
    #expect(!sleeper.hasEnded)
  }

  @Test func aThreadThatDoesNotWaitIsNotHeld() throws {
    let thread = try #require(HeldThread())
    #expect(!thread.hold())
    let wait = Wait(for: .file(.stat, of: 35))
    wait.end()
    #expect(!thread.hold())
  }

  /// However often others look, nobody waits in the end.
  @Test func manyThreadsWaitAtATime() {
    let observation = WaitObservation(root: "/many")
    let sleepers = (0..<100).map { number in
      Sleeper { Wait(for: .file(.stat, of: 1000 + Int32(number))) }
    }
    let seen = Set(paths(observation))
    #expect((0..<100).allSatisfy { seen.contains("/many/\(1000 + $0)/stat") })
    for sleeper in sleepers { sleeper.end() }
    #expect(!paths(observation).contains { $0.hasPrefix("/many/10") })
  }
}
