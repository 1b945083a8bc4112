import Execution
import Schema
import TestSupport
import Testing
import Values

@testable import Recordings

/// A query of a moment comes to the same, live and replayed.
@Suite struct LiveAndReplayTests {
  @Test(arguments: [3, 4, 5] as [UInt64]) func theSameQueriesComeToTheSame(seed: UInt64) throws {
    let folder = try RecordingFolder()
    var host = RandomHost(seed: seed, count: 25)
    var looks = [host.look]
    for _ in 0..<9 {
      host.passTime()
      looks.append(host.look)
    }
    let source = seed % 2 == 0 ? try folder.record(looks) : try folder.write(looks)
    var queries = RandomQueries(seed: seed)
    for look in looks {
      let live = ToyHost(look: look)
      for _ in 0..<40 {
        let query = queries.next()
        let asked = Asked(query, of: live)
        let moment = "at '\(ExactText.time(look.time))'"
        let replayed = Asked(query.replacing("/**/", with: moment), of: source)
        #expect(replayed.rows == asked.rows, "\(query)")
        #expect(replayed.error == asked.error, "\(query)")
      }
    }
  }

  /// Every reading of a history is what the machine was.
  @Test(arguments: [6, 7] as [UInt64]) func aHistoryIsItsMoments(seed: UInt64) throws {
    let folder = try RecordingFolder()
    var host = RandomHost(seed: seed, count: 12)
    var looks = [host.look]
    for _ in 0..<90 {
      host.passTime()
      looks.append(host.look)
    }
    let source = seed % 2 == 0 ? try folder.record(looks) : try folder.write(looks)
    for step in [1, 3, 20] {
      let history = Asked(
        "select time, pid, name, uss, status, cmdline, env from history over 900s "
          + "every \(step * 10)s where nice is null or nice < 5 or true", of: source)
      var expected: [String] = []
      for index in looks.indices where index % step == 0 || index == looks.count - 1 {
        let moment = Asked(
          "select now() as time, pid, name, uss, status, cmdline, env",
          of: ToyHost(look: looks[index]))
        expected += moment.rows
      }
      #expect(history.rows == expected, "each \(step)")
    }
  }
}

/// Queries over the columns of a toy, made up: a comment stands where they may say of which moment.
private struct RandomQueries {
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed &* 31) }

  private static let numbers = [
    "pid", "ppid", "nice", "rss", "uss", "pss", "read_bytes", "address",
  ]
  private static let texts = ["name", "user", "args", "env.A"]
  private static let others = ["kernel", "status", "load", "cmdline", "affinity", "env", "limits"]
  private static let fixed = ["age", "since_boot", "memory_percent", "memory_percent(uss)"]
  private static let related = [
    "parent.name", "parent.uss", "count(children)", "sum(descendants.rss)", "list(ancestors.pid)",
    "count(descendants where rss > 4096)", "length(cmdline)", "cmdline[0]", "limits.nofile",
  ]

  mutating func next() -> String {
    if random.oneIn(4) { return grouped() }
    let items = (0..<random.pick([1, 2, 4])).map { _ in item() }
    return "select pid, \(items.joined(separator: ", ")) /**/\(filter())\(order())"
  }

  private mutating func grouped() -> String {
    let key = random.pick(["user", "status", "kernel", "name"])
    let sum = random.pick(["sum(rss)", "count(*)", "max(uss)", "any(uss > 4096)", "list(pid)"])
    return "select \(key), \(sum) /**/\(filter()) group by \(key) order by \(key)"
  }

  private mutating func item() -> String {
    random.pick(Self.numbers + Self.texts + Self.others + Self.fixed + Self.related)
  }

  private mutating func filter() -> String { random.oneIn(3) ? "" : " where \(test(depth: 2))" }

  private mutating func order() -> String {
    if random.oneIn(2) { return "" }
    let column = random.pick(Self.numbers + Self.texts)
    return " order by \(column)\(random.pick(["", " desc"]))\(random.pick(["", " limit 3"]))"
  }

  private mutating func test(depth: Int) -> String {
    guard depth > 0, random.oneIn(2) else { return plainTest() }
    switch Int.random(in: 0..<3, using: &random) {
    case 0: return "not (\(test(depth: depth - 1)))"
    case 1: return "(\(test(depth: depth - 1)) and \(test(depth: depth - 1)))"
    case _: return "(\(test(depth: depth - 1)) or \(test(depth: depth - 1)))"
    }
  }

  private mutating func plainTest() -> String {
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return "\(random.pick(Self.numbers)) \(random.pick(["<", ">=", "="])) 4096"
    case 1: return "\(random.pick(Self.texts)) = 'web'"
    case 2: return "\(random.pick(Self.texts)) like '%b%'"
    case 3: return "\(random.pick(Self.texts + Self.others + Self.numbers)) is null"
    case 4: return "\(random.pick(Self.texts + Self.others + Self.numbers)) is denied"
    case 5: return "'web' in cmdline"
    case 6: return random.pick(["kernel", "env.A exists", "parent exists", "pid in (1, 2, 9)"])
    case _: return "any(children where rss > 4096)"
    }
  }
}
