import Glibc
import TestSupport
import Testing

@testable import ProcFS

/// As the user nobody, whom the kernel refuses much.
@Suite(.enabled(if: geteuid() == 0, "only root can become nobody"))
struct UnprivilegedTests {
  @Test func refusalsOfAnotherUsersProcess() throws {
    let child = try spawn(["/bin/sleep", "600"])
    defer {
      kill(child, SIGKILL)
      waitpid(child, nil, 0)
    }
    try waitUntilAsleep(child)
    let machine = try ProcFS()
    asNobody {
      let files = ProcessFiles(pid: child, of: machine, counters: ReadCounters())
      #expect(files.environment.deniedFile == .environ)
      #expect(files.rollup.deniedFile == .smapsRollup)
      #expect(files.executable.deniedFile == .exe)
      #expect(files.workingDirectory.deniedFile == .cwd)
      #expect(files.rootDirectory.deniedFile == .root)
      #expect(files.io.deniedFile == .io)
      #expect(files.namespace(.net).deniedFile == .ns)
      #expect(files.waitChannel.deniedFile == .wchan)
      #expect(files.readDescriptors().deniedFile == .fd)
      #expect(files.statm.record.map { $0.resident > 0 } == true)
      #expect(files.status.record?.user?.real == 0)
      #expect(files.commandLine.record?.arguments.count == 2)
      #expect(files.limits.record != nil)
      #expect(!files.isGone)
    }
  }

  @Test func aZombieOfAnotherUserHasNoSuchFacts() throws {
    let child = try spawn(["/bin/sh", "-c", "exit 0"])
    defer { waitpid(child, nil, 0) }
    while !isZombie(child) { usleep(1000) }
    let machine = try ProcFS()
    asNobody {
      let files = ProcessFiles(pid: child, of: machine, counters: ReadCounters())
      #expect(files.environment.isAbsent)
      #expect(files.executable.isAbsent)
      #expect(files.rollup.isAbsent)
      #expect(files.waitChannel.isAbsent)
      #expect(files.io.deniedFile == .io)
    }
  }

  @Test func aKernelThreadHasNoSuchFacts() throws {
    let machine = try ProcFS()
    asNobody {
      for pid in pids(of: machine) {
        let files = ProcessFiles(pid: pid, of: machine, counters: ReadCounters())
        guard files.stat.record?.isKernelThread == true else { continue }
        #expect(files.environment.isAbsent)
        #expect(files.executable.isAbsent)
        #expect(files.workingDirectory.isAbsent)
        #expect(files.rollup.isAbsent)
        #expect(files.io.deniedFile == .io)
        return
      }
    }
  }
}

/// Runs in a thread that has become nobody: the kernel keeps credentials for each thread, which
/// only the C library's calls make the same for all.
func asNobody(_ body: @escaping () -> Void) {
  onThread {
    #expect(becomeNobody() == 0)
    body()
  }
}

/// Likewise, with what the thread has made before.
func asNobody<Made>(after make: @escaping () -> Made, _ body: @escaping (Made) -> Void) {
  onThread {
    let made = make()
    #expect(becomeNobody() == 0)
    body(made)
  }
}

/// Runs in a thread of its own, and waits for its end.
func onThread(_ body: @escaping () -> Void) {
  let work = Unmanaged.passRetained(Work(body))
  var thread = pthread_t()
  pthread_create(
    &thread, nil,
    { argument in
      guard let argument else { return nil }
      let work = Unmanaged<Work>.fromOpaque(argument).takeRetainedValue()
      work.body()
      return nil
    }, work.toOpaque())
  pthread_join(thread, nil)
}

private final class Work {
  let body: () -> Void
  init(_ body: @escaping () -> Void) { self.body = body }
}

/// Makes the calling thread nobody's for good; 0, or -1.
@discardableResult func becomeNobody() -> Int {
  #if arch(x86_64)
    let setresuid = 117
  #else
    let setresuid = 147
  #endif
  typealias Call = @convention(c) (Int, Int, Int, Int) -> Int
  let call = unsafeBitCast(dlsym(nil, "syscall"), to: Call.self)
  let outcome = call(setresuid, 65534, 65534, 65534)
  // The change of user made the whole process one that may not be looked into.
  _ = prctlDumpable()
  return outcome
}

/// prctl(PR_SET_DUMPABLE, 1), which is variadic in C.
private func prctlDumpable() -> CInt {
  typealias Call = @convention(c) (CInt, UInt, UInt, UInt, UInt) -> CInt
  return unsafeBitCast(dlsym(nil, "prctl"), to: Call.self)(4, 1, 0, 0, 0)
}
