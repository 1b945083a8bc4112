import Execution
import Schema
import TestSupport
import Values

/// A toy machine whose processes have whatever may come: nothing, what is refused, odd bytes, the largest
/// numbers.
struct RandomHost {
  private var random: SeededRandom
  private(set) var look: ToyHost.Look
  private var nextPid: Int64 = 2

  init(seed: UInt64, count: Int) {
    random = SeededRandom(seed: seed)
    look = ToyHost.Look(time: 1_795_356_000.seconds, uptime: 5000.seconds)
    look.processes = [ToyHost.Process(1, parent: 0, start: 0, ["name": .text("init")])]
    for _ in 1..<count { add() }
  }

  /// Ten seconds pass: some change, some end, some come.
  mutating func passTime() {
    look.time += 10.seconds
    look.uptime += 10.seconds
    for index in look.processes.indices where random.oneIn(3) {
      let name = random.pick(Self.names)
      look.processes[index].cells[name] = value(of: name)
    }
    if random.oneIn(2), look.processes.count > 3 {
      let ended = look.processes.remove(at: random.pick(Array(1..<look.processes.count)))
      for index in look.processes.indices where look.processes[index].parent == ended.pid {
        look.processes[index].parent = 1
      }
    }
    if random.oneIn(2) { add() }
  }

  private mutating func add() {
    let parent = random.pick(look.processes)
    var process = ToyHost.Process(
      nextPid, parent: parent.pid, start: 4000.seconds + nextPid.seconds)
    nextPid += Int64(random.pick([1, 2, 7]))
    for name in Self.names { process.cells[name] = value(of: name) }
    look.processes.append(process)
  }

  private static let names = [
    "name", "kernel", "user", "status", "nice", "cpu_time", "read_bytes", "rss", "uss", "pss",
    "load", "address", "args", "cmdline", "affinity", "env", "limits",
  ]

  private mutating func value(of name: String) -> Value {
    if random.oneIn(9) { return .null }
    if random.oneIn(9) {
      return random.oneIn(3)
        ? .denied(.failed(Failure("Input/output error", at: "/proc", of: ToyHost.stat.id)))
        : .denied(.refused(name == "env" ? ToyHost.environ.id : ToyHost.stat.id))
    }
    switch name {
    case "kernel": return .boolean(random.oneIn(2))
    case "status": return .text(random.pick(["running", "sleeping", "zombie"]))
    case "nice": return .integer(random.pick([-20, 0, 19, .max, .min]))
    case "cpu_time": return .duration(random.pick([0, 1, 1.seconds, 86_400.seconds]))
    case "read_bytes", "rss", "uss", "pss":
      return .size(random.pick([0, 4096, 1 << 20, 1 << 33, .max]))
    case "load": return .real(random.pick([0, -0.5, 1e300, 3]))
    case "address": return .address(random.pick([0, 4096, .max]))
    case "cmdline": return .list((0..<random.pick([0, 1, 3])).map { _ in .text(text()) })
    case "affinity": return .list((0..<random.pick([0, 1, 3])).map { .integer($0) })
    case "env": return .map(MapValue(["A", "B", "odd\n"].map { ($0, .text(text())) }))
    case "limits": return .map(MapValue([("nofile", .integer(1024)), ("memlock", .null)]))
    case _: return .text(text())
    }
  }

  private mutating func text() -> Text {
    random.pick([
      "web", "db", "", "über", "a b", "x\u{1B}[31m\n", Text(bytes: [0x61, 0xFF, 0x62]),
      Text(bytes: [0xED, 0xB2, 0x80]), "[1]", "{}",
    ])
  }
}
