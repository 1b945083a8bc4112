import Testing
import Values

@testable import Recordings

/// What is older than is kept goes; what was in force then stays.
@Suite struct KeepingTests {
  private let folder: RecordingFolder

  init() throws { folder = try RecordingFolder() }

  private func record(
    _ looks: [ToyHost.Look], _ name: String = "day.db", keep: Int64? = nil
  ) throws {
    let recorder = try HostRecorder(folder.file(name), keep: keep)
    for look in looks { try recorder.record(look) }
    _ = try recorder.writer.close()
  }

  private func looks(_ count: Int, seed: UInt64) -> [ToyHost.Look] {
    var host = RandomHost(seed: seed, count: 15)
    var looks = [host.look]
    for _ in 1..<count {
      host.passTime()
      looks.append(host.look)
    }
    return looks
  }

  @Test(arguments: [21, 22] as [UInt64]) func whatIsKeptIsWhatItWas(seed: UInt64) throws {
    let looks = looks(200, seed: seed)
    try record(looks, "all.db")
    try record(looks, keep: 500.seconds)
    let first = try #require(try folder.sql("select min(id) from moment").first.flatMap(Int.init))
    #expect((148...151).contains(first))
    let query = "select * from samples where moment >= \(first) order by moment, pid"
    #expect(try folder.sql(query) == folder.sql(query, "all.db"))
    #expect(
      try folder.sql("select min(first), min(since) from process, fact") == ["\(first)|\(first)"])
    #expect(
      try folder.sql("select count(*) from process where last < \(first)") == ["0"])
    #expect(
      try folder.sql("select count(*) from fact where process not in (select id from process)")
        == ["0"])
    #expect(try folder.sql("pragma integrity_check") == ["ok"])
    let source = try folder.open()
    for look in looks[(first - 1)...] {
      let replayed = Asked("select pid, name, uss at '\(ExactText.time(look.time))'", of: source)
      #expect(replayed.rows == Asked("select pid, name, uss", of: ToyHost(look: look)).rows)
    }
  }

  /// Where there are more processes than are looked at with one moment, every moment that stands has all of
  /// them, also for a recorder that goes on, and it comes to an end.
  @Test func whateverTakesLongerNoMomentLacksAnything() throws {
    let looks = (0..<120).map { index in
      HostRecorder.look(
        at: index * 10,
        (1...20).map { .init($0, ["name": .text(Text("p\($0)")), "rss": .size(4096 * index)]) })
    }
    for part in [looks[..<60], looks[60...]] {
      let recorder = try HostRecorder(folder.file("day.db"), keep: 300.seconds, removingAtOnce: 3)
      for look in part {
        try recorder.record(look)
        let lacking = try recorder.writer.database.rows(
          of: """
            select id from moment where processes != (select count(*) from samples
              where moment = moment.id and name is not null and rss is not null)
            """)
        #expect(lacking == [])
      }
      _ = try recorder.writer.close()
    }
    let first = try #require(try folder.sql("select min(id) from moment").first.flatMap(Int.init))
    #expect((88...91).contains(first))
    // What was told before is gone but for the last few steps.
    let old = try folder.sql("select count(*) from fact where since < \(first - 20)")
    #expect(old == ["0"])
  }

  /// What was looked through once is not written again with each moment.
  @Test func nothingIsCutTwice() throws {
    try record(HostRecorder.looks(60), keep: 320.seconds)
    let first = try folder.sql("select min(id) from moment")
    #expect(try folder.sql("select first from process") == first)
    let before = try folder.sql("select * from fact order by since")
    let recorder = try HostRecorder(folder.file("day.db"), keep: 100_000.seconds)
    let changes = try recorder.writer.database.number("select total_changes()") ?? 0
    try recorder.record(HostRecorder.looks(1, from: 60)[0])
    let after = try recorder.writer.database.number("select total_changes()") ?? 0
    _ = try recorder.writer.close()
    // A moment and what is in force of its process.
    #expect(after - changes == 2)
    #expect(try folder.sql("select * from fact order by since").dropLast() == before[...])
  }

  /// Labels and texts go with the last that refers to them, also those that a recorder has left.
  @Test func whatNobodyNeedsGoes() throws {
    func look(_ index: Int64) -> ToyHost.Look {
      let process = ToyHost.Process(
        index + 2, start: index, ["name": .text(Text("job \(index)")), "args": .text("same")])
      return HostRecorder.look(at: index * 10, [process])
    }
    try record((0..<40).map { look($0) }, keep: 50.seconds)
    #expect(try folder.sql("select min(id), count(*) from label") == ["35|6"])
    try record((40..<60).map { look($0) }, keep: 50.seconds)
    #expect(try folder.sql("select count(*) from label") == ["6"])
    #expect(
      try folder.sql("select value from text where value like 'job%' order by id")
        == (54...59).map { "job \($0)" })
    #expect(try folder.sql("select count(*) from text where value = 'same'") == ["1"])
    #expect(
      try folder.sql("select count(*) from samples where name is null or args is null") == ["0"])
  }

  /// What was recorded for a while only is nowhere in the file once that is not kept any more.
  @Test func aSecretIsForgotten() throws {
    let secret = String(repeating: "s3cret", count: 40)
    func holdsSecret(_ name: String) throws -> Bool {
      String(decoding: try folder.bytes(name), as: Unicode.ASCII.self).contains("s3cret")
    }
    func look(_ index: Int64) -> ToyHost.Look {
      var processes = [
        ToyHost.Process(
          7, start: 1, ["name": .text("web"), "args": .text("web"), "rss": .size(index)])
      ]
      if index < 5 {
        processes.append(
          ToyHost.Process(
            8 + index, start: index,
            ["name": .text("login"), "args": .text(Text("\(secret)\(index)"))]))
      }
      return HostRecorder.look(at: index * 10, processes)
    }
    let recorder = try HostRecorder(folder.file("day.db"), keep: 50.seconds)
    for index in 0..<5 as Range<Int64> { try recorder.record(look(index)) }
    #expect(try holdsSecret("day.db-wal"))
    for index in 5..<40 as Range<Int64> { try recorder.record(look(index)) }
    #expect(
      try recorder.writer.database.number("select count(*) from text where value like 's3%'") == 0)
    #expect(try recorder.writer.database.number("select count(*) from label") == 1)
    _ = try recorder.writer.close()
    #expect(try !holdsSecret("day.db"))
  }

  /// What a moment that could not be written has made unknown is found again.
  @Test func whatIsForgottenAfterAFailureGoes() throws {
    let recorder = try HostRecorder(folder.file("day.db"), keep: 50.seconds)
    func look(_ index: Int64) -> ToyHost.Look {
      HostRecorder.look(
        at: index * 10, [.init(index + 2, start: index, ["name": .text(Text("job \(index)"))])])
    }
    for index in 0..<5 as Range<Int64> { try recorder.record(look(index)) }
    recorder.writer.database.setPatience(milliseconds: 0)
    let other = try Database(Array(folder.file("day.db").utf8), .writing(creates: false))
    try other.execute("begin immediate")
    #expect(throws: RecordingError.self) { try recorder.record(look(5)) }
    try other.execute("rollback")
    for index in 6..<30 as Range<Int64> { try recorder.record(look(index)) }
    let summary = try recorder.writer.close()
    #expect(summary.processes == 29)
    #expect(try folder.sql("select min(value) from text where value like 'job%'") == ["job 24"])
    #expect(try folder.sql("select count(*) from text where value like 'job%'") == ["6"])
  }

  @Test func bootsThatAreNotKeptGo() throws {
    var looks = HostRecorder.looks(60)
    for index in looks.indices where index >= 20 {
      looks[index].boot = "second"
      looks[index].zone = "CET+0100"
    }
    try record(looks, keep: 100.seconds)
    #expect(try folder.sql("select boot_id from boot") == ["second"])
    #expect(try folder.sql("select zone from machine") == ["CET+0100"])
    #expect(try folder.sql("select count(*) from process") == ["1"])
  }

  /// After a long rest much is old at once; it goes a little at a time.
  @Test func muchGoesInSteps() throws {
    try record(HostRecorder.looks(1200))
    let recorder = try HostRecorder(folder.file("day.db"), keep: 60.seconds)
    var counts: [Int64] = []
    for index in 0..<4 as Range<Int64> {
      try recorder.record(HostRecorder.looks(1, from: 100_000 + index)[0])
      counts.append(try recorder.writer.database.number("select count(*) from moment") ?? 0)
    }
    _ = try recorder.writer.close()
    #expect(counts == [689, 178, 3, 4])
    #expect(try folder.sql("select count(*) from fact") == ["4"])
  }

  @Test func pagesAreUsedAgain() throws {
    let looks = looks(400, seed: 23)
    try record(Array(looks[..<200]), keep: 300.seconds)
    let before = try folder.bytes("day.db").count
    try record(Array(looks[200...]), keep: 300.seconds)
    #expect(try folder.bytes("day.db").count <= before * 5 / 4)
  }
}
