import EngineSupport
import Execution
import ProcFS
import QueryLanguage
import Schema
import TestSupport
import Testing

@testable import ProcessCatalog

/// Real processes that hold still: shells, each with a text of its own length in a variable.
private final class LiveFarm {
  private let shells: [RunningCommand]
  /// What is true of these processes and no others.
  let mark: String

  init(_ sizes: [Int]) throws {
    let mark = "\(UInt64.random(in: 0 ... .max))"
    self.mark = mark
    shells = try sizes.map { size in
      var shell = Command(
        "/bin/sh",
        ["-c", "t=$(head -c \(size) /dev/zero | tr '\\0' x); echo ready; read t"],
        environment: ["PROCQ_FARM": mark])
      shell.input = .silent
      return try shell.start()
    }
    for shell in shells { #expect(shell.awaitOutput("ready")) }
  }

  deinit {
    for shell in shells {
      shell.send(9)
      _ = shell.outcome()
    }
  }
}

/// The answer of the machine's own processes does not depend on how it is come by. Few of them hold
/// still, so what is compared are processes of the test's own, by sizes that lie far apart.
@Suite struct LiveReadingTests {
  private struct Outcome: Equatable {
    var rows: [String] = []
    var reads: [String] = []
  }

  private func ask(_ query: String, _ source: any Source) throws -> Outcome {
    var session = Session(source)
    var outcome = Outcome()
    for statement in try session.prepare(SourceText(query)) {
      let answer = statement.run()
      while let cells = try answer.next() {
        outcome.rows.append(cells.map(\.shown).joined(separator: " "))
      }
      outcome.reads = answer.statistics.reads.map { "\($0.name) \($0.count)" }
    }
    return outcome
  }

  private func source(threads: Int) throws -> ProcessSource {
    ProcessSource(try ProcFS(), readingThreads: threads)
  }

  /// 0 to 12 MiB, a quarter of a MiB apart at least, as they come.
  private func farm(_ generator: inout SeededRandom) throws -> LiveFarm {
    try LiveFarm((0..<16).map { $0 * 768 << 10 }.shuffled(using: &generator))
  }

  /// A test that is true of a farm's processes alone.
  private func among(_ farm: LiveFarm) throws -> String {
    let pids = try ask(
      "select pid where env.PROCQ_FARM = '\(farm.mark)'", try source(threads: 1)
    ).rows.joined(separator: ", ")
    return "pid in (\(pids))"
  }

  private func sizes(_ column: String, _ among: String, _ source: any Source) throws -> [Int64] {
    try ask("select \(column) * 1 as size where \(among) order by size", source).rows.map {
      try #require($0.split(separator: " ").first.flatMap { Int64($0) })
    }
  }

  /// A size that lies between two of these, which are so far apart that neither will get there.
  private func gap(_ sizes: [Int64], _ generator: inout SeededRandom) throws -> Int64 {
    let gaps = zip([0] + sizes, sizes + [(sizes.last ?? 0) * 2]).filter { $1 - $0 > 256 << 10 }
    let (low, high) = try #require(gaps.randomElement(using: &generator))
    return (low + high) / 2
  }

  private func test(
    _ sizes: [String: [Int64]], _ depth: Int, _ generator: inout SeededRandom
  ) throws -> String {
    let column = Bool.random(using: &generator) ? "uss" : "pss"
    let limit = "\(try gap(sizes[column] ?? [], &generator))B"
    let comparison =
      switch Int.random(in: 0..<4, using: &generator) {
      case 0: "\(limit) < \(column)"
      case 1: "\(column) <= \(limit)"
      case 2: "\(column) * 2 > \(limit) * 2"
      default: "\(column) between \(limit) and \(try gap(sizes[column] ?? [], &generator))B"
      }
    guard depth > 0 else { return comparison }
    let other = try test(sizes, depth - 1, &generator)
    return [
      "not (\(other))", "(\(comparison)) and (\(other))", "(\(comparison)) or (\(other))",
    ].randomElement(using: &generator) ?? comparison
  }

  @Test func boundsAndThreadsChangeNoAnswer() throws {
    var generator = SeededRandom(seed: 53)
    let farm = try farm(&generator)
    let full = WithSchema(ProcessCatalog.schema.withoutBounds, of: try source(threads: 1))
    let others = [try source(threads: 1), try source(threads: 2), try source(threads: 5)]
    let among = try among(farm)
    let sizes = ["uss": try sizes("uss", among, full), "pss": try sizes("pss", among, full)]
    #expect(sizes["uss"]?.count == 16)
    for _ in 0..<40 {
      let query =
        Bool.random(using: &generator)
        ? "select pid where \(among) and (\(try test(sizes, 2, &generator))) order by pid"
        : "select pid where \(among) order by \(Bool.random(using: &generator) ? "uss" : "pss * 2")"
          + " desc limit \(Int.random(in: 1...18, using: &generator))"
      let expected = try ask(query, full).rows
      for source in others {
        #expect(try ask(query, source).rows == expected, "\(query)")
      }
    }
  }

  @Test func threadsReadWhatOneWouldRead() throws {
    var generator = SeededRandom(seed: 59)
    let farm = try farm(&generator)
    let among = try among(farm)
    let cut = try gap(sizes("uss", among, source(threads: 1)), &generator)
    for query in [
      "select pid, euser, args, uss > 0B, swap, rss > 0B where \(among) order by uss desc",
      "select pid, uss > \(cut)B where \(among)", "select pid where \(among) and uss > \(cut)B",
      "select pid where \(among) and uss < \(cut)B and name = 'sh' limit 3",
      "select pid where \(among) order by uss desc limit 4",
      "select count(*), sum(uss) > 0B, min(parent.pid) > 0 where \(among)",
      "select pid, uss > 0B, ppid in (select pid where \(among) and uss > \(cut)B) as big"
        + " where \(among) and parent.name != ''",
      "select user, count(uss) where \(among) group by user",
      "select pid, name, pss > 0B, parent.name, count(files) where \(among) limit 5",
      "select pid, uss > 0B, exe, cwd, env.PROCQ_FARM where \(among) order by pid desc limit 9",
    ] {
      let alone = try ask(query, try source(threads: 1))
      for threads in [2, 3, 16] {
        #expect(try ask(query, try source(threads: threads)) == alone, "\(query)")
      }
    }
  }
}

extension Schema {
  /// The same facts, of which none stands in for another.
  fileprivate var withoutBounds: Schema {
    mapTables { table in
      TableSchema(
        table.name, of: table.rowName, table.summary, rows: table.rows,
        contents: ListedContents(
          columns: table.columns.map { column in
            var column = column
            column.bound = nil
            return column
          },
          relations: table.relations, summaryColumns: table.summaryColumns, key: table.key))
    }
  }
}
