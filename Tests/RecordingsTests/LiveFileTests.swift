import Execution
import Foundation
import Testing
import Values

@testable import Recordings

/// A file is asked while it is recorded, after that, and when its recorder was killed.
@Suite struct LiveFileTests {
  private func look(_ number: Int64) -> ToyHost.Look {
    ToyHost.Look(
      time: 1_795_356_000.seconds + number * 10.seconds, uptime: 1000.seconds + number * 10.seconds,
      processes: [ToyHost.Process(7, start: 5.seconds, ["rss": .size(4096 * (number + 1))])])
  }

  private func sizes(_ source: RecordedSource) -> [String] {
    Asked("select rss from history over \(length(source))s", of: source).rows
  }

  private func length(_ source: RecordedSource) -> Int64 {
    guard let last = try? source.snapshot(at: .latest).time else { return 0 }
    return (last - 1_795_356_000.seconds) / 1.seconds
  }

  @Test func itIsReadWhileItIsRecorded() throws {
    let folder = try RecordingFolder()
    let recording = try WrittenRecording(folder.file("day.db"), selecting: "pid, rss")
    try recording.add(look(0))
    let source = try folder.open()
    #expect(Asked("select rss", of: source).rows == ["4.0K"])
    for number in Int64(1)...5 {
      try recording.add(look(number))
      #expect(Asked("select rss", of: source).rows == ["\(4 * (number + 1)).0K"])
    }
    #expect(sizes(source).count == 6)
    try recording.close()
    #expect(sizes(source).count == 6)
    #expect(!folder.names.contains("day.db-wal"))
    #expect(Asked("select rss", of: try folder.open()).rows == ["24.0K"])
  }

  /// What a statement sees is what there was when it began.
  @Test func aStatementSeesOneStateOfTheFile() throws {
    let folder = try RecordingFolder()
    let recording = try WrittenRecording(folder.file("day.db"), selecting: "pid, rss")
    try recording.add(look(0))
    try recording.add(look(1))
    let source = try folder.open()
    let end = try source.snapshot(at: .latest)
    try recording.add(look(2))
    #expect(try source.snapshot(at: .latest).time == end.time)
    #expect(try source.moments(from: .min, to: .max).count == 2)
    withExtendedLifetime(end) {}
  }

  @Test func theFileAndTheLogOfARecorderThatWasKilledAreReadTogether() throws {
    let folder = try RecordingFolder()
    let recording = try WrittenRecording(folder.file("day.db"), selecting: "pid, rss")
    for number in Int64(0)...3 { try recording.add(look(number)) }
    try folder.write("copy.db", try folder.bytes("day.db"))
    try folder.write("copy.db-wal", try folder.bytes("day.db-wal"))
    #expect(Asked("select rss", of: try folder.open("copy.db")).rows == ["16.0K"])
    // Nothing is written by who reads it.
    let copy = try folder.bytes("copy.db")
    #expect(copy == (try folder.bytes("day.db")))
    #expect(folder.names.contains("copy.db-wal"))
    // A log that ends in the middle of a moment loses that moment.
    let log = try folder.bytes("day.db-wal")
    try folder.write("cut.db", copy)
    try folder.write("cut.db-wal", Array(log.dropLast(100)))
    #expect(Asked("select rss", of: try folder.open("cut.db")).rows == ["12.0K"])
    withExtendedLifetime(recording) {}
  }

  @Test func withoutItsLogAFileTellsLess() throws {
    let folder = try RecordingFolder()
    let recording = try WrittenRecording(folder.file("day.db"), selecting: "pid, rss")
    for number in Int64(0)...3 { try recording.add(look(number)) }
    try folder.write("copy.db", try folder.bytes("day.db"))
    // Nothing but what it is to hold has come into it.
    let refusal = Asked("select rss", of: try folder.open("copy.db")).error
    #expect(refusal?.hasSuffix("copy.db-wal, is missing: copy both") == true, "\(refusal ?? "")")
    // What has come into the file itself is there.
    let database = try Database(Array(folder.file("day.db").utf8), .writing(creates: false))
    _ = try database.number("pragma wal_checkpoint(passive)")
    for number in Int64(4)...5 { try recording.add(look(number)) }
    try folder.write("copy.db", try folder.bytes("day.db"))
    #expect(Asked("select rss", of: try folder.open("copy.db")).rows == ["16.0K"])
    #expect(Asked("select rss", of: try folder.open()).rows == ["24.0K"])
    withExtendedLifetime(recording) {}
  }

  @Test func anotherRecordingUnderTheSameNameIsNotTakenForIt() throws {
    let folder = try RecordingFolder()
    let source = try folder.write([look(0)], selecting: "pid, rss")
    #expect(Asked("select rss", of: source).rows == ["4.0K"])
    _ = try folder.write([look(1)], "other.db", selecting: "pid, uss")
    try FileManager.default.removeItem(atPath: folder.file("day.db"))
    try FileManager.default.moveItem(
      atPath: folder.file("other.db"), toPath: folder.file("day.db"))
    #expect(
      Asked("select rss", of: source).error?.hasSuffix("it is another recording than it was")
        == true)
  }

  @Test func aLinkIsFollowed() throws {
    let folder = try RecordingFolder()
    _ = try folder.write([look(0), look(1)], selecting: "pid, rss")
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("latest.db"), withDestinationPath: "day.db")
    #expect(Asked("select rss", of: try folder.open("latest.db")).rows == ["8.0K"])
  }

  @Test func statementsOfSeveralThreadsDoNotMeet() async throws {
    let folder = try RecordingFolder()
    let source = try folder.write((Int64(0)...20).map(look), selecting: "pid, rss")
    let expected = sizes(source)
    await withTaskGroup(of: [String].self) { group in
      for _ in 0..<8 {
        group.addTask {
          Asked("select rss from history over 200s", of: source).rows
        }
      }
      for await rows in group { #expect(rows == expected) }
    }
  }
}
