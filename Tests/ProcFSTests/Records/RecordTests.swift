import Testing

@testable import ProcFS

@Suite struct RecordTests {
  @Test(arguments: [
    ("web", "web"), ("a) R 1 (b", "a) R 1 (b"), ("x\ny", "x\ny"), (")", ")"), ("", ""),
  ])
  func statNameEndsAtTheLastParenthesis(name: String, expected: String) throws {
    let stat = try #require(parsed(Texts.stat(name: name), Stat.init))
    #expect(stat.name == expected.utf8.array)
    #expect(stat.state == .sleeping)
    #expect(stat.parent == 1)
    #expect(stat.terminalProcessGroup == -1)
    #expect(stat.nice == -5)
    #expect(stat.threads == 3)
    #expect(stat.startTime == Ticks(98765))
    #expect(stat.userTime == Ticks(110))
    #expect(stat.childrenSystemTime == Ticks(140))
    #expect(stat.processor == 1)
    #expect(stat.policy == 0)
    #expect(stat.blockDelay == Ticks(7))
  }

  @Test func statOfAnOldKernelEndsEarly() throws {
    let whole = Texts.stat(name: "old")
    let fields = whole.split(separator: " ")
    let stat = try #require(parsed(fields[..<22].joined(separator: " "), Stat.init))
    #expect(stat.startTime == Ticks(98765))
    #expect(stat.processor == nil)
    #expect(stat.blockDelay == nil)
    let shorter = try #require(parsed(fields[..<21].joined(separator: " "), Stat.init))
    #expect(shorter.startTime == nil)
    #expect(shorter.threads == 3)
    #expect(parsed("7 (old) ", Stat.init) == nil)
  }

  @Test func aFieldThatIsNoNumberIsNil() throws {
    let stat = try #require(parsed("7 (a) S x 5000000000 3", Stat.init))
    #expect(stat.parent == nil)
    #expect(stat.processGroup == nil)
    #expect(stat.session == 3)
    #expect(stat.isKernelThread == nil)
    #expect(stat.processorTime == nil)
  }

  @Test(arguments: [
    ("R", 0, 1, false, false), ("Z", 0, 1, true, false), ("Z", 0, 2, false, true),
    ("X", 0, 1, true, false), ("I", 0x208040, 1, true, false),
  ])
  func statTellsWhatHasNoMemory(
    state: String, flags: Int, threads: Int, hasNoMemory: Bool, isLeaderless: Bool
  ) throws {
    let text = Texts.stat(name: "a", state: state, flags: flags, threads: threads)
    let stat = try #require(parsed(text, Stat.init))
    #expect(stat.hasNoMemory == hasNoMemory)
    #expect(stat.isLeaderless == isLeaderless)
  }

  @Test func statmCountsPages() throws {
    let statm = try #require(parsed("19084 383 352 1 0 2171 0\n", Statm.init))
    #expect(statm.size == 19084)
    #expect(statm.resident == 383)
    #expect(statm.shared == 352)
    #expect(statm.text == 1)
    #expect(statm.data == 2171)
    #expect(!statm.isEmpty)
    #expect(parsed("0 0 0 0 0 0 0\n", Statm.init)?.isEmpty == true)
    #expect(parsed("1 2 3", Statm.init) == nil)
  }

  @Test func statusIsReadByName() {
    let status = parsed(Texts.status, Status.init)
    #expect(status.state == .sleeping)
    #expect(status.process == 4242)
    #expect(status.parent == 1)
    #expect(status.user?.real == 1000)
    #expect(status.user?.effective == 1001)
    #expect(status.user?.saved == 1002)
    #expect(status.user?.fileSystem == 4_294_967_295)
    #expect(status.group?.real == 100)
    #expect(status.memory.peakResident == Bytes(1688 * 1024))
    #expect(status.memory.swap == Bytes(0))
    #expect(status.memory.pinned == nil)
    #expect(status.memory.hugePages == Bytes(2048 * 1024))
    #expect(status.seccomp == 2)
    #expect(status.noNewPrivileges == true)
    #expect(status.effectiveCapabilities == 0x1_0000_0001)
    #expect(status.allowedProcessors?.intersection([0, 1, 2, 3, 8]) == [0, 1, 3, 8])
    #expect(status.voluntarySwitches == 12)
    #expect(status.involuntarySwitches == 34)
  }

  @Test func rollupPassesOverWhatItDoesNotKnow() throws {
    let rollup = try #require(parsed(Texts.rollup, SmapsRollup.init))
    #expect(rollup.resident == Bytes(1356 * 1024))
    #expect(rollup.proportional == Bytes(200 * 1024))
    #expect(rollup.unique == Bytes((4 + 96 + 4096) * 1024))
    #expect(rollup.swapProportional == Bytes(8 * 1024))
    #expect(rollup.ksm == nil)
    #expect(parsed("", SmapsRollup.init) == nil)
  }

  @Test func smapsAreAddedUp() throws {
    let twice = try #require(parsed((Texts.rollup + Texts.rollup), SmapsRollup.init))
    #expect(twice.resident == Bytes(2 * 1356 * 1024))
    #expect(twice.unique == Bytes(2 * (4 + 96 + 4096) * 1024))
  }

  @Test func environmentKeepsEveryEntry() {
    let environment = Environment(
      bytes: "A=1\0NOEQ\0\0B=2\0A=3\0=x=y\0N=l1\nl2\0LAST=unended".utf8.array)
    func value(_ name: String) -> String? {
      environment.value(of: name.utf8.array).map { String(decoding: $0, as: UTF8.self) }
    }
    #expect(value("A") == "1")
    #expect(value("B") == "2")
    #expect(value("N") == "l1\nl2")
    #expect(value("LAST") == "unended")
    #expect(value("") == "x=y")
    #expect(value("NOEQ") == nil)
    #expect(value("A=1") == nil)
    #expect(value("=x") == nil)
    #expect(
      environment.entries.map { String(decoding: $0.name, as: UTF8.self) }
        == ["A", "NOEQ", "B", "A", "", "N", "LAST"])
    #expect(environment.entries[1].value == nil)
  }

  @Test(
    arguments: [
      ("", [], nil), ("web\0", ["web"], "web"),
      ("web\0-p\080\0", ["web", "-p", "80"], "web -p 80"),
      ("a\0\0b\0", ["a", "", "b"], "a  b"), ("a\0\0", ["a", ""], "a"),
      ("nginx: master process", ["nginx: master process"], "nginx: master process"),
      ("\0", [""], ""),
    ] as [(String, [String], String?)])
  func commandLineIsSplitAtItsNULs(text: String, arguments: [String], joined: String?) {
    let line = parsed(text, CommandLine.init)
    #expect(line.arguments.map { String(decoding: $0, as: UTF8.self) } == arguments)
    #expect(line.joined.map { String(decoding: $0, as: UTF8.self) } == joined)
  }

  @Test(
    arguments: [
      ("/usr/bin/web-server\0-p\0", "web", "web-server"), ("web", "web", "web"), ("/\0", "", ""),
      ("a/b/\0", "b", nil), ("", "", ""), ("web: worker", "web", "web: worker"),
      // Scripts, and what their `#!` gives the interpreter.
      ("/bin/sh\0/opt/my script\0x\0", "my scr", "my script"),
      ("/bin/sh\0-e\0./script.sh\0", "script", "script.sh"),
      ("/bin/busybox\0sh\0script.sh\0", "script", "script.sh"),
      ("/bin/sh\0/opt/interpreter\0script.sh\0", "script", "script.sh"),
      // The first that begins so is the one.
      ("/bin/script.sh\0/opt/script.other\0", "script", "script.sh"),
      ("/bin/sh\0script.sh\0script.other\0", "script", "script.sh"),
      // Arguments that are none.
      ("/bin/sh\0--file=/etc/script.conf\0", "script", nil),
      ("/bin/sh\0-e\0x\0script.sh\0", "script", nil), ("title\0script.sh\0", "script", nil),
    ] as [(String, String, String?)])
  func aNameIsMadeWhole(text: String, start: String, expected: String?) {
    let name = parsed(text, CommandLine.init).name(beginningWith: Array(start.utf8))
    #expect(name.map { String(decoding: $0, as: UTF8.self) } == expected)
  }

  @Test(
    arguments: [
      ("NSpid:\t12\n", 12), ("NStgid:\t1\nNSpid:\t512\t31\t1\nNSpgid:\t2\n", 1),
      ("NSpid:\t\n", nil),
      ("NSpid:\t7\tx\n", 7), ("NSpid:\t99999999999\n", nil), ("Pid:\t5\n", nil),
    ] as [(String, Int32?)])
  func theInnermostPidIsTheLast(text: String, expected: Int32?) {
    #expect(parsed(text, Status.init).innermostPid == expected)
  }

  @Test func limitsAreSoftAndHard() {
    let limits = parsed(Texts.limits, Limits.init)
    #expect(limits.all.map(\.resource.name) == ["cpu", "stack", "nofile", "as", "nice", "rttime"])
    #expect(
      limits.all.map(\.soft) == [
        .unlimited, .value(8_388_608), .value(1024), .unlimited, .value(0), .unlimited,
      ])
    #expect(
      limits.all.map(\.hard) == [
        .unlimited, .unlimited, .value(524_288), .unlimited, .value(0), .unlimited,
      ])
  }

  @Test func ioIsReadByName() {
    let io = parsed("rchar: 4812\nwchar: 6\nsyscr: 7\nsyscw: 1\nread_bytes: 4096\n", IO.init)
    #expect(io.readCharacters == Bytes(4812))
    #expect(io.writeCalls == 1)
    #expect(io.readBytes == Bytes(4096))
    #expect(io.cancelledBytes == nil)
  }

  @Test(arguments: [(0, 100, 0), (150, 100, 1_500_000_000), (1, 300, 3_333_333)])
  func ticksAreExactTime(ticks: Int, perSecond: Int, nanoseconds: Int) {
    #expect(Ticks(UInt64(ticks)).nanoseconds(perSecond: perSecond) == Int64(nanoseconds))
  }

  @Test func noTimeIsOutOfRange() {
    #expect(Ticks(.max).nanoseconds(perSecond: 100) == nil)
    #expect(Ticks(.max).nanoseconds(perSecond: 0) == nil)
    #expect((Ticks(.max) + Ticks(1)) == Ticks(.max))
    #expect(Bytes(kibibytes: .max) == Bytes(.max))
    #expect((Bytes(.max) + Bytes(1)) == Bytes(.max))
  }
}
