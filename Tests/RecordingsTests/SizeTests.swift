import TestSupport
import Testing
import Values

@testable import Recordings

/// How much room a recording takes.
@Suite struct SizeTests {
  /// 500 processes, a tenth of which is busy at each moment, with what an operator records.
  @Test func aMomentOfAProcessTakesFewBytes() throws {
    let folder = try RecordingFolder()
    let recorder = try HostRecorder(
      folder.file("day.db"), "pid, ppid, name, args, user, cpu_time, rss, uss, read_bytes")
    var random = SeededRandom(seed: 41)
    var look = HostRecorder.look(at: 0, (1...500).map { Self.process($0, &random) })
    let moments = 150
    for _ in 0..<moments {
      try recorder.record(look)
      look.time += 10.seconds
      look.uptime += 10.seconds
      for _ in 0..<50 {
        Self.work(&look.processes[Int.random(in: 0..<500, using: &random)], &random)
      }
    }
    let summary = try recorder.writer.close()
    #expect(Double(summary.bytes) / Double(moments * 500) <= 20)
  }

  private static func process(_ pid: Int64, _ random: inout SeededRandom) -> ToyHost.Process {
    ToyHost.Process(
      pid, parent: pid / 3, start: pid.seconds,
      [
        "name": .text(Text("service\(pid % 40)")),
        "user": .text(random.pick(["root", "www", "db"])),
        "args": .text(
          Text("/usr/lib/service\(pid % 40)/main --port=\(8000 + pid) --log /var/log/x")),
        "cpu_time": .duration(Int64.random(in: 0...90_000.seconds, using: &random)),
        "rss": .size(4096 * Int64.random(in: 100...500_000, using: &random)),
        "uss": .size(4096 * Int64.random(in: 50...100_000, using: &random)),
        "read_bytes": .size(4096 * Int64.random(in: 0...1_000_000, using: &random)),
      ])
  }

  private static func work(_ process: inout ToyHost.Process, _ random: inout SeededRandom) {
    func add(_ amount: Int64, to name: String) {
      switch process.cells[name] {
      case .size(let value)?: process.cells[name] = .size(value + amount)
      case .duration(let value)?: process.cells[name] = .duration(value + amount)
      case _: break
      }
    }
    add(Int64.random(in: 1...10.seconds, using: &random), to: "cpu_time")
    add(4096 * Int64.random(in: 0...50, using: &random), to: "rss")
    add(4096 * Int64.random(in: 0...50, using: &random), to: "uss")
    if random.oneIn(3) { add(4096 * Int64.random(in: 1...500, using: &random), to: "read_bytes") }
  }
}
