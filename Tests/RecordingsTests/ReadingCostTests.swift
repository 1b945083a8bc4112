import Execution
import Foundation
import Testing
import Values

@testable import Recordings

/// How much of a long recording is read: what the answer needs, and no more.
@Suite struct ReadingCostTests {
  /// A recording of 2000 moments and 50 processes, of which each changes at every tenth, and 5000 more that
  /// have ended, written by one statement a table.
  private func long() throws -> RecordingFolder {
    let folder = try RecordingFolder()
    let columns = "pid, name, rss"
    let recording = try PlainRecording(folder.file("day.db"), selecting: columns)
    try recording.database.execute(
      """
      begin;
      insert into boot(id, boot_id) values (1, 'first');
      insert into machine(id, zone, ticks, memory_total, processors) values (1, 'UTC+0000', 100, 1000, 4);
      insert into text(id, value) values (1, 'idle'), (2, 'job'), (3, 'web');
      insert into label(id, name) values (1, 1), (2, 2), (3, 3);
      insert into process(id, boot, pid, start, first, last)
        with recursive n(i) as (select 1 union all select i + 1 from n where i < 5050)
        select i, 1, i, 5 * i, case when i <= 50 then 1 else (i - 50) * 2 / 5 + 1 end,
          case when i <= 50 then null else (i - 50) * 2 / 5 + 1 end from n;
      insert into fact(process, since, label, rss)
        with recursive n(i) as (select 0 union all select i + 1 from n where i < 1999)
        select id, i + 1, case when id <= 2 then 3 else 1 end, id * 1000000 + i from process, n
        where id <= 50 and (i + id) % 10 = 0 or id <= 50 and i = 0;
      insert into fact(process, since, label, rss) select id, first, 2, 7 from process where id > 50;
      """)
    let insert = try recording.database.prepare(
      """
      insert into moment(id, boot, machine, time, uptime, instant, present)
        values (?1, 1, 1, ?2, ?2, ?2, ?3)
      """)
    for moment in 1...Int64(2000) {
      let time = DatabaseStatement.Cell.integer(moment * 10.seconds)
      var present = DatabaseStatement.Cell.null
      if moment % 200 == 1 {
        let jobs = (Int64(51)...5050).filter { ($0 - 50) * 2 / 5 + 1 == moment }
        present = .bytes(KeyFrame.bytes(of: Array(1...50) + jobs))
      }
      try insert.run([.integer(moment), time, present])
    }
    try recording.database.execute("commit")
    return folder
  }

  @Test func ofOneProcessItsRowIsReadOnce() throws {
    let folder = try long()
    let asked = Asked(
      "select count(*) from history over 10000s where pid = 7", of: try folder.open())
    #expect(asked.rows == ["1001"])
    #expect(asked.reads["process"] == 1)
  }

  @Test func ofAMomentTheFactsInForceAreReadAndNoOthers() throws {
    let folder = try long()
    let source = try folder.open()
    let asked = Asked("select pid, rss at now() - 5000s where name = 'web'", of: source)
    #expect(asked.error == nil)
    #expect(asked.rows.count == 2)
    // 50 live on, and two or three jobs ran just then.
    let rows = Asked("select count(*) at now() - 5000s", of: source).rows
    #expect(["52", "53"].contains(rows.first))
    #expect(asked.reads["fact"].map { "\($0)" } == rows.first)
    #expect(asked.reads["process"] ?? 0 < 50 + 200 * 3)
    #expect(asked.reads["label"] == 3)
    #expect(asked.reads["text"] == 3)
    #expect(asked.reads["moment"] == 1)
  }

  @Test func aKeyLeadsStraightToItsProcess() throws {
    let folder = try long()
    let source = try folder.open()
    let asked = Asked("select rss at now() - 5000s where pid = 7", of: source)
    #expect(asked.rows.count == 1)
    #expect(asked.reads["process"] == 1)
    #expect(asked.reads["fact"] == 1)
    #expect(asked.reads["text"] == nil)
  }

  @Test func aWindowReadsItsTwoMoments() throws {
    let folder = try long()
    let source = try folder.open()
    let asked = Asked("select pid, delta(rss) over 10000s where name = 'web'", of: source)
    #expect(asked.rows.count == 2)
    #expect(asked.reads["moment"] == 2)
    #expect(asked.reads["fact"] ?? 0 <= 53 * 2)
  }

  @Test func aHistoryReadsEachFactOnce() throws {
    let folder = try long()
    let source = try folder.open()
    let asked = Asked(
      "select count(*), max(rss) from history over 3000s where name = 'web'", of: source)
    #expect(asked.rows == ["602 1.9M"])
    // Of 301 moments 50 processes change at each tenth, and 750 jobs have come; some more are read ahead.
    #expect(asked.reads["fact"] ?? 0 < 50 * (31 + 64) + 753)
    #expect(asked.reads["fact"] ?? 0 > 50 * 30)
    let stepped = Asked(
      "select count(*) from history over 3000s every 1000s where name = 'web'", of: source)
    #expect(stepped.rows == ["8"])
    #expect(stepped.reads["fact"] ?? 0 <= 53 * 4)
  }

  @Test func explainTellsWhatIsReadOfARecording() throws {
    let folder = try long()
    let source = try folder.open()
    let time = { HumanText.time($0 * 10.seconds) }
    let explained = Asked(
      "explain select pid, rss at now() - 5000s where name = 'web' and rss > 5", of: source)
    #expect(
      explained.rows == [
        "select pid, rss",
        "└─ where name = 'web'  reads label, text",
        "   └─ where rss > 5    reads fact",
        "      └─ scan processes at \(time(1500)), by key frame",
        "rules: cheapest first",
      ])
    #expect(
      Asked("explain select rss where pid = 7", of: source).rows == [
        "select rss",
        "└─ processes with pid 7 at \(time(2000))  reads fact",
        "rules: straight to keys",
      ])
  }
}
