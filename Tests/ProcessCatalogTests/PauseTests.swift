import Execution
import Glibc
import ProcFS
import TestSupport
import Testing

@testable import ProcessCatalog

/// A pause ends with a process.
@Suite struct PauseTests {
  private let hour: Int64 = 3_600_000_000_000

  private func identity(_ pid: Int32, _ source: ProcessSource) throws -> RowIdentity {
    let snapshot = try #require(try source.snapshot(at: .latest) as? ProcessSnapshot)
    let row = try snapshot.processes(of: ScanRequest(table: "processes", keys: [Int64(pid)])).next()
    return try #require(row?.identity)
  }

  private func pause(_ source: ProcessSource, _ rows: [RowIdentity], _ length: Int64) {
    source.pause(until: Stopwatch.now + length, orEndOf: rows, unless: Cancellation())
  }

  /// Pauses for an hour; whether it was over before.
  private func endsEarly(
    _ source: ProcessSource, _ rows: [RowIdentity], unless cancellation: Cancellation
  ) -> Bool {
    let end = Stopwatch.now + hour
    source.pause(until: end, orEndOf: rows, unless: cancellation)
    return Stopwatch.now < end
  }

  /// What ends before the pause has begun does not end it, so it is tried again on a busy machine.
  @Test func theEndOfAProcessEndsIt() throws {
    let source = ProcessSource(try ProcFS(), includesSelf: true)
    let others = try (0..<3).map { _ in try Command("/bin/sleep", ["600"]).start() }
    defer {
      for other in others {
        other.send(9)
        _ = other.outcome()
      }
    }
    let endedEarly = try (0..<50).contains { _ in
      let child = try Command("/bin/sh", ["-c", "sleep 0.1"]).start()
      defer { _ = child.outcome() }
      let rows = try (others + [child]).map { try identity($0.pid, source) }
      let end = Stopwatch.now + 5_000_000_000
      source.pause(until: end, orEndOf: rows, unless: Cancellation())
      return Stopwatch.now < end
    }
    #expect(endedEarly)
  }

  @Test func whoIsNoMoreEndsItAtOnce() throws {
    let source = ProcessSource(try ProcFS(), includesSelf: true)
    let child = try Command("/bin/sleep", ["600"]).start()
    let row = try identity(child.pid, source)
    child.send(9)
    _ = child.outcome()
    #expect(endsEarly(source, [row], unless: Cancellation()))
  }

  @Test func itLastsAsLongAsItIsToldTo() throws {
    let source = ProcessSource(try ProcFS(), includesSelf: true)
    let start = Stopwatch.now
    pause(source, [try identity(getpid(), source)], 30_000_000)
    #expect(Stopwatch.now - start >= 30_000_000)
    pause(source, [], 5_000_000)
    #expect(Stopwatch.now - start >= 35_000_000)
    pause(source, [], -1)
  }

  @Test func aRequestEndsIt() throws {
    let source = ProcessSource(try ProcFS(), includesSelf: true)
    let cancellation = Cancellation()
    cancellation.request()
    #expect(endsEarly(source, [], unless: cancellation))
  }

  @Test func overACopiedRootNobodyIsWatched() throws {
    let machine = try Machine(ProcessRowTests.family)
    let start = Stopwatch.now
    let row = try #require(try machine.row(5).identity)
    machine.source.pause(until: start + 5_000_000, orEndOf: [row], unless: Cancellation())
    #expect(Stopwatch.now - start >= 5_000_000)
  }
}
