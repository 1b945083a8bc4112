import Execution
import Foundation
import Schema
import Testing
import Values

@testable import Recordings

/// What is written comes back, and no more is written than differs.
@Suite struct WritingTests {
  private let folder: RecordingFolder

  init() throws { folder = try RecordingFolder() }

  private func record(
    _ looks: [ToyHost.Look], _ columns: String = ToyHost.allColumns
  ) throws -> RecordingSummary {
    let recorder = try HostRecorder(folder.file("day.db"), columns)
    for look in looks { try recorder.record(look) }
    return try recorder.writer.close()
  }

  @Test(arguments: [11, 12, 13] as [UInt64]) func everyMomentComesBack(seed: UInt64) throws {
    var host = RandomHost(seed: seed, count: 20)
    var looks = [host.look]
    for _ in 0..<150 {
      host.passTime()
      looks.append(host.look)
    }
    let summary = try record(looks)
    #expect(summary.moments == looks.count)
    #expect(summary.processes == Set(looks.flatMap { $0.processes.map(\.pid) }).count)
    let source = try folder.open()
    for look in looks.shuffled() {
      let query = "select \(ToyHost.allColumns)"
      let replayed = Asked("\(query) at '\(ExactText.time(look.time))'", of: source)
      #expect(replayed.rows == Asked(query, of: ToyHost(look: look)).rows)
      #expect(replayed.error == nil)
    }
  }

  @Test func whatStandsStillTakesNoRow() throws {
    let process = ToyHost.Process(7, ["name": .text("web"), "rss": .size(4096)])
    var looks = (0..<50).map { HostRecorder.look(at: $0 * 10, [process]) }
    looks[30].processes[0].cells["rss"] = .size(8192)
    _ = try record(looks)
    #expect(try folder.sql("select since, rss from fact") == ["1|4096", "31|8192", "32|4096"])
    #expect(try folder.sql("select count(*) from label") == ["1"])
    #expect(try folder.sql("select count(*), sum(processes) from moment") == ["50|50"])
    #expect(
      try folder.sql("select rss, count(*) from samples group by rss") == ["4096|49", "8192|1"])
  }

  @Test func whatRestsStaysWhatItWas() throws {
    let recorder = try HostRecorder(folder.file("day.db"))
    let looks = HostRecorder.looks(3)
    try recorder.record(looks[0])
    recorder.resting = [7]
    try recorder.record(looks[1])
    recorder.resting = []
    try recorder.record(looks[2])
    _ = try recorder.writer.close()
    #expect(try folder.sql("select moment, rss from samples") == ["1|0", "2|0", "3|8192"])
  }

  @Test func labelsThatChangeAreOthers() throws {
    var looks = HostRecorder.looks(4)
    looks[2].processes[0].cells["name"] = .text("worker")
    looks[3].processes[0].cells["name"] = .text("worker")
    _ = try record(looks, "name, rss")
    #expect(
      try folder.sql("select moment, name, rss from samples")
        == ["1|web|0", "2|web|4096", "3|worker|8192", "4|worker|12288"])
    #expect(try folder.sql("select count(*) from process") == ["1"])
  }

  @Test func presenceIsByRowsAndLivesAreTold() throws {
    func process(_ pid: Int64, _ rss: Int64, start: Int64 = 0) -> ToyHost.Process {
      .init(pid, start: start, ["rss": .size(rss), "name": .text(Text("p\(pid)"))])
    }
    let looks = [
      HostRecorder.look(at: 0, [process(1, 5000), process(2, 5000)]),
      // The first is alive and no row, the second has ended.
      HostRecorder.look(at: 10, [process(1, 10)]),
      HostRecorder.look(at: 20, [process(1, 10), process(3, 5000, start: 15)]),
      // The first comes back as it was, and another has the number of the second.
      HostRecorder.look(at: 30, [process(1, 5000), process(2, 7000, start: 25)]),
      HostRecorder.look(at: 40, [process(1, 10), process(2, 7000, start: 25)]),
      HostRecorder.look(at: 50, [process(2, 7000, start: 25)]),
    ]
    _ = try record(looks, "name, rss where rss > 1000")
    #expect(
      try folder.sql("select moment, pid, rss from samples order by moment, pid")
        == ["1|1|5000", "1|2|5000", "3|3|5000", "4|1|5000", "4|2|7000", "5|2|7000", "6|2|7000"])
    #expect(
      try folder.sql("select pid, first, last from process order by id")
        == ["1|1|5", "2|1|1", "3|3|3", "2|4|-"])
    let source = try folder.open()
    for (look, rows) in zip(looks, [2, 0, 1, 2, 1, 1]) {
      let asked = Asked("select pid at '\(ExactText.time(look.time))'", of: source)
      #expect(asked.rows.count == rows)
    }
  }

  @Test func nothingDeniedAndFailedAreToldApart() throws {
    let failure = Failure("Input/output error", at: "/proc/7/smaps", of: ToyHost.stat.id)
    var looks = HostRecorder.looks(4)
    looks[0].processes[0].cells["uss"] = .denied(.refused(ToyHost.rollup.id))
    looks[1].processes[0].cells["uss"] = .denied(.failed(failure))
    looks[1].processes[0].cells["user"] = .denied(.failed(failure))
    looks[3].processes[0].cells["user"] = .denied(.refused(ToyHost.stat.id))
    _ = try record(looks, "user, rss, uss")
    #expect(
      try folder.sql("select uss, denied, failed from samples order by moment")
        == ["-|uss|-", "-|-|user, uss", "-|-|-", "-|user|-"])
    #expect(
      try folder.sql("select value from text join fact on text.id = fact.reason")
        == ["Input/output error\n/proc/7/smaps"])
    let source = try folder.open()
    let asked = Asked("select uss at '\(ExactText.time(looks[1].time))'", of: source)
    #expect(asked.rows == ["?"])
    #expect(asked.notes.contains { $0.contains("Input/output error") })
  }

  @Test func failedMomentsAreMoments() throws {
    var looks = HostRecorder.looks(4)
    looks[1].failure = "Too many open files"
    looks[1].notes = []
    _ = try record(looks)
    #expect(
      try folder.sql("select id, failure, processes from moment")
        == ["1|-|1", "2|Too many open files|0", "3|-|1", "4|-|1"])
    #expect(try folder.sql("select moment from samples") == ["1", "3", "4"])
  }

  @Test func whatEndsAfterAFailedMomentWasSeenBeforeIt() throws {
    var looks = HostRecorder.looks(3)
    looks[1].failure = "Too many open files"
    looks[2].processes = []
    _ = try record(looks)
    #expect(try folder.sql("select last from process") == ["1"])
  }

  @Test func aBootEndsWhatRanBefore() throws {
    var looks = HostRecorder.looks(4)
    for index in [2, 3] {
      looks[index].boot = "second"
      looks[index].uptime = Int64(index * 10).seconds
    }
    _ = try record(looks)
    #expect(
      try folder.sql("select boot, pid, first, last from process") == ["1|7|1|2", "2|7|3|-"])
    #expect(try folder.sql("select boot_id from boot") == ["first", "second"])
    let instants = try folder.sql("select instant from moment").compactMap { Int64($0) }
    #expect(
      zip(instants, instants.dropFirst()).map { $1 - $0 } == [10.seconds, 10.seconds, 10.seconds])
  }

  @Test func aClockThatIsSetMovesNoInstant() throws {
    var looks = HostRecorder.looks(4)
    for index in [2, 3] { looks[index].time -= 3600.seconds }
    _ = try record(looks)
    let instants = try folder.sql("select instant from moment").compactMap { Int64($0) }
    #expect(zip(instants, instants.dropFirst()).allSatisfy { $1 - $0 == 10.seconds })
  }

  @Test func theMachineIsToldAgainWhereItDiffers() throws {
    var looks = HostRecorder.looks(4)
    looks[2].zone = "CET+0100"
    looks[3].zone = "CET+0100"
    _ = try record(looks)
    #expect(try folder.sql("select zone from machine") == ["UTC+0000", "CET+0100"])
    #expect(try folder.sql("select machine from moment") == ["1", "1", "2", "2"])
  }

  @Test func aRecorderLeavesOnePlainFile() throws {
    let summary = try record(HostRecorder.looks(5))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["day.db"])
    #expect(try folder.bytes("day.db").count == Int(summary.bytes))
    #expect(summary.keptLog == nil)
    #expect(try folder.sql("pragma journal_mode") == ["delete"])
    #expect(try folder.sql("pragma integrity_check") == ["ok"])
  }
}
