import TestSupport
import Testing

@testable import ProcFS

@Suite struct PressureTests {
  @Test(
    arguments: [
      // Of processors before 5.13 and after it.
      ("some avg10=17.11 avg60=54.65 avg300=29.94 total=20752765645\n", 17.11, nil),
      (
        "some avg10=0.14 avg60=0.56 avg300=0.68 total=1\nfull avg10=100.00 avg60=0.20 avg300=0.43 total=2\n",
        0.14, 100
      ),
      ("full avg10=1.00\nsome avg10=2.00", 2, 1), ("some total=1 avg10=3.5", 3.5, nil),
    ] as [(String, Double, Double?)])
  func theShareOfTheLast10SecondsIsTold(text: String, some: Double, full: Double?) throws {
    let pressure = try #require(parsed(text, Pressure.init))
    #expect(pressure.some == some && pressure.full == full)
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

  @Test func whatTheKernelDoesNotCountIsAbsent() throws {
    let files = MachineFiles(try ProcFS(), counters: ReadCounters())
    let failure = ReadFailure(.notSupported, .pressure, at: [])
    let outcome: Reading<Pressure> = files.outcome(of: .notSupported, failure)
    #expect(outcome.isAbsent)
    let other: Reading<Pressure> = files.outcome(
      of: .notSupported, ReadFailure(.notSupported, .meminfo, at: []))
    #expect(other.failure?.reason == .notSupported)
  }
}
