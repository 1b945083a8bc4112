import Foundation
import TestSupport
import Testing
import Values

@testable import Recordings

/// A recorder that is killed or finds no room leaves what it had written, and it is gone on with.
@Suite struct InterruptionTests {
  private let folder: RecordingFolder
  private let looks: [ToyHost.Look]

  init() throws {
    folder = try RecordingFolder()
    var host = RandomHost(seed: 31, count: 12)
    var looks = [host.look]
    for _ in 1..<40 {
      host.passTime()
      looks.append(host.look)
    }
    self.looks = looks
  }

  /// Every moment of a recording is what the machine was then.
  private func expectTrue(_ name: String, hasMoments count: ClosedRange<Int>) throws {
    let source = try folder.open(name)
    let times = try folder.sql("select time from moment where failure is null", name)
    #expect(count.contains(times.count))
    for look in looks where times.contains("\(look.time)") {
      let query = "select \(ToyHost.allColumns)"
      let replayed = Asked("\(query) at '\(ExactText.time(look.time))'", of: source)
      #expect(replayed.rows == Asked(query, of: ToyHost(look: look)).rows)
    }
  }

  private func copy(_ name: String, to other: String, logBytes: Int? = nil) throws {
    try folder.write(other, folder.bytes(name))
    let log = try folder.bytes(name + "-wal")
    try folder.write(other + "-wal", Array(log.prefix(logBytes ?? log.count)))
  }

  /// The files are what they are when the power goes: the log ends somewhere.
  @Test func whoIsKilledLosesAMomentAtMost() throws {
    let recorder = try HostRecorder(folder.file("day.db"))
    var random = SeededRandom(seed: 32)
    for (index, look) in looks[..<30].enumerated() {
      let before = index == 0 ? 0 : try folder.bytes("day.db-wal").count
      try recorder.record(look)
      let after = try folder.bytes("day.db-wal").count
      let end =
        index % 3 == 0 || after < before ? after : Int.random(in: before...after, using: &random)
      let name = "copy\(index).db"
      try copy("day.db", to: name, logBytes: end)
      if index > 0 || end == after {
        try expectTrue(name, hasMoments: max(1, index)...index + 1)
      }
      let next = try HostRecorder(folder.file(name))
      for look in looks[30..<33] { try next.record(look) }
      _ = try next.writer.close()
      try expectTrue(name, hasMoments: index + 3...index + 4)
      #expect(try folder.sql("pragma integrity_check", name) == ["ok"])
    }
    _ = try recorder.writer.close()
  }

  @Test func whoFindsNoRoomSaysSoAndGoesOn() throws {
    let recorder = try HostRecorder(folder.file("day.db"))
    for look in looks[..<10] { try recorder.record(look) }
    let database = recorder.writer.database
    let pages = try #require(try database.number("pragma page_count"))
    _ = try database.number("pragma max_page_count = \(pages)")
    var failed: [Int] = []
    for index in 10..<30 {
      do {
        try recorder.record(looks[index])
      } catch let error as RecordingError {
        #expect(error.message.hasSuffix("day.db: database or disk is full"))
        #expect(error.message.hasPrefix("cannot write to"))
        failed.append(index)
      }
    }
    #expect(failed.last == 29)
    let gap = (10..<30).reversed().prefix { failed.contains($0) }.count
    _ = try database.number("pragma max_page_count = 1000000")
    for look in looks[30...] { try recorder.record(look) }
    let summary = try recorder.writer.close()
    #expect(summary.moments == looks.count - failed.count)
    try expectTrue("day.db", hasMoments: summary.moments...summary.moments)
    let moments = gap == 1 ? "a moment" : "\(gap) moments"
    #expect(
      try folder.sql("select notes from moment where time = \(looks[30].time)")
        == ["\(moments) before this could not be written: database or disk is full"])
  }

  /// The log is taken in before it is much larger than the file.
  @Test func aSmallFileNeedsNoLargeLog() throws {
    let recorder = try HostRecorder(folder.file("day.db"))
    var host = RandomHost(seed: 33, count: 12)
    for _ in 0..<200 {
      try recorder.record(host.look)
      host.passTime()
      let pages = try folder.bytes("day.db-wal").count / 4096
      // What one moment writes may come to it.
      #expect(pages < 64)
    }
    _ = try recorder.writer.close()
  }

  /// What cannot be written because another holds the file is like a full disk.
  @Test func whoFindsTheFileHeldGoesOn() throws {
    let recorder = try HostRecorder(folder.file("day.db"))
    try recorder.record(looks[0])
    recorder.writer.database.setPatience(milliseconds: 0)
    let other = try Database(Array(folder.file("day.db").utf8), .writing(creates: false))
    try other.execute("begin immediate")
    #expect(throws: RecordingError.self) { try recorder.record(looks[1]) }
    try other.execute("rollback")
    for look in looks[2...5] { try recorder.record(look) }
    _ = try recorder.writer.close()
    try expectTrue("day.db", hasMoments: 5...5)
  }

  @Test func whoIsReadGoesOnAndLeavesTheLog() throws {
    let recorder = try HostRecorder(folder.file("day.db"))
    try recorder.record(looks[0])
    recorder.writer.database.setPatience(milliseconds: 0)
    let other = try Database(Array(folder.file("day.db").utf8), .reading)
    try other.execute("begin")
    #expect(try other.number("select count(*) from moment") == 1)
    for look in looks[1...5] { try recorder.record(look) }
    #expect(try other.number("select count(*) from moment") == 1)
    let summary = try recorder.writer.close()
    #expect(summary.keptLog == .isRead)
    try other.execute("rollback")
    #expect(try other.number("select count(*) from moment") == 6)
  }
}
