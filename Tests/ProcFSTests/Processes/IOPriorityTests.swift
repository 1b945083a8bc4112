import Glibc
import TestSupport
import Testing

@testable import ProcFS

/// The priority of transfers, as ionice(1) sets and shows it.
@Suite struct IOPriorityTests {
  private static let ionice = "/usr/bin/ionice"
  private static var hasIonice: Bool { access(ionice, X_OK) == 0 }

  @Test(arguments: [
    (0, "none/0"), (4, "none/4"), (1 << 13, "realtime/0"), (1 << 13 | 7, "realtime/7"),
    (2 << 13 | 6, "best-effort/6"), (3 << 13, "idle"), (3 << 13 | 7, "idle"), (5 << 13 | 2, "5/2"),
    // With a hint, as kernels take it since 6.5.
    (2 << 13 | 3 << 3 | 4, "best-effort/4"),
  ])
  func words(packed: Int, text: String) {
    #expect(IOPriority(packed: packed).text == text)
  }

  @Test func everyWordIsThere() {
    #expect(IOPriority.words.count == 19 && Set(IOPriority.words).count == 19)
    #expect(IOPriority.words.contains("best-effort/6") && IOPriority.words.contains("idle"))
  }

  @Test(
    .enabled(if: hasIonice, "ionice is not here"),
    arguments: [
      (["-c2", "-n6"], "best-effort/6"), (["-c3"], "idle"), (["-c2", "-n0"], "best-effort/0"),
    ])
  func whatWasSetIsTold(options: [String], text: String) throws {
    let child = try spawn([Self.ionice] + options + ["/bin/sleep", "600"])
    defer {
      kill(child, SIGKILL)
      waitpid(child, nil, 0)
    }
    try waitUntilAsleep(child)
    let counters = ReadCounters()
    let files = ProcessFiles(pid: child, of: try ProcFS(), counters: counters)
    #expect(files.ioPriority.record?.text == text)
    #expect(counters.current.opened[ProcFile.ioPriority.rawValue] == 1)
    #expect(files.holds(.ioPriority))
  }

  @Test func whoeverIsNoMoreIsGone() throws {
    let child = try spawn(["/bin/sleep", "600"])
    let files = ProcessFiles(pid: child, of: try ProcFS(), counters: ReadCounters())
    kill(child, SIGKILL)
    waitpid(child, nil, 0)
    guard case .gone = files.ioPriority else {
      Issue.record("\(files.ioPriority)")
      return
    }
    #expect(files.isGone)
  }

  @Test func whoeverEndsAfterItWasReadIsGone() throws {
    let child = try spawn(["/bin/sleep", "600"])
    let files = ProcessFiles(pid: child, of: try ProcFS(), counters: ReadCounters())
    #expect(files.stat.record != nil)
    kill(child, SIGKILL)
    waitpid(child, nil, 0)
    #expect(files.ioPriority.record == nil && files.isGone)
  }

  @Test func aCopiedRootHasNone() throws {
    let copy = try ProcFixture("-- 1/stat --\n\(Texts.stat(name: "a"))-- self -> 1 --\n")
    let files = ProcessFiles(pid: 1, of: try ProcFS(copy.root), counters: ReadCounters())
    #expect(files.ioPriority.isAbsent && !files.isGone)
  }
}

/// What a security module calls a process.
@Suite struct SecurityLabelTests {
  @Test(
    arguments: [
      ("unconfined\n", "unconfined"), ("/usr/bin/man (enforce)\n", "/usr/bin/man (enforce)"),
      ("system_u:system_r:init_t:s0\\0", "system_u:system_r:init_t:s0"), ("_\n", "_"),
      ("", nil), ("\n", nil), ("\\0\n", nil),
    ] as [(String, String?)])
  func itsEndIsNoPartOfIt(text: String, label: String?) throws {
    let copy = try ProcFixture("-- 1/comm --\na\n-- 1/attr/current --\n" + text)
    let files = ProcessFiles(pid: 1, of: try ProcFS(copy.root), counters: ReadCounters())
    #expect(files.securityLabel.record.map { String(decoding: $0, as: UTF8.self) } == label)
  }

  @Test func withoutOneItIsAbsentAndRefusedItIsDenied() throws {
    let copy = try ProcFixture("-- 1/comm --\na\n-- 2/comm --\nb\n-- 2/attr/current denied --\n")
    let machine = try ProcFS(copy.root)
    let labels = [1, 2].map {
      ProcessFiles(pid: $0, of: machine, counters: ReadCounters()).securityLabel
    }
    #expect(labels[0].isAbsent && labels[1].deniedFile == .securityLabel)
  }

  @Test func itIsWhatTheKernelSays() throws {
    let files = ProcessFiles(pid: getpid(), of: try ProcFS(), counters: ReadCounters())
    // Fails with EINVAL where no module has labels.
    let told = (try? readWhole("/proc/self/attr/current")) ?? []
    let label = Array(told.prefix { $0 != 0 && $0 != UInt8(ascii: "\n") })
    #expect(files.securityLabel.record == (label.isEmpty ? nil : label))
    #expect(!files.isGone)
  }
}
