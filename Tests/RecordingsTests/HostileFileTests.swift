import Execution
import Foundation
import TestSupport
import Testing
import Values

@testable import Recordings

/// Files that are no recordings, or were damaged, or made up: each is told what is wrong with it, and none
/// traps or keeps on for ever.
@Suite struct HostileFileTests {
  /// A recording of 31 moments, made once.
  private static let recorded: Result<[UInt8], any Error> = Result {
    let folder = try RecordingFolder()
    var host = RandomHost(seed: 1, count: 20)
    var looks = [host.look]
    for _ in 0..<30 {
      host.passTime()
      looks.append(host.look)
    }
    try folder.record(looks)
    return try folder.bytes("day.db")
  }

  private func folder() throws -> RecordingFolder {
    let folder = try RecordingFolder()
    try folder.write("day.db", try Self.recorded.get())
    return folder
  }

  /// Asks much of a file that may be broken.
  private func ask(_ folder: RecordingFolder, _ name: String) {
    guard let source = try? folder.open(name) else { return }
    for query in [
      "select pid, ppid, name, kernel, user, status, nice, rss, load, address, args, cmdline, env, limits",
      "select count(descendants), list(ancestors.pid), parent.name",
      "select cpu_percent, delta(rss) over 100s", "select pid, rss from history over 200s",
      "select pid at now() - 100s where pid = 5", "describe processes",
    ] {
      _ = Asked(query, of: source)
    }
  }

  @Test func whatIsNoRecordingSaysSo() throws {
    let folder = try RecordingFolder()
    #expect(folder.refusal("none.db") == "cannot replay none.db: No such file or directory")
    try FileManager.default.createDirectory(
      atPath: folder.file("folder"), withIntermediateDirectories: true)
    #expect(folder.refusal("folder") == "cannot replay folder: it is a directory")
    mkfifo(folder.file("pipe"), 0o600)
    #expect(folder.refusal("pipe") == "cannot replay pipe: it is no regular file")
    try folder.write("empty", [])
    #expect(folder.refusal("empty") == "cannot replay empty: it is empty")
    try folder.write("text", Array("select pid, name from processes\n".utf8))
    #expect(folder.refusal("text") == "cannot replay text: it is no recording")
    try folder.write("long", [UInt8](repeating: 0x20, count: 9000))
    #expect(folder.refusal("long") == "cannot replay long: it is no recording")
    let foreign = try Database(Array(folder.file("foreign.db").utf8), .writing(creates: true))
    try foreign.execute("create table process(id, name)")
    #expect(
      folder.refusal("foreign.db")
        == "cannot replay foreign.db: it is a file of SQLite, but no recording")
    #expect(
      folder.refusal("bad\0name") == "cannot replay bad\\x00name: it is no name of a file")
  }

  @Test func anotherVersionSaysSo() throws {
    let folder = try folder()
    try change(folder, "pragma user_version = 2")
    #expect(
      folder.refusal("day.db")
        == "cannot replay day.db: it was recorded by a newer procq, in format 2; this one reads format 1"
    )
    try change(folder, "pragma user_version = 0")
    #expect(
      folder.refusal("day.db")
        == "cannot replay day.db: it was recorded by another procq, in format 0; this one reads format 1"
    )
  }

  private func change(_ folder: RecordingFolder, _ sql: String) throws {
    let database = try Database(Array(folder.file("day.db").utf8), .writing(creates: false))
    try database.execute(sql)
  }

  @Test func aFileCutShortSaysSo() throws {
    let folder = try folder()
    let whole = try folder.bytes("day.db")
    for length in stride(from: 0, to: whole.count, by: 4096) {
      for length in [length, length + 1, length + 50, length + 2000] where length < whole.count {
        try folder.write("cut.db", Array(whole.prefix(length)))
        let refusal = folder.refusal("cut.db")
        #expect(refusal?.contains(length == 0 ? "it is empty" : "it is ") == true, "\(length)")
        if length >= 100 {
          #expect(
            refusal
              == "cannot replay cut.db: it is cut short: \(length) of \(whole.count) bytes are there"
          )
        }
      }
    }
  }

  @Test func noDamageTraps() throws {
    let folder = try folder()
    let whole = try folder.bytes("day.db")
    var random = SeededRandom(seed: 5)
    for _ in 0..<100 {
      var broken = whole
      for _ in 0..<Int.random(in: 1...8, using: &random) {
        let place = Int.random(in: 100..<broken.count, using: &random)
        broken[place] = random.oneIn(2) ? 0xFF : UInt8.random(in: 0...255, using: &random)
      }
      try folder.write("broken.db", broken)
      ask(folder, "broken.db")
    }
  }

  @Test func noPageOfZerosTraps() throws {
    let folder = try folder()
    let whole = try folder.bytes("day.db")
    for page in stride(from: 4096, to: whole.count, by: 4096) {
      var broken = whole
      for place in page..<min(page + 4096, whole.count) { broken[place] = 0 }
      try folder.write("broken.db", broken)
      ask(folder, "broken.db")
    }
  }

  @Test func missingTablesAndColumnsAreNamed() throws {
    for table in ["moment", "process", "fact", "label", "text", "machine", "boot", "meta"] {
      let folder = try folder()
      try change(folder, "drop table \(table)")
      #expect(
        folder.refusal("day.db")
          == "cannot replay day.db: it is damaged: it has no table '\(table)'")
    }
    let folder = try folder()
    try change(folder, "alter table fact rename column rss to size")
    #expect(
      folder.refusal("day.db")
        == "cannot replay day.db: it is damaged: its table 'fact' has no column 'rss'")
  }

  @Test func viewsAreNotTables() throws {
    let folder = try folder()
    try change(
      folder,
      """
      alter table text rename to texts;
      create view text as with recursive n(id) as (select 1 union all select id + 1 from n)
        select id, 'x' as value from n;
      """)
    #expect(
      folder.refusal("day.db") == "cannot replay day.db: it is damaged: it has no table 'text'")
  }

  @Test func cellsOfTheWrongKindAreUnknown() throws {
    let folder = try folder()
    try change(
      folder,
      """
      update fact set rss = 'much', load = x'00', status = 1e300, limits = 'x';
      update label set args = 123456789, name = -1, env = x'ff', cmdline = 2.5;
      """)
    let source = try folder.open()
    let asked = Asked("select rss, load, status, limits, args, name, env, cmdline", of: source)
    #expect(asked.error == nil)
    #expect(asked.rows.allSatisfy { $0.allSatisfy { "?- ".contains($0) } })
    #expect(asked.notes.contains { $0.contains("what is recorded of 'rss' is not a size") })
    #expect(asked.notes.contains { $0.contains("text 123456789 is missing") })
  }

  @Test func whatLeadsRoundInACircleEnds() throws {
    let folder = try RecordingFolder()
    let processes = (Int64(1)...5).map { ToyHost.Process($0, parent: $0 % 5 + 1, start: 5) }
    let look = ToyHost.Look(time: 100.seconds, uptime: 100.seconds, processes: processes)
    let source = try folder.record([look])
    #expect(
      Asked("select count(descendants), count(ancestors)", of: source).rows
        == Array(repeating: "4 4", count: 5))
  }

  @Test func numbersAtTheEdgeTrapNothing() throws {
    for value in [Int64.min, .max, 0] {
      for column in ["time", "uptime", "instant", "boot", "machine", "processes"] {
        let folder = try folder()
        try change(folder, "update moment set \(column) = \(value) where id % 3 = 0")
        ask(folder, "day.db")
      }
      for column in ["start", "pid", "first", "last", "boot"] {
        let folder = try folder()
        try change(folder, "update process set \(column) = \(value) where id % 2 = 0")
        ask(folder, "day.db")
      }
      let folder = try folder()
      try change(
        folder,
        "update machine set page_size = \(value), ticks = \(value), memory_total = \(value), "
          + "processors = \(value); update meta set value = \(value) where key = 'interval'")
      ask(folder, "day.db")
    }
  }

  @Test func keyFramesThatAreNoneTrapNothing() throws {
    for bytes in ["ff", "80", "ffffffffffffffffffff01", "0000", "7f7f7f7f", ""] {
      let folder = try folder()
      try change(folder, "update moment set present = x'\(bytes)' where present is not null")
      ask(folder, "day.db")
    }
  }

  @Test func keyFramesComeBack() {
    for ids in [[], [0], [1], [1, 2, 300, 70000, .max], [.max]] as [[Int64]] {
      #expect(KeyFrame.ids(in: KeyFrame.bytes(of: ids)) == ids)
    }
  }

  @Test func aLogThatCannotBeUsedIsSaidToBeCopied() throws {
    guard geteuid() != 0 else { return }
    let folder = try folder()
    try folder.write("day.db-wal", [UInt8](repeating: 1, count: 64))
    chmod(folder.path, 0o500)
    defer { chmod(folder.path, 0o700) }
    #expect(folder.refusal("day.db")?.contains("copy both") == true)
  }
}
