import Glibc
import TestSupport
import Testing

@testable import ProcFS

@Suite struct PressureTests {
  @Test(
    arguments: [
      // Of processors before 5.13 and after it.
      ("some avg10=17.11 avg60=54.65 avg300=29.94 total=20752765645\n", 17.11),
      (
        "some avg10=0.14 avg60=0.56 avg300=0.68 total=1\nfull avg10=100.00 avg60=0.20 avg300=0.43 total=2\n",
        0.14
      ),
      ("full avg10=1.00\nsome avg10=2.00", 2), ("some total=1 avg10=3.5", 3.5),
    ])
  func theShareOfTheLast10SecondsIsTold(text: String, some: Double) throws {
    #expect(try #require(parsed(text, Pressure.init)).some == some)
  }

  @Test(arguments: [
    "", "some", "some avg10=", "some avg10=x", "some avg60=1.00", "full avg10=1.00",
    "sometimes avg10=1",
    "some avg10=inf", "some avg10=-1.00",
  ])
  func whatIsNoSuchTextIsNone(text: String) {
    #expect(parsed(text, Pressure.init) == nil)
  }

  @Test func theMachinesStandInItsFolder() throws {
    let fixture = try ProcFixture(
      "-- pressure/cpu --\nsome avg10=1.25 avg60=0 avg300=0 total=0\n-- pressure/io denied --\n")
    let files = MachineFiles(try ProcFS(fixture.root), counters: ReadCounters())
    #expect(files.pressure(.processor).record?.some == 1.25)
    #expect(files.pressure(.memory).isAbsent && files.pressure(.io).deniedFile == .pressure)
    // Control groups are the running machine's.
    #expect(files.controlGroups.isAbsent && files.memoryLimit.isAbsent)
  }

  /// What an error says depends on the file, and is counted where it is not that there is none.
  @Test func whatTheKernelDoesNotCountIsAbsent() {
    let counters = ReadCounters()
    func reading(_ reason: Errno, _ file: ProcFile) -> Reading<Pressure> {
      ReadFailure(reason, file, at: []).reading(counters)
    }
    for file in [ProcFile.pressure, .groupMemory, .groupListing] {
      #expect(reading(.notSupported, file).isAbsent && reading(.noDevice, file).isAbsent)
    }
    #expect(reading(.notSupported, .meminfo).failure?.reason == .notSupported)
    #expect(reading(Errno(EIO), .sysfs).isAbsent && reading(.noProcess, .meminfo).isAbsent)
    #expect(reading(Errno(EMFILE), .sysfs).failure?.reason.code == EMFILE)
    #expect(reading(Errno(EPERM), .groupMemory).deniedFile == .groupMemory)
    #expect(counters.current.failed.reduce(0, +) == 2 && counters.current.denied.reduce(0, +) == 1)
  }

  @Test func ofALongPathMessagesHaveBothEnds() {
    func shown(_ path: String) -> String { "\(ReadFailure(.tooLarge, nil, at: Array(path.utf8)))" }
    let short = String(repeating: "x", count: 320)
    #expect(shown(short) == short + ": File too large")
    let long = shown("/begin/" + String(repeating: "\u{e9}", count: 1000) + "/end")
    #expect(long.hasPrefix("/begin/\u{e9}") && long.hasSuffix("\u{e9}/end: File too large"))
    #expect(long.contains("\u{2026}") && !long.contains("\u{fffd}") && long.utf8.count < 340)
  }
}
